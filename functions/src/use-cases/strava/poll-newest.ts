import type { InboxWork, UserDocument } from '@training-monkey/training';
import { serviceErrorFrom } from '../../errors/error-dispositions.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Alongside } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import { changeActivities } from '../activities/change-activities.ts';
import { queuedItem } from '../inbox/queued-item.ts';
import { callStrava } from './call-strava.ts';
import { listedChanges } from './listed-changes.ts';
import { stravaRows } from './strava-rows.ts';
import { openSync, syncFence, unlessOvertaken } from './sync-fence.ts';

/**
 * Looks for new activities with one call, for an installation that gets no events, such as one on a
 * laptop. It renews no lease: only a whole listing does.
 */
export async function pollNewest(ports: Ports, uid: string, user: UserDocument): Promise<void> {
  try {
    await unlessOvertaken(() => takeNewest(ports, uid, user));
  } catch (thrown) {
    const { code, message } = serviceErrorFrom(thrown);
    if (code === 'internal') throw thrown;
    ports.log('INFO', 'Strava was not asked for what is new', { athleteId: uid, message });
  }
}

async function takeNewest(ports: Ports, uid: string, user: UserDocument): Promise<void> {
  const { epoch, listing } = await openSync(ports, uid);
  if (listing !== null) return;
  const now = ports.now();
  const at = now.toISOString();
  const truth = await callStrava(ports, { uid, purpose: 'listing' }, (api, token) =>
    api.activityPage(token, 1),
  );
  if (truth.state !== 'found') return;
  const rows = await stravaRows(ports, uid, user);
  const changes = await listedChanges(ports, uid, truth.value, rows, false);
  if (changes.length === 0) return;
  const streams: InboxWork = { kind: 'strava-streams', uid, listing: at, part: 1 };
  const queueStreams: Alongside = (tx) =>
    Promise.resolve(() =>
      tx.set(
        stored.inboxItem(`strava-streams-${uid}-${now.getTime()}`),
        queuedItem(streams, ports.now()),
      ),
    );
  const ids = changes.flatMap((change) => change.stravaActivityId ?? []);
  const fence = syncFence(uid, { epoch, at, ids }, () => ({ streamsOf: at }), queueStreams);
  await changeActivities(ports, uid, changes, fence);
}
