import { randomBytes } from 'node:crypto';
import type { Query } from '../query/query.ts';
import { runQuery } from '../query/run-query.ts';
import { invalid, StatusError } from '../status.ts';
import type { Snapshot } from '../store/snapshot.ts';
import type { Store } from '../store/store.ts';
import type { StoredDocument } from '../values/document.ts';
import type { LockOwner, LockTable } from './lock-table.ts';

const aborted = (): StatusError =>
  new StatusError('ABORTED', 'A document changed after the transaction read it. Please retry.');

/** Reads of one version, fixed when it begins. */
interface ReadOnlyTransaction {
  readonly mode: 'read-only';
  readonly id: Uint8Array;
  readonly source: Snapshot;
}

/**
 * Remembers what it read, identical objects standing for unchanged documents, and commits only if
 * all of it is still so. Every further read checks the earlier ones too, so that the reads of one
 * transaction always fit together.
 */
export class ReadWriteTransaction implements LockOwner {
  readonly mode = 'read-write';
  readonly id: Uint8Array = randomBytes(12);
  readonly held = new Set<string>();
  readonly #documents = new Map<string, StoredDocument | null>();
  readonly #queries: { query: Query; results: readonly StoredDocument[] }[] = [];
  readonly #store: Store;
  readonly #locks: LockTable;
  #validatedAt = 0;

  constructor(store: Store, locks: LockTable) {
    this.#store = store;
    this.#locks = locks;
  }

  async read(names: readonly string[]): Promise<(StoredDocument | null)[]> {
    for (const name of [...new Set(names)].sort()) {
      const turn = this.#locks.acquire(this, name);
      if (turn) await turn;
    }
    this.check();
    return names.map((name) => {
      const document = this.#store.get(name);
      this.#documents.set(name, document);
      return document;
    });
  }

  async query(query: Query): Promise<StoredDocument[]> {
    for (let attempt = 0; ; attempt += 1) {
      const results = runQuery(query, this.#store.documents);
      let waited = false;
      for (const name of results.map((d) => d.name).sort()) {
        const turn = this.#locks.acquire(this, name);
        if (!turn) continue;
        waited = true;
        await turn;
      }
      if (waited && attempt < 20) continue;
      this.check();
      const current = waited ? runQuery(query, this.#store.documents) : results;
      this.#queries.push({ query, results: current });
      return current;
    }
  }

  /** @throws StatusError ABORTED when something read has changed since */
  check(): void {
    const { version } = this.#store;
    if (version === this.#validatedAt) return;
    for (const [name, document] of this.#documents) {
      if (this.#store.get(name) !== document) throw aborted();
    }
    for (const { query, results } of this.#queries) {
      const now = runQuery(query, this.#store.documents);
      if (now.length !== results.length || now.some((d, i) => d !== results[i])) throw aborted();
    }
    this.#validatedAt = version;
  }
}

export type Transaction = ReadOnlyTransaction | ReadWriteTransaction;

export const expired = (): StatusError =>
  invalid('The referenced transaction has expired or is no longer valid.');
