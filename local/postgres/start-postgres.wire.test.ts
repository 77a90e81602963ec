import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { anyFreePort } from '../runner/free-port.ts';
import { startChild } from '../runner/start-child.ts';

const folder = mkdtempSync(join(tmpdir(), 'training-monkey-postgres-'));
const dataDir = join(folder, 'cluster');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const postmaster = () => Number.parseInt(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'), 10);

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z');
  } catch {
    return false;
  }
}

describe('startPostgres', () => {
  const start = async () => {
    const port = await anyFreePort();
    return startChild({
      name: 'PostgreSQL',
      script: fileURLToPath(new URL('./main.ts', import.meta.url)),
      args: ['--port', String(port), '--data', dataDir],
      port,
    });
  };

  test.skipIf(process.platform !== 'linux')(
    'runs for anybody, root in a private folder included, and takes over after a kill',
    async () => {
      const first = await start();
      const orphan = postmaster();
      first.process.kill('SIGKILL');
      await first.ended;
      // The server itself outlived its keeper and still holds the folder.
      expect(isRunning(orphan)).toBe(true);

      const second = await start();
      expect(isRunning(orphan)).toBe(false);
      const server = postmaster();
      expect(server).not.toBe(orphan);
      await second.stop();
      expect(isRunning(server)).toBe(false);
      expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(false);
    },
  );
});
