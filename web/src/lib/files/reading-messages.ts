import type { ReadActivity } from '@training-monkey/files';

/** A piece of reading: some files, or a worker's share of an archive. */
export type ReadingWork =
  | { kind: 'file'; file: File; timeZone: string }
  | { kind: 'archive'; file: File; timeZone: string; part: number; parts: number };

export type ReadingReport =
  | { kind: 'activities'; activities: ReadActivity[]; archiveTotal: number | null }
  | { kind: 'skipped'; fileName: string; reason: string; archiveTotal: number | null }
  | { kind: 'done' };
