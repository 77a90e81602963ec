import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';
import { stravaStored } from '../../ports/strava-stored.ts';
import { queuedItem } from '../inbox/queued-item.ts';

/**
 * Begins to list all of an athlete's activities, which brings what is new, notices what is gone and
 * renews the lease. A listing begun earlier ends where it is.
 */
export async function startListing(
  ports: Pick<Ports, 'store' | 'now'>,
  uid: string,
): Promise<void> {
  const now = ports.now();
  const listing = now.toISOString();
  await ports.store.transact(async (tx) => {
    const sync = await tx.get(stravaStored.sync(uid));
    if (sync === null || sync.listing?.startedAt === listing) return;
    const item = queuedItem({ kind: 'strava-backfill', uid, listing, page: 1 }, now);
    tx.update(stravaStored.sync(uid), { listing: { startedAt: listing, seen: [] } });
    tx.set(stored.inboxItem(`strava-listing-${uid}-${now.getTime()}`), item);
  });
}
