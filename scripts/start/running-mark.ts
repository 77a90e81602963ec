import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The address is null while the parts are being started. */
const mark = z.object({ pid: z.int().positive(), address: z.string().nullable() });
/** So long a start may take before its mark counts as left behind. */
const STARTING_MS = 5 * 60_000;

/** Who already runs on this data folder; null when nobody does, whatever a killed one left behind. */
export async function alreadyRunning(dataDir: string): Promise<z.infer<typeof mark> | null> {
  let found: z.infer<typeof mark>;
  try {
    found = mark.parse(JSON.parse(readFileSync(markPath(dataDir), 'utf8')));
    process.kill(found.pid, 0);
  } catch {
    return null;
  }
  // A process id may belong to something else by now; the gateway's answer cannot.
  if (found.address === null) {
    const startedMs = statSync(markPath(dataDir), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return Date.now() - startedMs < STARTING_MS ? found : null;
  }
  const answers = await fetch(`${found.address}/__/firebase/init.json`).then(
    ({ ok }) => ok,
    () => false,
  );
  return answers ? found : null;
}

export function markRunning(dataDir: string, address: string | null): void {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(markPath(dataDir), JSON.stringify({ pid: process.pid, address }));
}

export function unmarkRunning(dataDir: string): void {
  rmSync(markPath(dataDir), { force: true });
}

const markPath = (dataDir: string) => join(dataDir, 'running.json');
