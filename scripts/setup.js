// Installs what the lockfile names, when it is missing or out of date; with --build it then builds
// the product as well. Plain JavaScript without dependencies, because this is the only script that
// may run on the system's own, older Node.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lockfile = join(root, 'package-lock.json');
const stamp = join(root, 'node_modules', '.training-monkey-setup');
// npm writes it last. Without it an install was broken off, and whatever lies there may be half of it.
const whole = join(root, 'node_modules', '.package-lock.json');
const wanted = createHash('sha256').update(readFileSync(lockfile)).digest('hex');

const major = Number(process.versions.node.split('.')[0]);
if (major < 18) {
  console.error(
    `Training Monkey needs Node 18 or newer to set itself up, this is ${process.version}`,
  );
  process.exit(1);
}

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.error('Setting up: installing packages from the npm registry (about two minutes) …');
  rmSync(stamp, { force: true });
  const verb = existsSync(whole) ? 'install' : 'ci';
  rmSync(whole, { force: true });
  if (npm(verb, '--loglevel=error', '--no-fund', '--no-audit', '--include=dev') !== 0) {
    console.error(
      'Setting up failed: npm could not install the packages. Check the network and run it again.',
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
  if (process.argv.includes('--build')) {
    console.error('Setting up: building (about a quarter of a minute) …');
    // Should it fail, whoever needs the builds tries again and says why.
    npm('run', '--silent', 'build');
  }
}

/**
 * @param {string[]} args
 * @returns {number | null} its exit code
 */
function npm(...args) {
  const script = process.env.npm_execpath;
  // `npm ci` deletes the packages, and with them the Node this may be running on.
  const node = (args[0] === 'ci' && process.env.npm_node_execpath) || process.execPath;
  const [program, first] = script ? [node, [script]] : ['npm', []];
  return spawnSync(program, [...first, ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: script === undefined && process.platform === 'win32',
  }).status;
}
