import type { ActivityFacts } from '@training-monkey/training';
import { localDayAt } from '../place/local-day-at.ts';
import {
  plausibleFacts,
  within,
  type ReadActivity,
  type ReadingOptions,
} from '../read-activity.ts';
import type { ArchiveRow } from './activities-csv.ts';

/** An activity as its row sums it up; null when the row lacks its start or its time. */
export function activityFromRow(
  row: ArchiveRow,
  fileName: string,
  caution: string | null,
  { athleteTimeZone }: ReadingOptions,
): ReadActivity | null {
  const { startedAt } = row;
  // Who stays on a mat is not seen to move.
  const isMoving = row.movingTimeS !== null && row.movingTimeS > 0;
  const movingTimeS = isMoving ? row.movingTimeS : row.elapsedTimeS;
  if (startedAt === null || movingTimeS === null || movingTimeS <= 0) return null;
  const avgBpm = within(row.avgBpm, 25, 250);
  const facts: ActivityFacts = {
    startedAt,
    localDay: localDayAt(startedAt, { offsetS: null, placeZone: null, athleteTimeZone }),
    timeZone: null,
    name: row.name.slice(0, 200),
    sport: row.sport ?? 'Other',
    movingTimeS,
    elapsedTimeS: row.elapsedTimeS ?? movingTimeS,
    distanceM: within(row.distanceM, 0, 5_000_000),
    elevationGainM: within(row.elevationGainM, 0, 50_000),
    heartRate:
      avgBpm === null ? null : { avgBpm, maxBpm: within(row.maxBpm, 25, 250), histogram: null },
    deviceName: null,
  };
  return { facts: plausibleFacts('CSV', facts), fileName, caution };
}
