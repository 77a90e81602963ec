import type { StoredDocument } from '../values/document.ts';
import { DocumentIndex } from './document-index.ts';
import type { Change, Commit, Journal, Note } from './journal.ts';
import { Snapshot } from './snapshot.ts';

/** Changes kept for resume tokens and reads in the past. */
const HISTORY = 20_000;

/**
 * The documents, their version and their recent past. Versions are microseconds and strictly
 * increase, across restarts too, because a client that has seen a later version ignores earlier ones.
 */
export class Store {
  readonly documents = new DocumentIndex();
  readonly journal: Journal;
  /** Notes found at the start, for whoever wrote them. */
  readonly restoredNotes: Note[];
  readonly #now: () => number;
  readonly #snapshots = new Set<Snapshot>();
  readonly #listeners: ((commit: Commit) => void)[] = [];
  readonly #history: Commit[] = [];
  #changesKept = 0;
  #version: number;
  /** The earliest version that can still be read. */
  #horizon: number;

  constructor(journal: Journal, nowMicros: () => number) {
    this.journal = journal;
    this.#now = nowMicros;
    const { documents, version, notes } = journal.restore();
    for (const document of documents) this.documents.put(document);
    this.restoredNotes = notes;
    this.#version = Math.max(nowMicros(), version + 1);
    this.#horizon = this.#version;
  }

  /** The version of the last commit, or of the start. */
  get version(): number {
    return this.#version;
  }

  /** A version for a commit that is about to be made, later than any before. */
  nextVersion(): number {
    return Math.max(this.#now(), this.#version + 1);
  }

  onCommit(listener: (commit: Commit) => void): void {
    this.#listeners.push(listener);
  }

  commit(version: number, changes: readonly Change[]): void {
    if (version <= this.#version)
      throw new RangeError(`commit requires a later version, got ${version}`);
    const commit: Commit = { version, changes };
    this.#version = version;
    for (const snapshot of this.#snapshots) snapshot.keep(changes);
    for (const { name, after } of changes) {
      if (after) this.documents.put(after);
      else this.documents.remove(name);
    }
    this.#remember(commit);
    this.journal.append(commit);
    for (const listener of this.#listeners) listener(commit);
  }

  get(name: string): StoredDocument | null {
    return this.documents.get(name);
  }

  canReadAt(version: number): boolean {
    return version >= this.#horizon && version <= this.#version;
  }

  /** The state at a version that `canReadAt` allows, fixed only until the next commit. */
  at(version: number): Snapshot {
    const snapshot = new Snapshot(this.documents, version);
    let first = this.#history.length;
    while (first > 0 && (this.#history[first - 1]?.version ?? 0) > version) first -= 1;
    for (const commit of this.#history.slice(first)) snapshot.keep(commit.changes);
    return snapshot;
  }

  /** Like `at`, but stays as it was through later commits, until released. */
  hold(version: number): Snapshot {
    const snapshot = this.at(version);
    this.#snapshots.add(snapshot);
    return snapshot;
  }

  release(snapshot: Snapshot): void {
    this.#snapshots.delete(snapshot);
  }

  #remember(commit: Commit): void {
    this.#history.push(commit);
    this.#changesKept += commit.changes.length;
    if (this.#changesKept <= HISTORY) return;
    const dropped = this.#history.splice(0, Math.ceil(this.#history.length / 2));
    for (const { changes, version } of dropped) {
      this.#changesKept -= changes.length;
      this.#horizon = version;
    }
  }
}
