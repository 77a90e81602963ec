import { isStravaCopy } from '@training-monkey/training';
import { ServiceError } from '../../errors/service-error.ts';
import type { Ports } from '../../ports/ports.ts';
import { changeActivities } from './change-activities.ts';

/**
 * Removes an activity that came from a file or was typed in, on the athlete's word.
 * @throws ServiceError `forbidden` for one from Strava, `not-found` for an unknown one
 */
export async function removeActivity(
  ports: Pick<Ports, 'store' | 'now'>,
  uid: string,
  activityId: string,
): Promise<void> {
  if (isStravaCopy(activityId)) {
    throw new ServiceError('forbidden', 'Activities from Strava are removed on Strava.');
  }
  const [result] = await changeActivities(ports, uid, [{ kind: 'remove', activityId }]);
  if (result?.outcome !== 'removed') throw new ServiceError('not-found', 'No such activity.');
}
