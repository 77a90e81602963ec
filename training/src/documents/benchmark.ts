import { z } from 'zod';
import { SPORT_FAMILIES } from '../sport/sport-family.ts';
import { instantField, localDayField } from './fields.ts';

/** Shares of a cohort by value, one share between each two edges; they add up to 1. */
const benchmarkDistributionField = z
  .strictObject({
    edges: z.array(z.number()).min(2).max(20),
    shares: z.array(z.number().min(0).max(1)).min(1).max(19),
  })
  .refine(({ edges, shares }) => edges.length === shares.length + 1, 'must have a share a bin');
export type BenchmarkDistribution = z.infer<typeof benchmarkDistributionField>;

/**
 * `benchmarks/{cohortId}`: how athletes of a cohort who consented train, from files and by hand,
 * never from Strava. Written by functions every four weeks; all counts carry noise.
 */
export const benchmarkDocument = z.strictObject({
  sport: z.enum(SPORT_FAMILIES),
  weeklyHours: z.strictObject({ from: z.number().min(0), to: z.number().min(0).nullable() }),
  /** The last of the 28 days that it is about. */
  asOf: localDayField,
  /** With noise, so only about as many. */
  athletes: z.int().min(20),
  /** Null when noise left nothing of one. */
  distributions: z.strictObject({
    weeklyHours: benchmarkDistributionField.nullable(),
    ramp: benchmarkDistributionField.nullable(),
    coverage: benchmarkDistributionField.nullable(),
  }),
  /** What this publication can tell about any one athlete at most. */
  privacy: z.strictObject({ epsilon: z.number().min(0), delta: z.number().min(0) }),
  publishedAt: instantField,
});
export type BenchmarkDocument = z.infer<typeof benchmarkDocument>;
