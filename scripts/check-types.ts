// Type-checks every room with its own tsconfig, so that each sees only what it may use.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

let failed = false;
for (const project of ['training', 'files', 'functions', 'local', '.']) {
  if (!existsSync(`${project}/tsconfig.json`)) continue;
  const run = spawnSync('tsc', ['--project', project], { stdio: 'inherit' });
  if (run.status !== 0) failed = true;
}
process.exit(failed ? 1 : 0);
