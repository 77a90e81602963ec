import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How to start a PostgreSQL program: as whom, and by which command in front, if any. */
export interface PostgresIdentity {
  /** Owner of the data folder; null when it is simply whoever runs this. */
  owner: { uid: number; gid: number } | null;
  /** Command and arguments to put before the program. */
  prefix: string[];
}

const NOBODY = { uid: 65_534, gid: 65_534 };

/**
 * PostgreSQL refuses to run as root, which is what one is in most containers. Then it runs as the
 * system's `postgres` user, or as `nobody`, keeping just the right to pass through folders that
 * are root's own (a clone in /root is unreachable otherwise).
 *
 * @param program a PostgreSQL binary to try it with
 * @throws Error when root may not hand over that right here
 */
export function postgresIdentity(program: string): PostgresIdentity {
  if (process.getuid?.() !== 0) return { owner: null, prefix: [] };
  const owner = systemPostgresUser() ?? NOBODY;
  const keepPassage = '+dac_override,+dac_read_search';
  const prefix = [
    'setpriv',
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    '--clear-groups',
    `--inh-caps=${keepPassage}`,
    `--ambient-caps=${keepPassage}`,
    // access(2) would forget the right just kept, and initdb asks by access(2).
    '--securebits=+no_setuid_fixup',
  ];
  const [command = '', ...args] = [...prefix, program, '--version'];
  const trial = spawnSync(command, args, { encoding: 'utf8' });
  if (trial.status !== 0) {
    const reason = trial.error?.message ?? trial.stderr.trim();
    throw new Error(`PostgreSQL refuses to run as root, and setpriv could not help: ${reason}`);
  }
  return { owner, prefix };
}

function systemPostgresUser(): { uid: number; gid: number } | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}
