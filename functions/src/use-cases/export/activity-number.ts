import { hash } from 'node:crypto';
import { documentPaths } from '@training-monkey/training';

const STRAVA_COPY = /^strava-(\d{1,18})$/;
/** Far above any id of Strava's. */
const OWN_IDS_FROM = 2n ** 62n;

/**
 * The 64-bit id of an activity: Strava's own where it has one, otherwise drawn from the document's
 * path, in a range that Strava's ids do not reach.
 *
 * @example activityNumber('anna', 'strava-12345678901') // 12345678901n
 */
export function activityNumber(uid: string, activityId: string): bigint {
  const stravaId = STRAVA_COPY.exec(activityId)?.[1];
  if (stravaId !== undefined) return BigInt(stravaId);
  const digest = hash('sha256', documentPaths.activity(uid, activityId), 'buffer');
  return OWN_IDS_FROM + (digest.readBigUInt64BE() >> 2n);
}
