// Exports the interrupted project into the database given; run as a process of its own, to be killed.
import { interruptedProject } from './interrupted-project.ts';

const [url = ''] = process.argv.slice(2);
const project = interruptedProject();
process.stdout.write('begins\n');
await project.run(url);
