import type { StoredDocument } from '../values/document.ts';

/** One document before and after a commit; null where it does not exist. */
export interface Change {
  readonly name: string;
  readonly before: StoredDocument | null;
  readonly after: StoredDocument | null;
}

/** All that one commit changed; `version` is its time in microseconds. */
export interface Commit {
  readonly version: number;
  readonly changes: readonly Change[];
}

/** What is kept besides documents and must share their fate, such as undelivered events. */
export interface Note {
  readonly id: string;
  readonly text: string;
}

/** Where commits are written down before they are acknowledged. */
export interface Journal {
  /** Everything written before, oldest state first; called once, at the start. */
  restore(): { documents: Iterable<StoredDocument>; version: number; notes: Note[] };
  append(commit: Commit): void;
  putNote(note: Note): void;
  removeNote(id: string): void;
  /** Runs `action` once everything appended so far survives a crash; in the order of the calls. */
  whenDurable(action: () => void): void;
  close(): void;
}
