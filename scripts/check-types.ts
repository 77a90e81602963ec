// Type-checks every room with its own tsconfig, so that each sees only what it may use.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

let failed = false;
for (const project of ['training', 'files', 'functions', 'local', '.']) {
  if (!existsSync(`${project}/tsconfig.json`)) continue;
  const run = spawnSync('tsc', ['--project', project], { stdio: 'inherit' });
  if (run.status !== 0) failed = true;
}
// The web room is Svelte: its types come from the Kit and its checker is svelte-check.
for (const [command, ...flags] of [
  ['svelte-kit', 'sync'],
  ['svelte-check', '--fail-on-warnings', '--tsconfig', './tsconfig.json', '--output', 'human'],
] as const) {
  const run = spawnSync(command, flags, { cwd: 'web', stdio: 'inherit' });
  if (run.status !== 0) failed = true;
}
process.exit(failed ? 1 : 0);
