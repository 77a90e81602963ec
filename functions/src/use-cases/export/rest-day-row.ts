import type { LocalDay } from '@training-monkey/training';
import type { ActivityRow } from '../../ports/mirror-rows.ts';
import { restDayId } from './day-number.ts';

/** The row of a day without activities; its loads are 0 and not unknown, since nothing was done. */
export function restDayRow(day: LocalDay, userId: number): ActivityRow {
  return {
    activityId: restDayId(day, userId),
    date: day,
    ...{ name: 'Rest Day', type: 'rest' },
    ...{ distanceMiles: 0, elevationGainFeet: 0, elevationLoadMiles: 0, totalLoadMiles: 0 },
    ...{ durationMinutes: 0, trimp: 0, timeInZones: [0, 0, 0, 0, 0] },
    ...{ avgHeartRate: null, maxHeartRate: null },
    ...{ weightLbs: null, perceivedEffort: null, feelingScore: null, notes: null },
  };
}
