import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Source } from './find-sources.ts';
import { readSources, type ReadStep } from './read-sources.ts';

/** Below this a second thread costs more to start than it saves. */
const WORTH_A_THREAD_BYTES = 16 * 1024 * 1024;
const MOST_THREADS = 4;
/** Each file leaves only rubbish behind: small heaps clear it early and halve the memory. */
const MEMORY_MB = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 1024 };

/** What a reading thread is told. */
export interface ReadOrder {
  sources: Source[];
  athleteTimeZone: string;
  share: { part: number; parts: number };
}

/** Reads all sources, on several threads when there is much to read. */
export async function readInParallel(
  sources: Source[],
  athleteTimeZone: string,
  onStep: (step: ReadStep) => void,
  threads = threadsFor(sources),
): Promise<void> {
  if (threads === 1) {
    const share = { part: 0, parts: 1 };
    for await (const step of readSources(sources, { athleteTimeZone, share })) onStep(step);
    return;
  }
  await Promise.all(
    Array.from({ length: threads }, (_, part) =>
      readOnThread({ sources, athleteTimeZone, share: { part, parts: threads } }, onStep),
    ),
  );
}

function threadsFor(sources: Source[]): number {
  const bytes = sources.reduce((sum, source) => sum + source.bytes, 0);
  return bytes < WORTH_A_THREAD_BYTES ? 1 : Math.min(availableParallelism(), MOST_THREADS);
}

function readOnThread(order: ReadOrder, onStep: (step: ReadStep) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./read-thread.ts', import.meta.url), {
      workerData: order,
      resourceLimits: MEMORY_MB,
    });
    worker.on('message', (steps: ReadStep[]) => steps.forEach(onStep));
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a reading thread ended with status ${code}`));
    });
  });
}
