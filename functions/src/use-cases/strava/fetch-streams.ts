import {
  activityFactsFrom,
  heartRateCoverage,
  stravaActivityId,
  type HeartRateFacts,
} from '@training-monkey/training';
import type { Ports } from '../../ports/ports.ts';
import type { Alongside } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import type { ActivityPut } from '../activities/activity-change.ts';
import { changeActivities } from '../activities/change-activities.ts';
import type { WorkContext, WorkHandler } from '../inbox/work-handler.ts';
import { stopWaiting } from './budget/spend-call.ts';
import { callStrava } from './call-strava.ts';
import { heartRateFromStreams } from './facts-from-strava.ts';
import { isAlive } from './is-alive.ts';
import { rowsWithoutStream, stravaRows, type StravaRows } from './strava-rows.ts';
import { OvertakenError, openSync, syncFence, unlessOvertaken } from './sync-fence.ts';
import { syncProgress } from './sync-progress.ts';

type Context = WorkContext<Extract<WorkContext['work'], { kind: 'strava-streams' }>>;

/** So many streams are written at once; only their histograms are kept until then. */
const BATCH = 10;
/** Below this share of moving time the average is used anyway, see the science. */
const ENOUGH_COVERAGE = 0.5;

interface Batch {
  askedAt: string;
  epoch: string;
  /** Null where Strava has no heart-rate stream. */
  heartRates: Map<string, HeartRateFacts | null>;
}

/**
 * Fetches heart rate per sample for activities that rest on their average, newest first, one call
 * each and one at a time, so that the longest recording is all that is in memory.
 */
export const fetchStreams: WorkHandler<'strava-streams'> = async (context) => {
  await unlessOvertaken(() => fetchInTurn(context));
};

async function fetchInTurn(context: Context): Promise<void> {
  const { ports, lease, deadline, work } = context;
  const { uid, listing } = work;
  const user = await ports.store.get(stored.user(uid));
  if (user === null || !isAlive(user.strava)) return;
  const rows = await stravaRows(ports, uid, user);
  const { streamless } = await openSync(ports, uid);
  const waiting = rowsWithoutStream(rows, streamless).map((row) => row.activityId);

  for (let part = work.part; waiting.length > 0; part++) {
    const isLate = ports.now() >= deadline;
    const sync = await openSync(ports, uid);
    if (sync.streamsOf !== listing) return;
    const askedAt = ports.now().toISOString();
    const batch: Batch = { askedAt, epoch: sync.epoch, heartRates: new Map() };
    const failure = isLate ? null : await fill(ports, uid, batch, waiting);
    const rest = { ...work, part: part + 1 };
    await write(context, batch, rows, isLate ? lease.handBack(rest) : lease.moveOn(rest));
    if (isLate) return;
    if (failure !== null) throw failure;
  }
  await stopWaiting(ports, uid);
}

/** Fetches for a batch, taking from the front of those waiting. @returns why it stopped early */
async function fill(
  ports: Ports,
  uid: string,
  batch: Batch,
  waiting: string[],
): Promise<Error | null> {
  while (batch.heartRates.size < BATCH) {
    const [activityId] = waiting;
    if (activityId === undefined) return null;
    try {
      const id = activityId.slice(stravaActivityId('').length);
      batch.heartRates.set(activityId, await streamOf(ports, uid, id));
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
    waiting.shift();
  }
  return null;
}

async function streamOf(ports: Ports, uid: string, id: string): Promise<HeartRateFacts | null> {
  const truth = await callStrava(ports, { uid, purpose: 'streams' }, (api, token) =>
    api.streams(token, id),
  );
  if (truth.state !== 'found' || truth.value === null) return null;
  return heartRateFromStreams(truth.value);
}

async function write(
  context: Context,
  batch: Batch,
  rows: StravaRows,
  note: Alongside,
): Promise<void> {
  const { ports, work } = context;
  const { uid } = work;
  const ids = [...batch.heartRates.keys()];
  const found = await ports.store.getAll(ids.map((id) => stored.activity(uid, id)));
  const hopeless: string[] = [];
  let puts: ActivityPut[] = [];
  ids.forEach((activityId, i) => {
    const document = found[i] ?? null;
    const heartRate = batch.heartRates.get(activityId) ?? null;
    if (document === null) return;
    const facts = activityFactsFrom(document);
    const coverage = heartRateCoverage(heartRate?.histogram ?? null, facts.movingTimeS) ?? 0;
    if (coverage < ENOUGH_COVERAGE) hopeless.push(activityId);
    const origin = { source: 'strava' as const, stravaActivityId: document.stravaActivityId };
    const put = { kind: 'put' as const, activityId, ...origin, fileName: null };
    if (heartRate !== null) puts.push({ ...put, facts: { ...facts, heartRate } });
  });
  for (;;) {
    const asked = puts.flatMap((put) => put.stravaActivityId ?? []);
    const fence = syncFence(
      uid,
      { epoch: batch.epoch, at: batch.askedAt, ids: asked },
      ({ streamless }) =>
        hopeless.length === 0 ? {} : { streamless: [...streamless, ...hopeless].slice(-2000) },
      note,
    );
    try {
      await changeActivities(ports, uid, puts, fence);
      break;
    } catch (error) {
      // Where something newer is known, streams came with it or the activity is gone.
      if (!(error instanceof OvertakenError) || error.ids.length === 0) throw error;
      const newer = new Set(error.ids);
      puts = puts.filter((put) => !newer.has(put.stravaActivityId ?? ''));
    }
  }
  for (const { activityId } of puts) {
    const known = rows.get(activityId);
    if (known && !hopeless.includes(activityId)) {
      known.row = { ...known.row, trimpMethod: 'stream' };
    }
  }
  const { streamless } = await openSync(ports, uid);
  await syncProgress(ports, uid, rows, { found: null, streamless });
}
