import { spawnSync } from 'node:child_process';
import {
  chmodSync,
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
writeFileSync(
  path('package.json'),
  '{ "type": "module", "devDependencies": { "node": "24.1.2" } }',
);
/** Stands in for npm: notes what it was told, and leaves what an install leaves behind it. */
writeFileSync(
  path('npm.js'),
  `import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
  appendFileSync('asked', process.argv[2] + ' ');
  const lent = process.argv.indexOf('--prefix') + 1;
  if (lent > 0) {
    const bin = process.argv[lent] + '/node_modules/node/bin';
    mkdirSync(bin, { recursive: true });
    symlinkSync(process.execPath, bin + '/node');
    appendFileSync('asked', process.argv.at(-1) + ' ');
    process.exit(0);
  }
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
    env: {
      ...process.env,
      npm_execpath: path('npm.js'),
      npm_node_execpath: process.execPath,
      ...environment,
    },
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

test('lends an older Node the one of the product, for what npm would leave out on it', () => {
  const old = path('old-node');
  writeFileSync(
    old,
    `#!/bin/sh\nif [ "$1" = -p ]; then echo 20.18.3; else exec "${process.execPath}" "$@"; fi\n`,
  );
  chmodSync(old, 0o755);
  rmSync(path('node_modules'), { recursive: true, force: true });
  const asked = setUp('three', { npm_node_execpath: old });
  expect(asked).toEqual([0, 'install node@24.1.2 ci']);
});
