import type { ReadActivity } from '@training-monkey/files';
import { createContext } from 'svelte';
import type { SkippedFile } from '../files/read-files.ts';

/**
 * Training that was dropped on the landing page and lives in this tab alone. Readers and formulas
 * are fetched with the first drop, so that the landing page stays light.
 */
export class TriedTraining {
  activities = $state.raw<readonly ReadActivity[]>([]);
  skipped = $state.raw<readonly SkippedFile[]>([]);
  progress = $state.raw<{ done: number; total: number } | null>(null);
  failure = $state<string | null>(null);
  /** The person wants to sign up and take the activities along. */
  isKept = $state(false);

  async read(files: File[]) {
    this.failure = null;
    this.progress = { done: 0, total: files.length };
    // Its code arrives and starts up while the workers read; the page tells when it cannot come.
    import('./TriedDashboard.svelte').catch(() => undefined);
    try {
      const { readFiles } = await import('../files/read-files.ts');
      const outcome = await readFiles(files, (done, total) => (this.progress = { done, total }));
      this.activities = [...this.activities, ...outcome.activities];
      this.skipped = [...this.skipped, ...outcome.skipped];
    } catch (error) {
      this.failure = error instanceof Error ? error.message : 'The files could not be read.';
    } finally {
      this.progress = null;
    }
  }

  forget() {
    this.activities = [];
    this.skipped = [];
    this.isKept = false;
  }
}

export const [getTriedTraining, setTriedTraining] = createContext<TriedTraining>();
