import { SPORT_FAMILIES, type SportFamily } from '../sport/sport-family.ts';

/** Weekly hours at which a band begins; the last has no end. */
const BANDS_FROM_HOURS = [0, 3, 6, 10, 15] as const;

/** Athletes who train alike: by main sport and weekly hours, whatever their age or sex. */
export interface BenchmarkCohort {
  sport: SportFamily;
  /** `to` is not part of the band; null is without end. */
  weeklyHours: { from: number; to: number | null };
}

/**
 * The cohort of a sport and so many hours a week.
 * @throws RangeError unless the hours are at least 0
 * @example benchmarkCohort('foot', 6) // { sport: 'foot', weeklyHours: { from: 6, to: 10 } }
 */
export function benchmarkCohort(sport: SportFamily, weeklyHours: number): BenchmarkCohort {
  if (!(weeklyHours >= 0)) {
    throw new RangeError(`benchmarkCohort requires hours of at least 0, got ${weeklyHours}`);
  }
  const band = BANDS_FROM_HOURS.findLastIndex((from) => from <= weeklyHours);
  return cohortAt(sport, band);
}

/** Every cohort there can be. */
export function benchmarkCohorts(): BenchmarkCohort[] {
  return SPORT_FAMILIES.flatMap((sport) =>
    BANDS_FROM_HOURS.map((_, band) => cohortAt(sport, band)),
  );
}

/** @example benchmarkCohortId(benchmarkCohort('foot', 7)) // 'foot-6-10' */
export function benchmarkCohortId({ sport, weeklyHours: { from, to } }: BenchmarkCohort): string {
  return `${sport}-${from}-${to ?? 'more'}`;
}

function cohortAt(sport: SportFamily, band: number): BenchmarkCohort {
  const from = BANDS_FROM_HOURS[band]!;
  return { sport, weeklyHours: { from, to: BANDS_FROM_HOURS[band + 1] ?? null } };
}
