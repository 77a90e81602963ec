import { addDays, dayFromOrdinal, dayOrdinal, type LocalDay } from '../calendar/local-day.ts';

/** Days that a publication looks at; the next one begins where it ends. */
export const BENCHMARK_DAYS = 28;
/** So that the last day is over everywhere on earth and its sessions have come in. */
const GRACE_DAYS = 2;

/**
 * The last day of the four weeks that the present publication is about, the same for everybody.
 * The four weeks of two publications do not overlap; only the ramp looks at those before, too.
 *
 * @param today the day in UTC
 * @example benchmarkDay(localDay('2025-06-10')) // '2025-05-25'
 */
export function benchmarkDay(today: LocalDay): LocalDay {
  const latest = dayOrdinal(addDays(today, -GRACE_DAYS));
  return dayFromOrdinal(latest - (latest % BENCHMARK_DAYS));
}
