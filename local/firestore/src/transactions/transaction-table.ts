import { randomBytes } from 'node:crypto';
import type { TransactionOptions } from '../protocol/messages.ts';
import { StatusError } from '../status.ts';
import type { Store } from '../store/store.ts';
import { LockTable } from './lock-table.ts';
import { expired, ReadWriteTransaction } from './transaction.ts';
import type { Transaction } from './transaction.ts';

/** Firestore ends a transaction that was silent for a minute. */
const IDLE_MS = 60_000;

interface Entry {
  transaction: Transaction;
  usedAt: number;
}

const keyOf = (id: Uint8Array): string => Buffer.from(id).toString('hex');

/** The open transactions. */
export class TransactionTable {
  readonly #store: Store;
  readonly #locks = new LockTable();
  readonly #open = new Map<string, Entry>();
  readonly #sweep: NodeJS.Timeout;

  constructor(store: Store) {
    this.#store = store;
    this.#sweep = setInterval(() => this.#endIdle(), 5_000);
    this.#sweep.unref();
  }

  begin(options: TransactionOptions | undefined): Transaction {
    const retried = options?.readWrite?.retryTransaction;
    if (retried) this.end(retried);
    const transaction = options?.readOnly
      ? this.#readOnly(options.readOnly.readTime?.toMicros() ?? this.#store.version)
      : new ReadWriteTransaction(this.#store, this.#locks);
    this.#open.set(keyOf(transaction.id), { transaction, usedAt: performance.now() });
    return transaction;
  }

  #readOnly(version: number): Transaction {
    if (!this.#store.canReadAt(version)) {
      throw new StatusError(
        'FAILED_PRECONDITION',
        'The requested read time is too old or too new.',
      );
    }
    return { mode: 'read-only', id: randomBytes(12), source: this.#store.hold(version) };
  }

  find(id: Uint8Array): Transaction {
    const entry = this.#open.get(keyOf(id));
    if (!entry) throw expired();
    entry.usedAt = performance.now();
    return entry.transaction;
  }

  /** Forgets a transaction and lets those waiting for it go on; unknown ids are ignored. */
  end(id: Uint8Array): void {
    const key = keyOf(id);
    const transaction = this.#open.get(key)?.transaction;
    if (!transaction) return;
    this.#open.delete(key);
    if (transaction.mode === 'read-only') this.#store.release(transaction.source);
    else this.#locks.releaseAll(transaction);
  }

  #endIdle(): void {
    const limit = performance.now() - IDLE_MS;
    for (const { transaction, usedAt } of [...this.#open.values()]) {
      if (usedAt < limit) this.end(transaction.id);
    }
  }

  close(): void {
    clearInterval(this.#sweep);
    for (const { transaction } of [...this.#open.values()]) this.end(transaction.id);
  }
}
