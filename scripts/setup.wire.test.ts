import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const project = mkdtempSync(join(tmpdir(), 'training-monkey-setup-'));
const path = (name: string) => join(project, name);
mkdirSync(path('scripts'));
copyFileSync(fileURLToPath(new URL('setup.js', import.meta.url)), path('scripts/setup.js'));
writeFileSync(path('package.json'), '{ "type": "module" }');
/** Stands in for npm: notes what it was told, and leaves what an install leaves behind it. */
writeFileSync(
  path('npm.js'),
  `import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
  appendFileSync('asked', process.argv[2] + ' ');
  mkdirSync('node_modules', { recursive: true });
  if (process.env.BREAKS_OFF) process.exit(1);
  writeFileSync('node_modules/.package-lock.json', '');`,
);
afterAll(() => rmSync(project, { recursive: true }));

/** Runs the setup; gives its status and how npm was asked to install. */
function setUp(
  lockfile: string,
  environment: Record<string, string> = {},
): [number | null, string] {
  writeFileSync(path('package-lock.json'), lockfile);
  rmSync(path('asked'), { force: true });
  const { status } = spawnSync(process.execPath, ['scripts/setup.js'], {
    cwd: project,
    env: { ...process.env, npm_execpath: path('npm.js'), ...environment },
  });
  return [status, existsSync(path('asked')) ? readFileSync(path('asked'), 'utf8').trim() : ''];
}

test('installs once, adds what a new lockfile names, and begins anew after an install broken off', () => {
  const breaksOff = { BREAKS_OFF: 'yes' };
  expect(setUp('one', breaksOff)).toEqual([1, 'ci']);
  expect(setUp('one')).toEqual([0, 'ci']);
  expect(setUp('one')).toEqual([0, '']);
  expect(setUp('two', breaksOff)).toEqual([1, 'install']);
  expect(setUp('two')).toEqual([0, 'ci']);
  expect(setUp('three')).toEqual([0, 'install']);
});
