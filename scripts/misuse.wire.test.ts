import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { markRunning } from './start/running-mark.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'training-monkey-misuse-'));
const file = join(folder, 'a-file');
writeFileSync(file, '');
markRunning(folder, null);
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['deploy', ['--projcet', 'x'], /^Unknown option '--projcet'/],
  ['start', ['--data', file], /^The data folder .*a-file cannot be used: EEXIST/m],
  ['admin', ['dead', '--data', folder], /^Training Monkey is still being started/],
  ['bench', ['nothing-such'], /^bench requires one of export, files, [^,]+, .*got nothing-such$/m],
])('%s %j is refused in words', (script, args, words) => {
  const run = spawnSync(process.execPath, [`scripts/${script}.ts`, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, FIRESTORE_EMULATOR_HOST: undefined },
  });
  expect(run.status).toBe(1);
  expect(run.stderr).toMatch(words);
  expect(run.stderr).not.toMatch(/^\s+at /m);
});
