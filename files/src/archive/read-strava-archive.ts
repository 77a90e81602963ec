import type { ReadActivity, ReadingOptions } from '../read-activity.ts';
import { readActivityFile } from '../read-activity-file.ts';
import { UnreadableFileError } from '../unreadable-file-error.ts';
import { parseActivitiesCsv, type ArchiveRow } from './activities-csv.ts';
import { activityFromRow } from './activity-from-row.ts';
import { randomAccessFromBlob, type RandomAccess } from './random-access.ts';
import { withRow } from './with-row.ts';
import { zipEntries, type ZipEntry } from './zip-entries.ts';

export interface ArchiveOptions extends ReadingOptions {
  /** Reads every `parts`-th recording only, so that workers can share an archive. */
  share?: { part: number; parts: number };
}

/** One step through an archive; `done` of `total` steps are behind after it. */
export type ArchiveItem = { fileName: string; done: number; total: number } & (
  { activities: ReadActivity[] } | { skipped: string }
);

type Outcome = { activities: ReadActivity[] } | { skipped: string };

const RECORDING = /\.(fit|tcx|gpx)(\.gz)?$/i;
const OTHER_LANGUAGE =
  'its headings are not the English ones, so names, types and activities without a file were left out';

/**
 * The activities of a Strava archive (or of any zip with recordings), one file after another.
 *
 * Only the directory of the zip, `activities.csv` and one recording are held at a time. A recording
 * takes name and type from its row; a row whose recording is missing or unreadable, and an activity
 * entered by hand, become an activity from the row's own totals.
 *
 * @throws UnreadableFileError when the zip itself cannot be read; single files never throw
 */
export async function* readStravaArchive(
  source: Blob | RandomAccess,
  options: ArchiveOptions,
): AsyncGenerator<ArchiveItem, void, undefined> {
  const entries = await zipEntries(source instanceof Blob ? randomAccessFromBlob(source) : source);
  const { part, parts } = options.share ?? { part: 0, parts: 1 };
  const table = await activitiesTable(entries);
  const recordings = entries.filter((entry) => isRecording(entry.path, table.root));
  const rows = new Map<string, ArchiveRow>();
  for (const row of table.rows) if (row.fileName !== null) rows.set(table.root + row.fileName, row);

  const present = new Set(recordings.map((entry) => entry.path));
  const unrecorded = table.rows.filter(
    (row) => row.fileName === null || !present.has(table.root + row.fileName),
  );
  const steps: { fileName: string; take: () => Promise<Outcome> }[] = [
    ...recordings.map((entry) => ({
      fileName: entry.path,
      take: () => fromRecording(entry, rows.get(entry.path) ?? null, options),
    })),
    ...unrecorded.map((row) => ({
      fileName: row.fileName === null ? table.path : table.root + row.fileName,
      take: () => Promise.resolve(fromRow(row, table.path, options)),
    })),
  ];
  if (table.problem !== null && part === 0) {
    yield { fileName: table.path, skipped: table.problem, done: 0, total: steps.length };
  }
  for (const [i, { fileName, take }] of steps.entries()) {
    if (i % parts !== part) continue;
    yield { fileName, ...(await take()), done: i + 1, total: steps.length };
  }
}

/** `activities.csv` and the folder it lies in. */
async function activitiesTable(entries: ZipEntry[]) {
  const entry = entries
    .filter(({ path }) => /(^|\/)activities\.csv$/i.test(path))
    .toSorted((a, b) => a.path.length - b.path.length)[0];
  const none = { path: 'activities.csv', root: '', rows: [] as ArchiveRow[], problem: null };
  if (!entry) return none;
  const { path } = entry;
  const root = path.slice(0, path.lastIndexOf('/') + 1);
  try {
    const rows = parseActivitiesCsv(new TextDecoder().decode(await entry.bytes()));
    return { path, root, rows: rows ?? [], problem: rows === null ? OTHER_LANGUAGE : null };
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return { path, root, rows: [], problem: error.reason };
  }
}

/** Planned routes lie beside the activities as GPX without times. */
function isRecording(path: string, root: string): boolean {
  if (!RECORDING.test(path) || path.startsWith(`${root}routes/`)) return false;
  return !path.startsWith('__MACOSX/') && !/(^|\/)\._/.test(path);
}

async function fromRecording(
  entry: ZipEntry,
  row: ArchiveRow | null,
  options: ReadingOptions,
): Promise<Outcome> {
  try {
    const activities = readActivityFile(entry.path, await entry.bytes(), options);
    const [only] = activities;
    if (row === null || !only || activities.length > 1) return { activities };
    return { activities: [withRow(only, row, options)] };
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    const caution = `the recording cannot be read (${error.message}), so only the totals of activities.csv count`;
    const activity = row === null ? null : rowActivity(row, entry.path, caution, options);
    return activity === null ? { skipped: error.message } : { activities: [activity] };
  }
}

function fromRow(row: ArchiveRow, path: string, options: ReadingOptions): Outcome {
  const caution =
    row.fileName === null ? null : 'the recording is missing, so only its totals count';
  const activity = rowActivity(row, row.fileName ?? path, caution, options);
  if (activity !== null) return { activities: [activity] };
  const called = row.name === '' ? 'a row' : `the row of "${row.name.slice(0, 80)}"`;
  return { skipped: `${called} has no date or no time that can be read` };
}

function rowActivity(
  row: ArchiveRow,
  fileName: string,
  caution: string | null,
  options: ReadingOptions,
): ReadActivity | null {
  try {
    return activityFromRow(row, fileName, caution, options);
  } catch (error) {
    if (error instanceof UnreadableFileError) return null;
    throw error;
  }
}
