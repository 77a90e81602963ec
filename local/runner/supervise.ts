import type { Child } from './start-child.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** Who ran this long before ending is not in a crash loop. */
const STEADY_MS = 60_000;

export interface Supervision {
  /** Starts it once; resolves when it is ready. */
  start: () => Promise<Child>;
  /** Told in words what happened: that it ended, that it is back. */
  onNotice: (message: string) => void;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
  pause?: (milliseconds: number) => Promise<void>;
}

export interface Supervised {
  /** The process now running; null between two of them. */
  pid: () => number | null;
  /** Ends the present one and starts another, without counting as a crash. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}

/**
 * Keeps a part running: whenever it ends by itself it is started again, at once the first time and
 * after longer and longer pauses if it keeps ending. Rejects when the very first start fails.
 */
export async function supervise(name: string, options: Supervision): Promise<Supervised> {
  const { start, onNotice } = options;
  const now = options.now ?? (() => performance.now());
  const pause =
    options.pause ?? ((milliseconds) => new Promise((done) => setTimeout(done, milliseconds)));
  let stopped = false;
  let current: Child | null = await start();
  let startedAt = now();
  let pauseMs = 0;
  // Ends that were asked for, so that the watch below does not take them for crashes.
  const expected = new WeakSet<Child>();

  const watch = async (child: Child): Promise<void> => {
    const { code, signal } = await child.ended;
    if (stopped || expected.has(child)) return;
    current = null;
    pauseMs = now() - startedAt >= STEADY_MS ? 0 : pauseMs;
    onNotice(`${name} ended (${signal ?? `code ${code ?? '?'}`}); starting it again`);
    await revive();
  };

  const revive = async (): Promise<void> => {
    while (!stopped) {
      if (pauseMs > 0) await pause(pauseMs);
      pauseMs = Math.min(Math.max(FIRST_PAUSE_MS, pauseMs * 2), LONGEST_PAUSE_MS);
      if (stopped) return;
      try {
        const child = await start();
        if (stopped) {
          await child.stop();
          return;
        }
        current = child;
        startedAt = now();
        onNotice(`${name} is back`);
        void watch(child);
        return;
      } catch (error) {
        onNotice(error instanceof Error ? error.message : String(error));
      }
    }
  };

  void watch(current);
  return {
    pid: () => current?.process.pid ?? null,
    restart: async () => {
      const child = current;
      if (child === null || stopped) return;
      expected.add(child);
      await child.stop();
      current = null;
      pauseMs = 0;
      await revive();
    },
    stop: async () => {
      stopped = true;
      await current?.stop();
      current = null;
    },
  };
}
