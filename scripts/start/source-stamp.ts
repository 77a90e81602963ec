import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAMP = '.built-from';

/** Everything a build reads, as one hash: same hash, same build. Tests and absent paths are left out. */
export function sourceStamp(root: string, paths: string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) addTo(hash, root, path);
  return hash.digest('hex');
}

/** Whether a build folder was made from other sources than these. */
export function isStale(buildFolder: string, stamp: string): boolean {
  try {
    return readFileSync(join(buildFolder, STAMP), 'utf8') !== stamp;
  } catch {
    return true;
  }
}

/** Notes in a build folder what it was made from. */
export function markBuilt(buildFolder: string, stamp: string): void {
  writeFileSync(join(buildFolder, STAMP), stamp);
}

function addTo(hash: ReturnType<typeof createHash>, root: string, path: string): void {
  const entry = statSync(join(root, path), { throwIfNoEntry: false });
  if (entry?.isDirectory()) {
    for (const name of readdirSync(join(root, path)).sort()) {
      addTo(hash, root, `${path}/${name}`);
    }
  } else if (entry?.isFile() && !path.endsWith('.test.ts')) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
}
