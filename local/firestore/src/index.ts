export { startFirestore } from './start-firestore.ts';
export type { FirestoreOptions, RunningFirestore, TriggerRegistration } from './start-firestore.ts';
export type { Bill, Counts } from './bill.ts';
