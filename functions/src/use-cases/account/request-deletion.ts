import { ServiceError } from '../../errors/service-error.ts';
import type { Identity } from '../../ports/identity.ts';
import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';
import { tombstoneRef } from '../../ports/tombstone-stored.ts';
import { queuedItem } from '../inbox/queued-item.ts';
import { endLink } from '../strava/end-link.ts';

const RECENT_MS = 5 * 60_000;

/**
 * The athlete wants to be forgotten. From here on nothing is written for them any more and they are no
 * athlete; the inbox removes the rest, which goes on whatever is interrupted.
 *
 * @throws ServiceError `unauthenticated` unless they signed in within the last five minutes
 */
export async function requestDeletion(ports: Ports, identity: Identity): Promise<void> {
  const now = ports.now();
  const signedInAt = identity.signedInAt === undefined ? NaN : Date.parse(identity.signedInAt);
  if (!(now.getTime() - signedInAt <= RECENT_MS)) {
    throw new ServiceError('unauthenticated', 'Please sign in again to delete your account.');
  }
  const { uid } = identity;
  const before = await ports.store.get(stored.user(uid));
  await endLink(ports, uid);
  await ports.store.transact(async (tx) => {
    const tombstone = await tx.get(tombstoneRef(uid));
    if (tombstone !== null) return;
    const stravaAthleteId = before?.strava?.athleteId ?? null;
    const work = { kind: 'account-delete', uid, stravaAthleteId } as const;
    tx.set(tombstoneRef(uid), { requestedAt: now.toISOString(), completedAt: null });
    tx.set(stored.inboxItem(`account-delete-${uid}`), queuedItem(work, now));
    tx.delete(stored.user(uid));
  });
}
