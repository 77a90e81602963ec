import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { DocumentRef } from './store.ts';

const tombstone = z.strictObject({
  requestedAt: z.iso.datetime({ precision: 3 }),
  /** When the last trace was gone; null while the removal is under way. */
  completedAt: z.iso.datetime({ precision: 3 }).nullable(),
});
export type Tombstone = z.infer<typeof tombstone>;

/** `tombstones/{digest of the uid}`: that an account was deleted, and when; nothing of whose it was. */
export function tombstoneRef(uid: string): DocumentRef<Tombstone> {
  const digest = createHash('sha256').update(`tombstone ${uid}`).digest('hex');
  return { path: `tombstones/${digest}`, schema: tombstone };
}
