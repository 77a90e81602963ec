import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

const PRELOAD = new URL('./follow-parent.ts', import.meta.url).href;
/** What Node compiled once serves every later start, whatever its data folder. */
const COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));
const POLL_MS = 25;
const PATIENCE_MS = 20_000;
const LOG_LINES_KEPT = 20;
const LAST_WORDS_MS = 300;

export interface ChildOptions {
  /** What people call it: appears in messages. */
  name: string;
  /** Path of the script to run with this Node. */
  script: string;
  cwd?: string;
  args?: string[];
  /** The environment of the child beyond the few variables every program needs. */
  env?: NodeJS.ProcessEnv;
  /** Loopback port that accepts once the child is ready. */
  port: number;
  readyWithinMs?: number;
  onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
}

export interface Child {
  process: ChildProcess;
  /** Resolves when it has ended, by itself or not. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Asks it to end, insists after a while, resolves when it is gone. */
  stop: () => Promise<void>;
}

/**
 * Starts a Node script in a process group of its own, so that Ctrl-C reaches the one who started
 * it and not the parts behind its back; it ends with its parent whatever happens (follow-parent).
 * Resolves when its port accepts, rejects with its last words when it ends before that.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, script, args = [], env = {}, port } = options;
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, ['--import', PRELOAD, script, ...args], {
    detached: true,
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE: COMPILE_CACHE, ...env },
  });
  const lastLines: string[] = [];
  for (const stream of ['stdout', 'stderr'] as const) {
    readLines(child[stream], (line) => {
      if (lastLines.push(line) > LOG_LINES_KEPT) lastLines.shift();
      options.onLine?.(line, stream);
    });
  }
  let over = false;
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('error', (error) => {
      over = true;
      lastLines.push(error.message);
      resolve({ code: 1, signal: null });
    });
    child.once('exit', (code, signal) => {
      over = true;
      // Its last words may still be on their way; what it started may hold the pipes open for ever.
      const told = () => resolve({ code, signal });
      child.once('close', told);
      setTimeout(told, LAST_WORDS_MS);
    });
  });
  const stop = async () => {
    if (over) return;
    child.kill('SIGTERM');
    const insist = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    await ended;
    clearTimeout(insist);
  };

  const deadline = performance.now() + (options.readyWithinMs ?? 120_000);
  while (!(await accepts(port))) {
    if (over) {
      await ended;
      throw new Error(`${name} did not start:\n${lastLines.join('\n')}`);
    }
    if (performance.now() > deadline) {
      await stop();
      throw new Error(`${name} did not answer on port ${port} in time:\n${lastLines.join('\n')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return { process: child, ended, stop };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function readLines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  let rest = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  stream?.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
