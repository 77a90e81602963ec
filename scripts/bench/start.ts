import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { anyFreePort } from '../../local/runner/free-port.ts';

const SETTLE_MS = 120_000;
const WATCH_MS = 60_000;

interface Running {
  seconds: number;
  processes: () => number[];
  stop: () => Promise<void>;
}

/**
 * Starts the whole stack twice on a folder of its own: how long until it says that it runs, what it
 * takes of memory and of one core when left alone. Linux only, as it reads /proc.
 * `npm run bench -- start [--settle SECONDS]`
 */
export default async function run(args: string[]): Promise<void> {
  const settleMs = args[0] === '--settle' ? Number(args[1]) * 1000 : SETTLE_MS;
  const dataDir = mkdtempSync(join(tmpdir(), 'training-monkey-bench-'));
  try {
    const port = await anyFreePort();
    const first = await start(dataDir, port);
    await first.stop();
    const later = await start(dataDir, port);
    // The demo athlete's history is still arriving; idle is what comes after.
    await pause(settleMs);
    const before = cpuSeconds(later.processes());
    await pause(WATCH_MS);
    const processes = later.processes();
    const idleCpuPercent = ((cpuSeconds(processes) - before) / (WATCH_MS / 1000)) * 100;
    const memoryMb = processes.reduce((sum, pid) => sum + proportionalMb(pid), 0);
    await later.stop();
    const result = {
      cores: availableParallelism(),
      firstStartSeconds: rounded(first.seconds),
      laterStartSeconds: rounded(later.seconds),
      processes: processes.length,
      memoryMb: Math.round(memoryMb),
      idleCpuPercent: rounded(idleCpuPercent),
    };
    console.log(JSON.stringify(result));
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function start(dataDir: string, port: number): Promise<Running> {
  const begun = performance.now();
  const child = spawn('npm', ['start', '--', '--data', dataDir, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error('npm could not be started');
  const ended = new Promise((resolve) => child.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      if (printed.includes('Stop with Ctrl-C')) resolve();
    });
    child.once('close', () => reject(new Error(`npm start ended:\n${printed}`)));
  });
  return {
    seconds: (performance.now() - begun) / 1000,
    processes: () => family(pid),
    stop: async () => {
      process.kill(-pid, 'SIGINT');
      await ended;
    },
  };
}

function family(root: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const found = [root];
  for (const parent of found) {
    for (const [pid, of] of rows) if (of === parent && pid !== undefined) found.push(pid);
  }
  return found;
}

/** Shared pages counted once among those who share them; what `smem` calls PSS. */
function proportionalMb(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1024;
}

function cpuSeconds(pids: number[]): number {
  const ticks = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return pids.reduce((sum, pid) => {
    // The name in parentheses may hold blanks; user and system time are the 12th and 13th after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return sum + (Number(fields[11]) + Number(fields[12])) / ticks;
  }, 0);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const rounded = (value: number) => Math.round(value * 10) / 10;
