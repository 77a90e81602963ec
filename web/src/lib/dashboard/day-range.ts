import { addDays, yearOf, type LocalDay } from '@training-monkey/training';

export type DayRange = '7d' | '14d' | '30d' | '90d' | '1y' | 'all';

const DAYS: Record<Exclude<DayRange, 'all'>, number> = {
  '7d': 7,
  '14d': 14,
  '30d': 30,
  '90d': 90,
  '1y': 365,
};
/** Days before the first one shown that its numbers look back on: the 180 of the interval. */
const LOOK_BACK_DAYS = 180;

/** First day of a range that ends today. */
export function rangeStart(range: DayRange, today: LocalDay, firstDay: LocalDay | null): LocalDay {
  if (range !== 'all') return addDays(today, 1 - DAYS[range]);
  const fortnight = addDays(today, -13);
  return firstDay !== null && firstDay < fortnight ? firstDay : fortnight;
}

/**
 * Years whose ledgers a range needs, newest first: always this year and the one before, which the
 * verdict of today rests on, and older ones only when the range reaches back to them.
 */
export function yearsNeeded(
  range: DayRange,
  today: LocalDay,
  firstDay: LocalDay | null,
  known: readonly number[] | null,
): number[] {
  const thisYear = yearOf(today);
  const oldest = Math.min(
    thisYear - 1,
    yearOf(addDays(rangeStart(range, today, firstDay), -LOOK_BACK_DAYS)),
  );
  const years = Array.from({ length: thisYear - oldest + 1 }, (_, i) => thisYear - i);
  return known === null ? years.slice(0, 2) : years.filter((year) => known.includes(year));
}
