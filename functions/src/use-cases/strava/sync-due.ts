import type { UserDocument } from '@training-monkey/training';
import { serviceErrorFrom } from '../../errors/error-dispositions.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StoredDocument, StoreQuery } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import { stravaStored } from '../../ports/strava-stored.ts';
import { queuedItem } from '../inbox/queued-item.ts';
import { endLink } from './end-link.ts';
import { newSync } from './finish-connecting.ts';
import { isAlive } from './is-alive.ts';
import { pollNewest } from './poll-newest.ts';
import { startListing } from './start-listing.ts';

/** Daily, so that what is deleted or hidden on Strava is gone here within two days at the most. */
const LIST_EVERY_MS = 20 * 3_600_000;
/** A listing that has not ended by then was lost on the way. */
const LOST_AFTER_MS = 6 * 3_600_000;
/** What a listing brought after the lease had lapsed, without ever ending, goes after so long. */
const EMPTIED_FOR_MS = 7 * 86_400_000;
const PAGE = 100;

/**
 * Starts the listings that are due, and removes what has outlived its lease. Without a subscription
 * to events it also looks for what is new.
 */
export async function syncDue(ports: Ports): Promise<{ listed: number; lapsed: number }> {
  const now = ports.now().toISOString();
  const counts = { listed: 0, lapsed: 0 };
  await each(ports, [['strava.leaseUntil', '<=', now]], 'strava.leaseUntil', async (athlete) => {
    counts.lapsed += (await lapse(ports, athlete)) ? 1 : 0;
  });
  await each(ports, [['strava.status', '==', 'deleting']], undefined, (athlete) =>
    removeAgain(ports, athlete),
  );
  if (ports.strava === undefined) return counts;
  const isPolling = (await ports.store.get(stravaStored.subscription())) === null;
  for (const status of ['connected', 'application-inactive']) {
    await each(ports, [['strava.status', '==', status]], undefined, async (athlete) => {
      const isListed = await listIfDue(ports, athlete);
      counts.listed += isListed ? 1 : 0;
      if (!isListed && isPolling && status === 'connected') {
        await pollNewest(ports, athlete.id, athlete.document);
      }
    });
  }
  return counts;
}

/** One athlete's trouble does not keep the others waiting. */
async function each(
  ports: Ports,
  where: StoreQuery['where'],
  orderBy: string | undefined,
  act: (athlete: StoredDocument<UserDocument>) => Promise<unknown>,
): Promise<void> {
  for await (const athlete of users(ports, where, orderBy)) {
    try {
      await act(athlete);
    } catch (thrown) {
      const { code, message } = serviceErrorFrom(thrown);
      ports.log('ERROR', 'an athlete was not synced', { athleteId: athlete.id, code, message });
    }
  }
}

async function* users(ports: Ports, where: StoreQuery['where'], orderBy?: string) {
  let startAfter: StoredDocument<unknown> | null = null;
  do {
    const page: Awaited<ReturnType<typeof ports.store.query<UserDocument>>> =
      await ports.store.query(stored.users(), {
        where: where ?? [],
        limit: PAGE,
        ...(orderBy === undefined ? {} : { orderBy }),
        ...(startAfter === null ? {} : { startAfter }),
      });
    yield* page.found;
    startAfter = page.last;
  } while (startAfter !== null);
}

/** A removal whose work was given up begins anew. */
async function removeAgain(ports: Ports, athlete: StoredDocument<UserDocument>): Promise<void> {
  const { id: uid, document: user } = athlete;
  if (user.updatedAt > before(ports, LOST_AFTER_MS)) return;
  const now = ports.now();
  const item = queuedItem({ kind: 'strava-purge', uid }, now);
  await ports.store.create(stored.inboxItem(`strava-purge-${uid}-${now.getTime()}`), item);
}

const before = (ports: Ports, ms: number) => new Date(ports.now().getTime() - ms).toISOString();

async function listIfDue(ports: Ports, athlete: StoredDocument<UserDocument>): Promise<boolean> {
  const { id: uid, document: user } = athlete;
  const link = user.strava;
  if (link === null) return false;
  // A connection that rests with the application is asked again until it is alive.
  const isFresh = link.lastSyncedAt !== null && link.lastSyncedAt > before(ports, LIST_EVERY_MS);
  if (isFresh && link.status === 'connected') return false;
  const sync = await ports.store.get(stravaStored.sync(uid));
  const begun = sync?.listing?.startedAt ?? null;
  if (sync === null || (begun !== null && begun > before(ports, LOST_AFTER_MS))) return false;
  // After a lapse the removal comes first; it starts a listing itself, which may then be lost.
  if (link.leaseUntil <= ports.now().toISOString() && begun === null) return false;
  await startListing(ports, uid);
  return true;
}

/** A dead connection ends with its lease; a living one is emptied, and filled again by a new listing. */
async function lapse(ports: Ports, athlete: StoredDocument<UserDocument>): Promise<boolean> {
  const { id: uid, document: user } = athlete;
  if (user.strava === null || user.strava.status === 'deleting') return false;
  if (!isAlive(user.strava)) return endLink(ports, uid);
  return ports.store.transact(async (tx) => {
    const [present, sync] = await Promise.all([
      tx.get(stored.user(uid)),
      tx.get(stravaStored.sync(uid)),
    ]);
    const link = present?.strava ?? null;
    const now = ports.now();
    if (!isAlive(link) || link.leaseUntil > now.toISOString()) return false;
    const isEmptied = sync !== null && sync.epoch >= link.leaseUntil;
    if (isEmptied && sync.epoch > before(ports, EMPTIED_FOR_MS)) return false;
    tx.set(stravaStored.sync(uid), newSync(now.toISOString()));
    const strava = { ...link, sync: null, lastSyncedAt: null };
    tx.update(stored.user(uid), { strava, updatedAt: now.toISOString() });
    const item = queuedItem({ kind: 'strava-purge', uid }, now);
    tx.set(stored.inboxItem(`strava-purge-${uid}-${now.getTime()}`), item);
    return true;
  });
}
