import { localDayOf, type ActivityFacts } from '@training-monkey/training';
import type { ActivityPut } from '../use-cases/activities/activity-change.ts';

/** A plain hour's run with heart rate on 2 June 2025, unless told otherwise. */
export function someFacts(changes: Partial<ActivityFacts> = {}): ActivityFacts {
  const startedAt = changes.startedAt ?? '2025-06-02T06:00:00.000Z';
  return {
    startedAt,
    localDay: localDayOf(startedAt, 'UTC'),
    timeZone: null,
    name: 'Morning run',
    sport: 'Run',
    movingTimeS: 3600,
    elapsedTimeS: 3700,
    distanceM: 10_000,
    elevationGainM: 120,
    heartRate: { avgBpm: 150, maxBpm: 172, histogram: null },
    deviceName: null,
    ...changes,
  };
}

/** That activity as a file tells of it. */
export function aFile(activityId: string, changes: Partial<ActivityFacts> = {}): ActivityPut {
  const facts = someFacts(changes);
  const fileName = `${activityId}.fit`;
  return { kind: 'put', activityId, facts, source: 'file', stravaActivityId: null, fileName };
}

/** That activity as Strava tells of it, under the id `strava-…`. */
export function aStravaCopy(id: string, changes: Partial<ActivityFacts> = {}): ActivityPut {
  return {
    kind: 'put',
    activityId: `strava-${id}`,
    facts: someFacts(changes),
    source: 'strava',
    stravaActivityId: id,
    fileName: null,
  };
}
