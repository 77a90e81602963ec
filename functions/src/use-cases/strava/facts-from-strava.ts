import {
  activityFacts,
  heartRateFactsFrom,
  isTimeZone,
  type ActivityFacts,
  type HeartRateFacts,
} from '@training-monkey/training';
import type { StravaActivity, StravaStreams } from '../../ports/strava.ts';

const isBpm = (bpm: number | null): bpm is number => bpm !== null && bpm >= 25 && bpm <= 250;

function averageHeartRate(activity: StravaActivity): HeartRateFacts | null {
  const { averageHeartRate: avgBpm, maxHeartRate: maxBpm } = activity;
  if (!isBpm(avgBpm)) return null;
  return { avgBpm, maxBpm: isBpm(maxBpm) ? maxBpm : null, histogram: null };
}

/** Heart rate per sample; null when the streams hold none. Samples count while `moving`. */
export function heartRateFromStreams(streams: StravaStreams): HeartRateFacts | null {
  const { timesS, heartRates, moving } = streams;
  return heartRateFactsFrom({ timesS, bpm: heartRates, moving: moving ?? undefined });
}

/** The zone named in "(GMT-05:00) America/New_York", if this platform knows it. */
function namedZone(text: string | null): string | null {
  const name = text?.replace(/^\(.*?\)\s*/, '') ?? '';
  return isTimeZone(name) ? name : null;
}

/**
 * What happened, as Strava tells it. The day is that of the wall clock, never that of the named zone.
 * Heart rate is `heartRate` where it is given, else Strava's average. A distance of 0 is what Strava
 * says when it knows none.
 *
 * @returns null for an activity that no one can have done, such as one of three weeks
 */
export function factsFromStrava(
  activity: StravaActivity,
  heartRate: HeartRateFacts | null = null,
): ActivityFacts | null {
  const { distanceM, deviceName } = activity;
  const parsed = activityFacts.safeParse({
    startedAt: new Date(activity.startDate).toISOString(),
    localDay: activity.startDateLocal.slice(0, 10),
    timeZone: namedZone(activity.timeZoneText),
    name: activity.name.slice(0, 200),
    sport: activity.sport,
    movingTimeS: activity.movingTimeS,
    elapsedTimeS: activity.elapsedTimeS,
    distanceM: distanceM === null || distanceM <= 0 ? null : distanceM,
    elevationGainM: activity.elevationGainM,
    heartRate: heartRate ?? averageHeartRate(activity),
    deviceName: deviceName === null ? null : deviceName.slice(0, 100),
  });
  return parsed.success ? parsed.data : null;
}
