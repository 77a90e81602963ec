// Installs what the lockfile names, when it is missing or out of date; with --build it then builds
// the product as well. Plain JavaScript without dependencies, because this is the only script that
// may run on the system's own, older Node.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lockfile = join(root, 'package-lock.json');
const stamp = join(root, 'node_modules', '.training-monkey-setup');
// npm writes it last. Without it an install was broken off, and whatever lies there may be half of it.
const whole = join(root, 'node_modules', '.package-lock.json');
const wanted = createHash('sha256').update(readFileSync(lockfile)).digest('hex');

const QUIETLY = ['--loglevel=error', '--no-fund', '--no-audit', '--include=dev'];

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
  const isWhole = existsSync(whole);
  rmSync(whole, { force: true });
  const status = isWhole ? npm(process.execPath, 'install', ...QUIETLY) : installAnew();
  if (status !== 0) {
    console.error(
      'Setting up failed: npm could not install the packages. Check the network and run it again.',
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
  if (process.argv.includes('--build')) {
    console.error('Setting up: building (about a quarter of a minute) …');
    // Should it fail, whoever needs the builds tries again and says why.
    npm(process.execPath, 'run', '--silent', 'build');
  }
}

/**
 * All packages from nothing. On npm's own Node, as the one this runs on may be among the packages that
 * are deleted first. npm leaves out optional packages that its Node is too old for, native parts of the
 * build among them, so it is lent the Node that the product runs on.
 *
 * @returns {number | null} the exit code of npm
 */
function installAnew() {
  const own = process.env.npm_node_execpath || process.execPath;
  const { stdout } = spawnSync(own, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  const [major = 0, minor = 0] = stdout.split('.').map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) {
    return npm(own, 'ci', ...QUIETLY);
  }
  const lent = mkdtempSync(join(tmpdir(), 'training-monkey-node-'));
  try {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const pinned = `node@${devDependencies.node}`;
    const status = npm(own, 'install', '--prefix', lent, '--no-save', ...QUIETLY, pinned);
    if (status !== 0) return status;
    const name = process.platform === 'win32' ? 'node.exe' : 'node';
    return npm(join(lent, 'node_modules', 'node', 'bin', name), 'ci', ...QUIETLY);
  } finally {
    rmSync(lent, { recursive: true, force: true });
  }
}

/**
 * @param {string} node to run npm on
 * @param {string[]} args
 * @returns {number | null} its exit code
 */
function npm(node, ...args) {
  const script = process.env.npm_execpath;
  const [program, first] = script ? [node, [script]] : ['npm', []];
  return spawnSync(program, [...first, ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: script === undefined && process.platform === 'win32',
  }).status;
}
