import { CLOCK_NOT_SET } from '../fit/activities-from-fit.ts';
import { localDayAt } from '../place/local-day-at.ts';
import type { ReadActivity, ReadingOptions } from '../read-activity.ts';
import type { ArchiveRow } from './activities-csv.ts';

/**
 * A recording with the name and type its athlete gave it on Strava, and with the row's date when the
 * device had none. The recording's own times win otherwise.
 */
export function withRow(
  activity: ReadActivity,
  row: ArchiveRow,
  { athleteTimeZone }: ReadingOptions,
): ReadActivity {
  const { facts, caution } = activity;
  // Strava has one type for all swims; the recording tells open water, which weighs more.
  const isOpenWater = facts.sport === 'OpenWaterSwim' && row.sport === 'Swim';
  const named = {
    ...facts,
    name: row.name === '' ? facts.name : row.name.slice(0, 200),
    sport: isOpenWater ? facts.sport : (row.sport ?? facts.sport),
  };
  const { startedAt } = row;
  if (startedAt === null || !caution?.includes(CLOCK_NOT_SET)) return { ...activity, facts: named };
  const { timeZone } = facts;
  return {
    ...activity,
    facts: {
      ...named,
      startedAt,
      localDay: localDayAt(startedAt, { offsetS: null, placeZone: timeZone, athleteTimeZone }),
    },
    caution: 'the clock of the device was not set, the date comes from activities.csv',
  };
}
