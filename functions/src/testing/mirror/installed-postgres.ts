import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresIdentity } from '../../../../local/postgres/postgres-identity.ts';
import { databaseUrl } from '../../../../local/postgres/start-postgres.ts';
import { anyFreePort } from '../../../../local/runner/free-port.ts';

const DEBIAN = '/usr/lib/postgresql';

/** Folder of the oldest PostgreSQL (14 or later) that the system brings; null without one. */
export function installedPostgres(): string | null {
  if (!existsSync(DEBIAN)) return null;
  const versions = readdirSync(DEBIAN)
    .map(Number)
    .filter((version) => version >= 14)
    .sort((a, b) => a - b);
  const folders = versions.map((version) => join(DEBIAN, String(version), 'bin'));
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

/** Starts that PostgreSQL on a passing folder. */
export async function startInstalledPostgres(
  folder: string,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const { owner, prefix } = postgresIdentity(join(folder, 'postgres'));
  const port = await anyFreePort();
  const passing = mkdtempSync(join(tmpdir(), 'tm-installed-postgres-'));
  const data = join(passing, 'cluster');
  mkdirSync(data);
  chmodSync(data, 0o700);
  if (owner) {
    chownSync(passing, owner.uid, owner.gid);
    chownSync(data, owner.uid, owner.gid);
  }
  const command = (program: string, args: string[]): [string, string[]] => {
    const [first = program, ...rest] = [...prefix, join(folder, program), ...args];
    return [first, rest];
  };
  const made = spawnSync(
    ...command('initdb', ['-D', data, '-U', 'training_monkey', '--auth=trust', '--encoding=UTF8']),
    { encoding: 'utf8', cwd: '/' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const server = spawn(
    ...command('postgres', ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', '', '-F']),
    { stdio: 'ignore', cwd: '/' },
  );
  const ended = once(server, 'close');
  while (!(await listens(port))) await new Promise((resolve) => setTimeout(resolve, 50));
  const address = new URL(databaseUrl(port));
  address.pathname = '/postgres';
  return {
    url: address.href,
    stop: async () => {
      server.kill('SIGINT');
      await ended;
      rmSync(passing, { recursive: true, force: true });
    },
  };
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
