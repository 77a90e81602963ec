import type { InboxDocument, InboxWork } from '@training-monkey/training';

/** A new inbox item. Written with `create` under a deterministic id, a duplicate is a no-op. */
export function queuedItem(work: InboxWork, now: Date, notBefore: Date = now): InboxDocument {
  return {
    work,
    state: 'queued',
    attempts: 0,
    notBefore: notBefore.toISOString(),
    leaseUntil: null,
    leaseOwner: null,
    lastError: null,
    expiresAt: null,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
}
