import { readActivityFile, readStravaArchive, UnreadableFileError } from '@training-monkey/files';
import type { ReadingReport, ReadingWork } from './reading-messages.ts';

const tell = (report: ReadingReport) => postMessage(report);
const reasonOf = (error: unknown) =>
  error instanceof UnreadableFileError ? error.message : 'the file could not be read';

async function readOne({ file, timeZone }: ReadingWork) {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const activities = readActivityFile(file.name, bytes, { athleteTimeZone: timeZone });
    tell({ kind: 'activities', activities, archiveTotal: null });
  } catch (error) {
    tell({ kind: 'skipped', fileName: file.name, reason: reasonOf(error), archiveTotal: null });
  }
}

async function readArchive(work: ReadingWork & { kind: 'archive' }) {
  const share = { part: work.part, parts: work.parts };
  try {
    const options = { athleteTimeZone: work.timeZone, share };
    for await (const item of readStravaArchive(work.file, options)) {
      const archiveTotal = item.total;
      if ('activities' in item)
        tell({ kind: 'activities', activities: item.activities, archiveTotal });
      else {
        const { fileName, skipped: reason } = item;
        tell({ kind: 'skipped', fileName, reason, archiveTotal });
      }
    }
  } catch (error) {
    const fileName = work.file.name;
    if (work.part === 0) {
      tell({ kind: 'skipped', fileName, reason: reasonOf(error), archiveTotal: null });
    }
  }
}

self.onmessage = async ({ data }: MessageEvent<ReadingWork>) => {
  await (data.kind === 'archive' ? readArchive(data) : readOne(data));
  tell({ kind: 'done' });
};
