import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const POLL_MS = 50;
const PATIENCE_MS = 60_000;

/**
 * Clears the way for a new server on a data folder whose last one was killed. A leftover lock
 * file names a process id: if that is still a PostgreSQL, it is asked to close; if the id belongs
 * to something else by now (ids start over when a container does), the lock is void.
 */
export async function endPreviousPostmaster(dataDir: string): Promise<void> {
  // Without /proc the process cannot be looked at; PostgreSQL then judges its lock itself.
  if (process.platform !== 'linux') return;
  const lock = join(dataDir, 'postmaster.pid');
  const deadline = performance.now() + PATIENCE_MS;
  for (let asked = false; ; asked = true) {
    const pid = lockedBy(lock);
    if (pid === null) return;
    if (!isPostgres(pid)) {
      rmSync(lock, { force: true });
      return;
    }
    if (!asked) process.kill(pid, 'SIGINT');
    if (performance.now() > deadline) {
      throw new Error(`PostgreSQL (process ${pid}) still holds ${dataDir}; stop it first`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function lockedBy(lock: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(lock, 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    return false;
  }
}
