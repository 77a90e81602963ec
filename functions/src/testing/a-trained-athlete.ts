import { addDays, localDay, metresFromMiles, type LocalDay } from '@training-monkey/training';
import type { ActivityPut } from '../use-cases/activities/activity-change.ts';
import { changeActivities } from '../use-cases/activities/change-activities.ts';
import { takeUpSettings } from '../use-cases/athlete/take-up-settings.ts';
import { aFile, aStravaCopy } from './an-activity.ts';
import { anAthlete, saveSettings } from './an-athlete.ts';
import type { MemoryPorts } from './memory-ports.ts';

/** The day on which every one of these athletes is looked at. */
export const COACH_DAY = localDay('2025-06-10');

/** A run of some miles at ten minutes a mile and a steady heart rate. */
export function aRunOn(
  day: LocalDay,
  miles: number,
  { strava = false, name = 'Morning run', bpm = 140 } = {},
): ActivityPut {
  const movingTimeS = Math.round(miles * 600);
  const facts = {
    startedAt: `${day}T06:00:00.000Z`,
    localDay: day,
    timeZone: 'Etc/UTC',
    name,
    distanceM: metresFromMiles(miles),
    elevationGainM: 0,
    movingTimeS,
    elapsedTimeS: movingTimeS,
    heartRate: {
      avgBpm: bpm,
      maxBpm: bpm,
      histogram: { firstBpm: bpm, seconds: [movingTimeS] },
    },
  };
  return strava ? aStravaCopy(day.replaceAll('-', ''), facts) : aFile(`run-${day}`, facts);
}

/** Miles a day, the last of them yesterday; 0 is a day without a run. */
export function runsBefore(miles: readonly number[]): ActivityPut[] {
  return miles.flatMap((distance, i) =>
    distance === 0 ? [] : [aRunOn(addDays(COACH_DAY, i - miles.length), distance)],
  );
}

/** An athlete with confirmed heart rates who wants a model's words, and their training. */
export async function aTrainedAthlete(
  ports: MemoryPorts,
  uid: string,
  training: ActivityPut[],
): Promise<void> {
  await anAthlete(ports, { uid });
  await saveSettings(ports, { confirmed: true, coach: { enabled: true, modelWords: true } }, uid);
  await takeUpSettings(ports, uid);
  for (let i = 0; i < training.length; i += 100) {
    await changeActivities(ports, uid, training.slice(i, i + 100));
  }
}

const weeks = (week: number[], times: number) => Array.from({ length: times }, () => week).flat();

/** Five runs a week, the last three days in a row. */
export const IN_BALANCE = [...weeks([10, 0, 6, 0, 8, 5, 4], 7), 10, 0, 7, 0, 9, 5, 4];
/** The same with a last week that outran it. */
export const TOO_MUCH = [...weeks([10, 0, 6, 0, 8, 5, 4], 7), 20, 0, 9, 0, 11, 8, 7];
/** No day off for eight weeks. */
export const NO_REST = [...weeks([5, 6, 4, 8, 4, 10, 5], 7), 5, 6, 5, 9, 4, 10, 5];
