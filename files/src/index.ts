export { zipEntries, type ZipEntry } from './archive/zip-entries.ts';
export { randomAccessFromBlob, type RandomAccess } from './archive/random-access.ts';
export {
  readStravaArchive,
  type ArchiveItem,
  type ArchiveOptions,
} from './archive/read-strava-archive.ts';
export { readActivityFile } from './read-activity-file.ts';
export { CLOCK_NOT_SET } from './fit/activities-from-fit.ts';
export type { ReadActivity, ReadingOptions } from './read-activity.ts';
export { UnreadableFileError } from './unreadable-file-error.ts';
