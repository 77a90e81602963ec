import { emptyBill } from './bill.ts';
import type { Bill, Counts } from './bill.ts';
import type { AccessPolicy, Caller } from './commit/access-policy.ts';
import type { Query } from './query/query.ts';
import type { Store } from './store/store.ts';
import { TransactionTable } from './transactions/transaction-table.ts';

/** Refuses queries for which `firestore.indexes.json` names no index; never throws when switched off. */
export type IndexCheck = (query: Query) => void;

/** The database and everything its methods share. */
export interface FirestoreCore {
  readonly store: Store;
  readonly transactions: TransactionTable;
  readonly policy: AccessPolicy;
  readonly checkIndexes: IndexCheck;
  bill: Bill;
}

export function firestoreCore(
  store: Store,
  policy: AccessPolicy,
  checkIndexes: IndexCheck,
): FirestoreCore {
  const transactions = new TransactionTable(store);
  return { store, transactions, policy, checkIndexes, bill: emptyBill() };
}

export const countsOf = (core: FirestoreCore, caller: Caller): Counts =>
  caller.admin ? core.bill.admin : core.bill.client;
