import type { LocalDay } from '../calendar/local-day.ts';
import type { BenchmarkDistribution, BenchmarkDocument } from '../documents/benchmark.ts';
import {
  BENCHMARK_PRIVACY,
  publicationEpsilon,
  publicationThreshold,
  SMALLEST_COHORT,
} from './benchmark-privacy.ts';
import type { CohortTally, Distribution } from './cohort-tally.ts';

/**
 * What is published of a cohort: counts with noise, and nothing without.
 *
 * @param noise draws a whole number as `discreteLaplace` does for an epsilon
 * @returns null when the cohort is too small to be published
 */
export function benchmarkDocumentFrom(
  { cohort, athletes, distributions }: CohortTally,
  { asOf, publishedAt }: { asOf: LocalDay; publishedAt: string },
  noise: (epsilon: number) => number,
): BenchmarkDocument | null {
  const { countEpsilon, distributionEpsilon, delta } = BENCHMARK_PRIVACY;
  const noisyCount = athletes + noise(countEpsilon);
  if (athletes < SMALLEST_COHORT || noisyCount < publicationThreshold()) return null;
  const published = (distribution: Distribution) =>
    publishedDistribution(distribution, () => noise(distributionEpsilon));
  return {
    ...cohort,
    asOf,
    athletes: noisyCount,
    distributions: {
      weeklyHours: published(distributions.weeklyHours),
      ramp: published(distributions.ramp),
      coverage: published(distributions.coverage),
    },
    privacy: { epsilon: publicationEpsilon(Object.keys(distributions).length), delta },
    publishedAt,
  };
}

/** A negative count can only be noise. */
function publishedDistribution(
  { edges, counts }: Distribution,
  noise: () => number,
): BenchmarkDistribution | null {
  const noisy = counts.map((count) => Math.max(0, count + noise()));
  const sum = noisy.reduce((a, b) => a + b, 0);
  return sum === 0 ? null : { edges, shares: noisy.map((count) => count / sum) };
}
