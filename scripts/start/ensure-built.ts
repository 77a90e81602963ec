import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { isStale, markBuilt, sourceStamp } from './source-stamp.ts';

interface Build {
  name: string;
  folder: string;
  /** What it is made from, relative to the repository. */
  sources: string[];
  command: [string, ...string[]];
}

const SHARED = ['package-lock.json', 'training/src', 'training/package.json'];
const FILES = ['files/src', 'files/package.json'];

export const BUILDS = {
  functions: {
    name: 'functions',
    folder: 'functions/dist',
    sources: [
      ...SHARED,
      ...FILES,
      ...['functions/src', 'functions/package.json', 'functions/deployment.json'],
      'scripts/build-functions.ts',
    ],
    command: [process.execPath, 'scripts/build-functions.ts'],
  },
  web: {
    name: 'web app',
    folder: 'web/build',
    sources: [
      ...SHARED,
      ...FILES,
      ...['web/src', 'web/static', 'web/package.json', 'web/tsconfig.json', 'web/vite.config.ts'],
    ],
    command: ['npm', 'run', '--silent', 'build', '-w', 'web'],
  },
} satisfies Record<string, Build>;

/**
 * Builds unless the build there is already has been made from just these sources.
 *
 * @returns whether it built
 * @throws Error with what the build printed
 */
export async function ensureBuilt(root: string, build: Build): Promise<boolean> {
  const folder = join(root, build.folder);
  const stamp = sourceStamp(root, build.sources);
  if (!isStale(folder, stamp)) return false;
  await run(root, build);
  markBuilt(folder, stamp);
  return true;
}

function run(root: string, { name, command: [program, ...args] }: Build): Promise<void> {
  return new Promise((resolve, reject) => {
    const windows = process.platform === 'win32';
    const child = spawn(program, args, {
      cwd: root,
      // Under Vitest it is `test`, of which Svelte makes a build for development.
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: windows,
    });
    let printed = '';
    const collect = (chunk: Buffer) => {
      printed += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`Building the ${name} failed:\n${lastLines(printed)}`));
    });
  });
}

/** The reason stands at the end; what was built before it is no news. */
function lastLines(printed: string): string {
  return printed.trimEnd().split('\n').slice(-30).join('\n');
}
