import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolders } from '../../local/runner/stack-plan.ts';

/** Kept apart: the sandbox's links and the real ones know nothing of each other. */
const REAL_STRAVA_FOLDER = '.data-home';

interface Choice {
  /** Where this way of starting keeps everything of itself. */
  usual: string;
  /** Whether it begins with nothing each time, as with Google's emulator. */
  keepsNothing: boolean;
  /** What `--data` names. */
  given: string | undefined;
  hasRealStrava: boolean;
}

/**
 * The folder to keep everything in. What keeps nothing has its own and no other, because it empties
 * it at each start.
 *
 * @throws RangeError when a folder is named for what keeps nothing
 */
export function dataFolder({ usual, keepsNothing, given, hasRealStrava }: Choice): string {
  if (!keepsNothing) return given ?? (hasRealStrava ? REAL_STRAVA_FOLDER : usual);
  if (given === undefined) return usual;
  throw new RangeError('--data is not for Google’s emulator: nothing is kept of what it runs');
}

/** Deletes what is kept in a data folder, and nothing else that may lie there. */
export function emptyDataFolder(dataDir: string): void {
  for (const path of [...Object.values(dataFolders(dataDir)), join(dataDir, 'secrets.json')]) {
    rmSync(path, { recursive: true, force: true });
  }
}
