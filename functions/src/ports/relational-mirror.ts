import type { AthleteRows } from './mirror-rows.ts';

/** What became of an athlete's rows. */
export interface MirrorCounts {
  /** Rows handed over. */
  read: number;
  /** Rows that are new, changed or gone. */
  written: number;
}

/** A number on which application and SQL twin differ. */
export interface TwinDifference {
  userId: number;
  /** Such as `day 2025-08-16`. */
  row: string;
  /** Name of the column. */
  name: string;
  app: number | null;
  twin: number | null;
}

interface TwinComparison {
  /** Athletes. */
  compared: number;
  /** Athletes left for the next run. */
  waiting: number;
  differences: TwinDifference[];
}

/** Where the pass over all athletes stands that fills an empty mirror. */
export interface MirrorPass {
  pass: number;
  /** Uid of the last athlete seen, '' before the first. */
  cursor: string;
  complete: boolean;
}

/** A mirror that this process alone writes to, until it is closed. */
export interface OpenMirror {
  /** Until when an athlete's documents have been read; null for one not mirrored yet. */
  readThrough(uid: string): Promise<string | null>;
  /**
   * Makes the mirror show an athlete, all at once or not at all.
   * @returns null when activities are missing that did not come with the changes; all of them have
   *   to be handed over then
   */
  show(rows: AthleteRows): Promise<MirrorCounts | null>;
  /** Takes an athlete out with everything about them. */
  remove(uid: string): Promise<MirrorCounts>;
  /** Notes athletes as changed, until they are shown or removed. */
  notePending(uids: string[]): Promise<void>;
  pending(): Promise<string[]>;
  pass(): Promise<MirrorPass>;
  /** Begins a new pass over all athletes. */
  restartPass(): Promise<void>;
  advancePass(cursor: string, complete: boolean): Promise<void>;
  /** Athletes in the mirror after an uid, in order. */
  uids(after: string, limit: number): Promise<string[]>;
  /**
   * Compares application and twin where they have not agreed since the last change, athlete by
   * athlete until `isLate`.
   */
  compareTwin(isLate: () => boolean): Promise<TwinComparison>;
  close(): Promise<void>;
}

/** The relational copy of the documents. */
export interface RelationalMirror {
  /**
   * Connects, brings the schema up to date and keeps other exports out.
   * @throws ServiceError `conflict` while another export runs, `upstream-unavailable` or
   *   `invalid-input` naming what is wrong with the database
   */
  open(): Promise<OpenMirror>;
}
