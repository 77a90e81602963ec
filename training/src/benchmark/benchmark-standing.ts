import type { BenchmarkDistribution } from '../documents/benchmark.ts';
import { binOf } from './cohort-tally.ts';

/** Shares of a cohort that add up to 1. */
export interface BenchmarkStanding {
  /** In bins below. */
  less: number;
  /** In the same bin; within it nobody is told apart. */
  alike: number;
  more: number;
}

/**
 * Where a value lies within a cohort.
 * @example benchmarkStanding({ edges: [0, 1, 2, 3], shares: [0.5, 0.25, 0.25] }, 1.4)
 * // { less: 0.5, alike: 0.25, more: 0.25 }
 */
export function benchmarkStanding(
  { edges, shares }: BenchmarkDistribution,
  value: number,
): BenchmarkStanding {
  const bin = binOf(edges, value);
  const sum = (part: readonly number[]) => part.reduce((a, b) => a + b, 0);
  return {
    less: sum(shares.slice(0, bin)),
    alike: shares[bin] ?? 0,
    more: sum(shares.slice(bin + 1)),
  };
}
