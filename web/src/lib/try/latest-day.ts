import type { ReadActivity } from '@training-monkey/files';
import type { LocalDay } from '@training-monkey/training';

/** The day of the last activity. @throws RangeError without any */
export function latestDay(activities: readonly ReadActivity[]): LocalDay {
  const days = activities.map((activity) => activity.facts.localDay);
  const latest = days.reduce<LocalDay | null>((a, b) => (a === null || b > a ? b : a), null);
  if (latest === null) throw new RangeError('latestDay requires an activity, got none');
  return latest;
}
