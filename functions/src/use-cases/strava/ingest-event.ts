import {
  activityFactsFrom,
  stravaActivityId,
  type HeartRateFacts,
} from '@training-monkey/training';
import type { Ports } from '../../ports/ports.ts';
import type { StravaActivity } from '../../ports/strava.ts';
import { stored } from '../../ports/stored.ts';
import { stravaStored } from '../../ports/strava-stored.ts';
import type { ActivityChange } from '../activities/activity-change.ts';
import { changeActivities } from '../activities/change-activities.ts';
import type { WorkHandler } from '../inbox/work-handler.ts';
import { callStrava } from './call-strava.ts';
import { confirmDeauthorisation } from './confirm-deauthorisation.ts';
import { factsFromStrava, heartRateFromStreams } from './facts-from-strava.ts';
import { isAlive } from './is-alive.ts';
import { openSync, syncFence, unlessOvertaken, withTruth } from './sync-fence.ts';

/**
 * An event says that something happened to an activity, never what: Strava is asked, and what is
 * stored made to agree. An activity that cannot be read any more is gone.
 */
export const ingestEvent: WorkHandler<'strava-event'> = async ({ ports, work, lease }) => {
  const owner = await ports.store.get(stravaStored.athlete(work.stravaAthleteId));
  if (owner === null) {
    // Somebody who has left: their numbers are not to lie about in the inbox.
    await ports.store.transact(async (tx) => (await lease.forget(tx))());
    return;
  }
  const { uid } = owner;
  const user = await ports.store.get(stored.user(uid));
  if (!user?.strava) return;
  if (work.objectType === 'athlete') return confirmDeauthorisation(ports, uid, user.strava.status);
  if (!isAlive(user.strava)) return;

  await unlessOvertaken(async () => {
    const { epoch } = await openSync(ports, uid);
    const at = ports.now().toISOString();
    const id = work.objectId;
    const change = await changeForTruth(ports, uid, id);
    const asked = { epoch, at, ids: [id] };
    const fence = syncFence(uid, asked, (sync) => withTruth(ports, sync, id, at), lease.done);
    await changeActivities(ports, uid, [change], fence);
  });
};

async function changeForTruth(ports: Ports, uid: string, id: string): Promise<ActivityChange> {
  const activityId = stravaActivityId(id);
  const truth = await callStrava(ports, { uid, purpose: 'live' }, (api, token) =>
    api.activity(token, id),
  );
  if (truth.state !== 'found') return { kind: 'remove', activityId };
  const heartRate = await heartRateOf(ports, uid, truth.value);
  const facts = factsFromStrava(truth.value, heartRate);
  if (facts === null) {
    ports.log('WARNING', 'an activity from Strava is not plausible', { activityId });
    return { kind: 'remove', activityId };
  }
  const origin = { source: 'strava', stravaActivityId: id, fileName: null } as const;
  return { kind: 'put', activityId, facts, ...origin };
}

/** Heart rate per sample, from what is stored if the recording is the same, else from Strava. */
async function heartRateOf(
  ports: Ports,
  uid: string,
  activity: StravaActivity,
): Promise<HeartRateFacts | null> {
  if (activity.averageHeartRate === null || activity.manual) return null;
  const known = await ports.store.get(stored.activity(uid, stravaActivityId(activity.id)));
  const before = known === null ? null : activityFactsFrom(known);
  const isSameRecording =
    before?.movingTimeS === activity.movingTimeS &&
    Date.parse(before.startedAt) === Date.parse(activity.startDate);
  if (isSameRecording && before.heartRate?.histogram) return before.heartRate;
  const streams = await callStrava(ports, { uid, purpose: 'live' }, (api, token) =>
    api.streams(token, activity.id),
  );
  if (streams.state !== 'found' || streams.value === null) return null;
  return heartRateFromStreams(streams.value);
}
