import { emptyBill } from './bill.ts';
import type { Bill, Counts } from './bill.ts';
import type { AccessPolicy, Caller } from './commit/access-policy.ts';
import type { Query } from './query/query.ts';
import type { Store } from './store/store.ts';
import { invalid } from './status.ts';
import { TransactionTable } from './transactions/transaction-table.ts';

/** Refuses queries for which `firestore.indexes.json` names no index; never throws when switched off. */
export type IndexCheck = (query: Query) => void;

/** The database and everything its methods share. */
export interface FirestoreCore {
  readonly store: Store;
  readonly transactions: TransactionTable;
  readonly policy: AccessPolicy;
  readonly checkIndexes: IndexCheck;
  /** The only project served; null for any. */
  readonly project: string | null;
  bill: Bill;
}

export function firestoreCore(
  store: Store,
  policy: AccessPolicy,
  checkIndexes: IndexCheck,
  project: string | null = null,
): FirestoreCore {
  const transactions = new TransactionTable(store);
  return { store, transactions, policy, checkIndexes, project, bill: emptyBill() };
}

/** @throws StatusError when the server is bound to another project than the name's */
export function checkProject(core: FirestoreCore, name: string | undefined): void {
  if (core.project === null || name === undefined) return;
  const project = name.split('/')[1];
  if (project !== core.project) {
    throw invalid(`This server serves project "${core.project}", got "${project ?? ''}".`);
  }
}

export const countsOf = (core: FirestoreCore, caller: Caller): Counts =>
  caller.admin ? core.bill.admin : core.bill.client;
