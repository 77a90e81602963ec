// Serves an embedded PostgreSQL on loopback, with one empty database `training_monkey` at first:
//   node local/postgres/main.ts --port 5432 --data DIR
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { postgresIdentity } from './postgres-identity.ts';
import { postgresPrograms } from './postgres-programs.ts';
import { endPreviousPostmaster } from './previous-postmaster.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '5432' },
    data: { type: 'string' },
    // One athlete's table of a few thousand rows: a small server is a good neighbour.
    'shared-buffers': { type: 'string', default: '16MB' },
  },
});
if (values.data === undefined) throw new Error('--data names the folder of the database');
const dataDir = resolve(values.data);
const { initdb, postgres } = await postgresPrograms();
const { owner, prefix } = postgresIdentity(postgres);

if (!existsSync(join(dataDir, 'PG_VERSION'))) createCluster();
await endPreviousPostmaster(dataDir);

const [command, args] = asOwner(postgres, [
  ...['-D', dataDir, '-h', '127.0.0.1', '-p', values.port, '-k', ''],
  ...settings({
    shared_buffers: values['shared-buffers'],
    max_connections: '20',
    log_min_messages: 'warning',
  }),
  ...settings({ autovacuum_naptime: '10min', wal_writer_delay: '10s', bgwriter_delay: '10s' }),
  ...settings({ io_method: 'sync', max_logical_replication_workers: '0' }),
  // In the data folder and not in /dev/shm, where `kill -9` would leave it for ever.
  ...settings({ dynamic_shared_memory_type: 'mmap' }),
]);
const server = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], cwd: '/' });
// SIGINT is PostgreSQL's "roll back and close now"; SIGTERM would wait for every client to leave.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => server.kill('SIGINT'));
}
server.once('close', (code) => process.exit(code ?? 1));

function settings(values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function asOwner(program: string, args: string[]): [string, string[]] {
  const [first = program, ...rest] = [...prefix, program, ...args];
  return [first, rest];
}

/** Made in a draft folder and moved into place, so that a crash half-way is no half database. */
function createCluster(): void {
  const draft = `${dataDir}.new`;
  rmSync(draft, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  chmodSync(draft, 0o700);
  if (owner) chownSync(draft, owner.uid, owner.gid);
  run(initdb, [
    ...['-D', draft, '-U', 'training_monkey', '--auth=trust', '--encoding=UTF8'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'],
  ]);
  run(postgres, ['--single', '-D', draft, 'postgres'], 'CREATE DATABASE training_monkey\n');
  renameSync(draft, dataDir);
}

function run(program: string, args: string[], input = ''): void {
  const [command, rest] = asOwner(program, args);
  const result = spawnSync(command, rest, { input, encoding: 'utf8', cwd: '/' });
  if (result.status === 0) return;
  throw new Error(result.error?.message ?? `PostgreSQL could not be set up: ${result.stderr}`);
}
