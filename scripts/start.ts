// `npm start`: builds what is out of date, runs the product on this machine, says where it is.
import { fileURLToPath } from 'node:url';
import { launch } from './start/launch.ts';

await launch(fileURLToPath(new URL('..', import.meta.url)), {
  command: 'npm start',
  dataFolder: '.data',
});
