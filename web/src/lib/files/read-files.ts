import type { ReadActivity } from '@training-monkey/files';
import type { ReadingReport, ReadingWork } from './reading-messages.ts';

export interface SkippedFile {
  fileName: string;
  reason: string;
}
export interface ReadOutcome {
  /** In the order they took place, whichever worker was first. */
  activities: ReadActivity[];
  skipped: SkippedFile[];
}
const MOST_WORKERS = 8;

/**
 * Reads files and archives in as many workers as the machine has cores. Nothing leaves the browser.
 */
export async function readFiles(
  files: readonly File[],
  onprogress: (done: number, total: number) => void,
): Promise<ReadOutcome> {
  const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const parts = Math.min(MOST_WORKERS, Math.max(1, navigator.hardwareConcurrency));
  const queue: ReadingWork[] = files.flatMap((file): ReadingWork[] =>
    isArchive(file)
      ? Array.from({ length: parts }, (_, part) => ({
          kind: 'archive',
          file,
          timeZone,
          part,
          parts,
        }))
      : [{ kind: 'file', file, timeZone }],
  );
  const outcome: ReadOutcome = { activities: [], skipped: [] };
  const single = files.filter((file) => !isArchive(file)).length;
  const archiveTotals = new Map<File, number>();
  let done = 0;

  const take = (report: Exclude<ReadingReport, { kind: 'done' }>, file: File) => {
    if (report.kind === 'activities') outcome.activities.push(...report.activities);
    else outcome.skipped.push({ fileName: report.fileName, reason: report.reason });
    if (report.archiveTotal !== null) archiveTotals.set(file, report.archiveTotal);
    done += 1;
    onprogress(done, single + [...archiveTotals.values()].reduce((a, b) => a + b, 0));
  };
  await Promise.all(
    Array.from({ length: Math.min(parts, queue.length) }, () => drain(queue, take)),
  );
  outcome.activities.sort((a, b) => (a.facts.startedAt < b.facts.startedAt ? -1 : 1));
  return outcome;
}

const isArchive = (file: File) => /\.zip$/i.test(file.name);

async function drain(
  queue: ReadingWork[],
  take: (report: Exclude<ReadingReport, { kind: 'done' }>, file: File) => void,
): Promise<void> {
  const worker = new Worker(new URL('./read-files.worker.ts', import.meta.url), { type: 'module' });
  try {
    for (let work = queue.shift(); work !== undefined; work = queue.shift()) {
      await handOver(worker, work, take);
    }
  } finally {
    worker.terminate();
  }
}

function handOver(
  worker: Worker,
  work: ReadingWork,
  take: (report: Exclude<ReadingReport, { kind: 'done' }>, file: File) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<ReadingReport>) => {
      if (data.kind === 'done') resolve();
      else take(data, work.file);
    };
    worker.onerror = () => reject(new Error(`${work.file.name} could not be read to its end`));
    worker.postMessage(work);
  });
}
