/** What Firestore would charge for, as far as requests of one kind of caller caused it. */
export interface Counts {
  reads: number;
  writes: number;
  deletes: number;
}

/** The bill by caller: server credentials, or clients under the rules. */
export interface Bill {
  admin: Counts;
  client: Counts;
  /** Evaluations of listened queries and documents after commits, shared by their listeners. */
  listenEvaluations: number;
}

const none = (): Counts => ({ reads: 0, writes: 0, deletes: 0 });

export const emptyBill = (): Bill => ({ admin: none(), client: none(), listenEvaluations: 0 });
