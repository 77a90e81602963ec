import {
  activityFactsFrom,
  heartRateCoverage,
  type HeartRateFacts,
} from '@training-monkey/training';
import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';
import { changeActivities } from '../activities/change-activities.ts';
import { stravaActivityId } from '../activities/activity-id.ts';
import type { WorkContext, WorkHandler } from '../inbox/work-handler.ts';
import { stopWaiting } from './budget/spend-call.ts';
import { callStrava } from './call-strava.ts';
import { heartRateFromStreams } from './facts-from-strava.ts';
import { isAlive } from './is-alive.ts';
import { rowsWithoutStream, stravaRows, type StravaRows } from './strava-rows.ts';
import { OvertakenError, openSync, syncFence, unlessOvertaken } from './sync-fence.ts';
import { syncProgress } from './sync-progress.ts';

type Context = WorkContext<Extract<WorkContext['work'], { kind: 'strava-streams' }>>;

/** Progress is told after so many, since each telling is a write. */
const TOLD_EVERY = 10;
/** Below this share of moving time the average is used anyway, see the science. */
const ENOUGH_COVERAGE = 0.5;

/**
 * Fetches heart rate per sample for activities that rest on their average, newest first, one call
 * each and one at a time, so that the longest recording is all that is in memory.
 */
export const fetchStreams: WorkHandler<'strava-streams'> = async (context) => {
  await unlessOvertaken(() => fetchInTurn(context));
};

async function fetchInTurn(context: Context): Promise<void> {
  const { ports, lease, deadline } = context;
  const { uid } = context.work;
  const user = await ports.store.get(stored.user(uid));
  if (user === null || !isAlive(user.strava)) return;
  const rows = await stravaRows(ports, uid, user);
  const begun = await openSync(ports, uid);
  const waiting = rowsWithoutStream(rows, begun.streamless);
  const tell = async () => {
    const { streamless } = await openSync(ports, uid);
    await syncProgress(ports, uid, rows, { found: null, streamless });
  };
  let { work } = context;
  try {
    for (const [index, { activityId }] of waiting.entries()) {
      if (ports.now() >= deadline) {
        await tell();
        await ports.store.transact(async (tx) => (await lease.handBack(work)(tx))());
        return;
      }
      work = { ...work, part: work.part + 1 };
      await fetchOne({ ...context, work }, activityId, rows);
      if (index % TOLD_EVERY === TOLD_EVERY - 1) await tell();
    }
  } catch (error) {
    if (!(error instanceof OvertakenError)) await tell();
    throw error;
  }
  await tell();
  await stopWaiting(ports, uid);
}

async function fetchOne(context: Context, activityId: string, rows: StravaRows): Promise<void> {
  const { ports, work, lease } = context;
  const { uid, listing } = work;
  const sync = await openSync(ports, uid);
  if (sync.streamsOf !== listing) throw new OvertakenError([]);
  const id = activityId.slice(stravaActivityId('').length);
  const asked = { epoch: sync.epoch, at: ports.now().toISOString(), ids: [id] };
  const heartRate = await heartRateOf(ports, uid, id);
  const document = await ports.store.get(stored.activity(uid, activityId));
  const facts = document === null ? null : activityFactsFrom(document);
  const coverage = heartRateCoverage(heartRate?.histogram ?? null, facts?.movingTimeS ?? 0);
  const isHopeless = (coverage ?? 0) < ENOUGH_COVERAGE;
  const fence = syncFence(
    uid,
    asked,
    ({ streamless }) =>
      isHopeless ? { streamless: [...streamless, activityId].slice(-2000) } : {},
    lease.moveOn(work),
  );
  const origin = { source: 'strava', stravaActivityId: id, fileName: null } as const;
  const put = { kind: 'put' as const, activityId, ...origin };
  const changes =
    facts === null || heartRate === null ? [] : [{ ...put, facts: { ...facts, heartRate } }];
  try {
    await changeActivities(ports, uid, changes, fence);
  } catch (error) {
    // Something newer is known about this one, with its streams or its end; the next is no worse off.
    if (!(error instanceof OvertakenError) || error.ids.length === 0) throw error;
  }
  const known = rows.get(activityId);
  if (known && !isHopeless) known.row = { ...known.row, trimpMethod: 'stream' };
}

async function heartRateOf(ports: Ports, uid: string, id: string): Promise<HeartRateFacts | null> {
  const truth = await callStrava(ports, { uid, purpose: 'streams' }, (api, token) =>
    api.streams(token, id),
  );
  if (truth.state !== 'found' || truth.value === null) return null;
  return heartRateFromStreams(truth.value);
}
