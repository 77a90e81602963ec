import { stravaActivityId } from '@training-monkey/training';
import { ServiceError } from '../../errors/service-error.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StravaActivity } from '../../ports/strava.ts';
import { stored } from '../../ports/stored.ts';
import type { StravaSyncDocument } from '../../ports/strava-stored.ts';
import { changeActivities } from '../activities/change-activities.ts';
import type { WorkContext, WorkHandler } from '../inbox/work-handler.ts';
import { callStrava } from './call-strava.ts';
import { changeLink } from './change-link.ts';
import { finishListing } from './finish-listing.ts';
import { isAlive } from './is-alive.ts';
import { listedChanges } from './listed-changes.ts';
import { stravaRows, type StravaRows } from './strava-rows.ts';
import { OvertakenError, openSync, syncFence, unlessOvertaken } from './sync-fence.ts';
import { syncProgress } from './sync-progress.ts';

type Listing = Extract<WorkContext['work'], { kind: 'strava-backfill' }>;
type Context = WorkContext<Listing>;

/**
 * Lists all of an athlete's activities, 200 a call, each page written with the note that it is done;
 * so the history is there after a few calls, resting on average heart rates. The last page is the
 * empty one.
 */
export const listActivities: WorkHandler<'strava-backfill'> = async (context) => {
  await unlessOvertaken(() => listPages(context));
};

async function listPages(context: Context): Promise<void> {
  const { ports, lease, deadline } = context;
  const { uid, listing } = context.work;
  const user = await ports.store.get(stored.user(uid));
  if (user === null || !isAlive(user.strava)) return;
  const rows = await stravaRows(ports, uid, user);

  for (let { page } = context.work; ; page++) {
    const work = { ...context.work, page };
    if (ports.now() >= deadline) {
      await ports.store.transact(async (tx) => (await lease.handBack(work)(tx))());
      return;
    }
    const sync = await openSync(ports, uid);
    if (sync.listing?.startedAt !== listing) return;
    const askedAt = ports.now().toISOString();
    const listed = await listedPage(ports, uid, page);
    if (listed === null) return;
    if (listed.length === 0) return finishListing(context, rows);
    await takePage({ ...context, work }, { sync, askedAt, listed, rows });
  }
}

/** Null once the athlete no longer lets us see activities. */
async function listedPage(
  ports: Ports,
  uid: string,
  page: number,
): Promise<StravaActivity[] | null> {
  const truth = await callStrava(ports, { uid, purpose: 'listing' }, (api, token) =>
    api.activityPage(token, page),
  );
  if (truth.state === 'found') return truth.value;
  if (truth.state === 'not-found') {
    throw new ServiceError('upstream-unavailable', 'Strava has no list of activities.');
  }
  await changeLink(ports, uid, (link) => ({ ...link, status: 'missing-scope' }));
  return null;
}

interface Page {
  sync: StravaSyncDocument;
  askedAt: string;
  listed: StravaActivity[];
  rows: StravaRows;
}

async function takePage(context: Context, { sync, askedAt, listed, rows }: Page): Promise<void> {
  const { ports, work, lease } = context;
  const { uid, page } = work;
  const seen = [...new Set([...(sync.listing?.seen ?? []), ...listed.map((one) => one.id)])];
  let changes = await listedChanges(ports, uid, listed, rows, page === 1);
  for (;;) {
    const ids = changes.flatMap((change) => change.stravaActivityId ?? []);
    const fence = syncFence(
      uid,
      { epoch: sync.epoch, at: askedAt, ids },
      () => ({ listing: { startedAt: work.listing, seen } }),
      lease.moveOn({ ...work, page: page + 1 }),
    );
    try {
      await changeActivities(ports, uid, changes, fence);
      break;
    } catch (error) {
      if (!(error instanceof OvertakenError) || error.ids.length === 0) throw error;
      const newer = new Set(error.ids.map(stravaActivityId));
      changes = changes.filter((change) => !newer.has(change.activityId));
    }
  }
  const user = await ports.store.get(stored.user(uid));
  const now = user === null ? rows : await stravaRows(ports, uid, user);
  for (const [id, row] of now) rows.set(id, row);
  await syncProgress(ports, uid, rows, { found: seen.length, streamless: sync.streamless });
}
