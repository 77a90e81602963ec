import { stravaActivityId, type InboxWork } from '@training-monkey/training';
import { stored } from '../../ports/stored.ts';
import { stravaStored, type StravaSyncDocument } from '../../ports/strava-stored.ts';
import { changeActivities, MAX_CHANGES } from '../activities/change-activities.ts';
import { queuedItem } from '../inbox/queued-item.ts';
import type { WorkContext } from '../inbox/work-handler.ts';
import { callStrava } from './call-strava.ts';
import { isAlive } from './is-alive.ts';
import { leaseFrom } from './lease-from.ts';
import type { StravaRows } from './strava-rows.ts';
import { OvertakenError, openSync, syncFence } from './sync-fence.ts';
import { syncProgress } from './sync-progress.ts';

type Context = WorkContext<Extract<InboxWork, { kind: 'strava-backfill' }>>;

/** So many missing activities are asked for one by one before anything is removed. */
const ASKED_FOR = 20;

/**
 * Ends a listing that has seen everything: what it did not contain goes, the lease is renewed from
 * the instant it began, and streams are fetched for what rests on averages.
 */
export async function finishListing(context: Context, rows: StravaRows): Promise<void> {
  const { ports, work, lease } = context;
  const { uid, listing } = work;
  const sync = await openSync(ports, uid);
  for (const activityId of await removeMissing(context, sync, rows)) rows.delete(activityId);
  await syncProgress(ports, uid, rows, {
    found: sync.listing?.seen.length ?? 0,
    streamless: sync.streamless,
  });

  await ports.store.transact(async (tx) => {
    const [user, current] = await Promise.all([
      tx.get(stored.user(uid)),
      tx.get(stravaStored.sync(uid)),
    ]);
    const link = user?.strava ?? null;
    // A link that died meanwhile would look alive without tokens, and nobody be asked to reconnect.
    if (current?.listing?.startedAt !== listing || !isAlive(link)) throw new OvertakenError([]);
    const done = await lease.done(tx);
    const now = ports.now();
    const strava = {
      ...link,
      status: 'connected' as const,
      leaseUntil: leaseFrom(listing),
      lastSyncedAt: now.toISOString(),
    };
    tx.update(stored.user(uid), { strava, updatedAt: now.toISOString() });
    tx.update(stravaStored.sync(uid), { listing: null, listedAt: listing, streamsOf: listing });
    const streams: InboxWork = { kind: 'strava-streams', uid, listing, part: 1 };
    const id = `strava-streams-${uid}-${Date.parse(listing)}`;
    tx.set(stored.inboxItem(id), queuedItem(streams, now));
    done();
  });
}

/**
 * Removes what the listing did not contain. An activity may have slipped between two pages, so the
 * first few are asked for; if they are really gone, so are the others.
 */
async function removeMissing(
  context: Context,
  sync: StravaSyncDocument,
  rows: StravaRows,
): Promise<string[]> {
  const { ports, work } = context;
  const { uid } = work;
  const seen = new Set(sync.listing?.seen.map(stravaActivityId));
  const missing = [...rows.keys()].filter((activityId) => !seen.has(activityId));
  const askedAt = ports.now().toISOString();
  const gone: string[] = [];
  for (const activityId of missing.slice(0, ASKED_FOR)) {
    const id = activityId.slice(stravaActivityId('').length);
    const truth = await callStrava(ports, { uid, purpose: 'listing' }, (api, token) =>
      api.activity(token, id),
    );
    if (truth.state !== 'found') gone.push(activityId);
  }
  if (gone.length === ASKED_FOR) gone.push(...missing.slice(ASKED_FOR));
  for (let i = 0; i < gone.length; i += MAX_CHANGES) {
    const some = gone.slice(i, i + MAX_CHANGES);
    const asked = { epoch: sync.epoch, at: askedAt, ids: [] };
    const fence = syncFence(uid, asked, () => ({}));
    const changes = some.map((activityId) => ({ kind: 'remove' as const, activityId }));
    await changeActivities(ports, uid, changes, fence);
  }
  return gone;
}
