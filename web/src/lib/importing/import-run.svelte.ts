import type { ReadActivity } from '@training-monkey/files';
import { createContext } from 'svelte';
import { z } from 'zod';
import { callApi } from '../cloud/call-api.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { readFiles, type SkippedFile } from '../files/read-files.ts';
import { importBatches } from './import-batches.ts';

const importAnswer = z.object({
  results: z.array(
    z.object({
      outcome: z.enum(['created', 'replaced', 'unchanged', 'refused']),
      activityId: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
});
export interface ImportCounts {
  created: number;
  replaced: number;
  unchanged: number;
}
type Step = { kind: 'reading' | 'sending'; done: number; total: number };

/** Reads files in workers and hands their activities to the API, batch by batch. */
export class ImportRun {
  #cloud: Cloud;
  #unsent: readonly ReadActivity[] = [];
  step = $state.raw<Step | null>(null);
  counts = $state.raw<ImportCounts | null>(null);
  skipped = $state.raw<readonly SkippedFile[]>([]);
  /** What stopped the sending; what was sent before stays, and `resume` goes on. */
  failure = $state<string | null>(null);

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  async read(files: readonly File[]) {
    this.#begin();
    this.step = { kind: 'reading', done: 0, total: files.length };
    try {
      const outcome = await readFiles(files, (done, total) => {
        this.step = { kind: 'reading', done, total };
      });
      this.skipped = outcome.skipped;
      await this.#send(outcome.activities);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : 'The files could not be read.';
    } finally {
      this.step = null;
    }
  }

  async take(activities: readonly ReadActivity[]) {
    this.#begin();
    await this.#send(activities);
  }
  async resume() {
    await this.#send(this.#unsent);
  }

  #begin() {
    this.counts = null;
    this.skipped = [];
    this.failure = null;
    this.#unsent = [];
  }

  async #send(activities: readonly ReadActivity[]) {
    this.failure = null;
    const counts = { created: 0, replaced: 0, unchanged: 0, ...this.counts };
    const refused: SkippedFile[] = [];
    let sent = 0;
    this.step = { kind: 'sending', done: 0, total: activities.length };
    try {
      for (const batch of importBatches(activities)) {
        const items = batch.map(({ facts, fileName }) => ({ facts, fileName }));
        const body = { activities: items };
        const { results } = await callApi(
          this.#cloud,
          'POST',
          '/api/activities:import',
          importAnswer,
          body,
        );
        for (const [i, { outcome, reason }] of results.entries()) {
          if (outcome !== 'refused') counts[outcome] += 1;
          else {
            const fileName = batch[i]?.fileName ?? 'an activity';
            refused.push({ fileName, reason: reason ?? 'it was refused' });
          }
        }
        sent += batch.length;
        this.step = { kind: 'sending', done: sent, total: activities.length };
      }
    } catch (error) {
      this.failure = error instanceof Error ? error.message : 'The import stopped.';
    }
    this.#unsent = activities.slice(sent);
    this.counts = counts;
    this.skipped = [...this.skipped, ...refused];
    this.step = null;
  }
}

export const [getImportRun, setImportRun] = createContext<ImportRun>();
