import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE_MS = 240_000;

export interface NpmStart {
  /** Everything it printed so far. */
  printed: () => string;
  /** Where the web app is. */
  address: string;
  stravaAddress: string;
  /** Its processes, the parts and what they started included; or those running one script. */
  processes: (script?: string) => number[];
  /** Ctrl-C at the terminal: the whole foreground group is interrupted. */
  interrupt: () => void;
  /** `kill -9` of every process, at once if they are given; resolves when not one is left. */
  kill: (processes?: number[]) => Promise<void>;
  /** Resolves when not one of the given processes is left. */
  gone: (pids: number[]) => Promise<void>;
}

/** Types `npm start` with a data folder of its own and waits for the screen that says it runs. */
export async function npmStart(dataDir: string, port: number): Promise<NpmStart> {
  const npm = spawn('npm', ['start', '--', '--data', dataDir, '--port', String(port)], {
    cwd: root,
    // A group of its own, as a shell gives each command, so that it can be interrupted as one.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = npm.pid;
  if (pid === undefined) throw new Error('npm could not be started');
  let printed = '';
  let ended = false;
  const collect = (chunk: Buffer) => {
    printed += chunk.toString('utf8');
  };
  npm.stdout.on('data', collect);
  npm.stderr.on('data', collect);
  npm.once('close', () => {
    ended = true;
  });
  const kill = (processes = [pid, ...descendants(pid)]) => {
    for (const one of processes) tryKill(one);
    return gone(processes);
  };
  try {
    await until(
      () => ended || printed.includes('Stop with Ctrl-C'),
      () => 'npm start takes too long',
    );
    if (ended) throw new Error('npm start ended');
  } catch (error) {
    await kill();
    throw new Error(`It printed:\n${printed}`, { cause: error });
  }
  const addressAfter = (words: string) =>
    new RegExp(`${words}\\s+(http://localhost:\\d+)`).exec(printed)?.[1] ?? '';
  return {
    printed: () => printed,
    address: addressAfter('is running:'),
    stravaAddress: addressAfter('Strava sandbox'),
    processes: (script = '') => {
      const commands = new Map(processTable().map((row) => [row.pid, row.command]));
      return [pid, ...descendants(pid)].filter((one) => commands.get(one)?.includes(script));
    },
    interrupt: () => process.kill(-pid, 'SIGINT'),
    kill,
    gone,
  };
}

function gone(pids: number[]): Promise<void> {
  return until(
    () => alive(pids).length === 0,
    () => `still there: ${alive(pids).join()}`,
  );
}

async function until(condition: () => boolean, failure: () => string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(failure());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

interface Row {
  pid: number;
  parent: number;
  state: string;
  command: string;
}

function processTable(): Row[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], {
    encoding: 'utf8',
    maxBuffer: 1e7,
  });
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, state = '', ...command] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), state, command: command.join(' ') };
    });
}

function descendants(of: number): number[] {
  const table = processTable();
  const found: number[] = [];
  const add = (parent: number) => {
    for (const row of table) {
      if (row.parent !== parent) continue;
      found.push(row.pid);
      add(row.pid);
    }
  };
  add(of);
  return found;
}

/** Those still there. A zombie is gone: it only waits for its parent to take note. */
function alive(pids: number[]): number[] {
  const rows = processTable().filter(({ pid, state }) => pids.includes(pid) && state[0] !== 'Z');
  return rows.map(({ pid }) => pid);
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
