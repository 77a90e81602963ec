// Runs on a thread of its own: reads its share of the sources and posts what it found.
import { parentPort, workerData } from 'node:worker_threads';
import type { ReadOrder } from './read-in-parallel.ts';
import { readSources, type ReadStep } from './read-sources.ts';

const { sources, athleteTimeZone, share } = workerData as ReadOrder;
/** Messages cost more than steps, so several travel together. */
const BATCH = 16;
let batch: ReadStep[] = [];
for await (const step of readSources(sources, { athleteTimeZone, share })) {
  batch.push(step);
  if (batch.length < BATCH) continue;
  parentPort?.postMessage(batch);
  batch = [];
}
parentPort?.postMessage(batch);
