import { z } from 'zod';
import { alreadyRunning } from './running-mark.ts';

const place = z.object({ host: z.string(), port: z.int() });
const page = z.object({
  projectId: z.string(),
  emulators: z.object({ firestore: place, auth: place }),
});

/**
 * Where the databases of the stack on a data folder are; null when none runs there.
 * @throws RangeError while it is being started
 */
export async function runningStack(dataDir: string): Promise<z.infer<typeof page> | null> {
  const running = await alreadyRunning(dataDir);
  if (running === null) return null;
  if (running.address === null) {
    throw new RangeError('Training Monkey is still being started: try again once it runs.');
  }
  const answer = await fetch(`${running.address}/__/firebase/init.json`);
  return page.parse(await answer.json());
}
