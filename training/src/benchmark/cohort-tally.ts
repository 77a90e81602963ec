import type { BenchmarkCohort } from './benchmark-cohort.ts';
import type { BenchmarkMeasures } from './benchmark-place.ts';

/** Hours a week up to which the band without end is divided. */
const LAST_BAND_ENDS_AT_HOURS = 25;
const HOUR_BINS = 5;
const RAMP_EDGES = [-1, -0.5, -0.2, 0, 0.2, 0.5, 2];
const COVERAGE_EDGES = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** How many athletes lie in each bin of a measure; one bin less than edges. */
export interface Distribution {
  edges: number[];
  counts: number[];
}

/** True counts of a cohort; they never leave the process. */
export interface CohortTally {
  cohort: BenchmarkCohort;
  athletes: number;
  distributions: Record<keyof BenchmarkMeasures, Distribution>;
}

/** The tally of a cohort nobody is in. The bins do not depend on who will be. */
export function emptyCohortTally(cohort: BenchmarkCohort): CohortTally {
  const { from, to } = cohort.weeklyHours;
  const step = ((to ?? LAST_BAND_ENDS_AT_HOURS) - from) / HOUR_BINS;
  const hours = Array.from({ length: HOUR_BINS + 1 }, (_, i) => from + i * step);
  return {
    cohort,
    athletes: 0,
    distributions: {
      weeklyHours: emptyDistribution(hours),
      ramp: emptyDistribution(RAMP_EDGES),
      coverage: emptyDistribution(COVERAGE_EDGES),
    },
  };
}

/** Adds an athlete: one to the count, and one to one bin of each measure that is known. */
export function tallyAthlete(tally: CohortTally, measures: BenchmarkMeasures): void {
  tally.athletes += 1;
  for (const name of Object.keys(measures) as (keyof BenchmarkMeasures)[]) {
    const value = measures[name];
    const { edges, counts } = tally.distributions[name];
    if (value !== null) counts[binOf(edges, value)]! += 1;
  }
}

/**
 * The bin of a value: its lower edge belongs to it, its upper one to the next. Values outside are
 * counted in the first or the last bin.
 * @example binOf([0, 0.5, 1], 0.5) // 1
 */
export function binOf(edges: readonly number[], value: number): number {
  const bin = edges.findLastIndex((edge) => edge <= value);
  return Math.min(Math.max(bin, 0), edges.length - 2);
}

function emptyDistribution(edges: readonly number[]): Distribution {
  return { edges: [...edges], counts: Array.from({ length: edges.length - 1 }, () => 0) };
}
