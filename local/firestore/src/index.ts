export { startFirestore } from './start-firestore.ts';
export type { FirestoreOptions, RunningFirestore } from './start-firestore.ts';
export type { Bill, Counts } from './bill.ts';
