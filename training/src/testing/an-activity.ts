import { localDay } from '../calendar/local-day.ts';
import type { ActivityFacts } from '../documents/activity-facts.ts';

/** An invented run of an hour; tests change what they are about. */
export function anActivity(changes: Partial<ActivityFacts> = {}): ActivityFacts {
  return {
    startedAt: '2025-08-16T06:30:00.000Z',
    localDay: localDay('2025-08-16'),
    timeZone: 'Europe/Berlin',
    name: 'Morning run',
    sport: 'Run',
    movingTimeS: 3600,
    elapsedTimeS: 3700,
    distanceM: 16093.44,
    elevationGainM: 0,
    heartRate: {
      avgBpm: 150,
      maxBpm: 150,
      histogram: { firstBpm: 150, seconds: [3600] },
    },
    deviceName: null,
    ...changes,
  };
}
