import { z } from 'zod';
import { instantField, localDayField, timeZoneField } from './fields.ts';

/** Seconds spent at each whole heart rate, `seconds[i]` at `firstBpm + i`. */
export const heartRateHistogramField = z.strictObject({
  firstBpm: z.int().min(25).max(250),
  seconds: z.array(z.number().min(0).max(604_800)).min(1).max(226),
});
export type HeartRateHistogram = z.infer<typeof heartRateHistogramField>;

/** What the heart did: `histogram` is null when only an average is known. */
export const heartRateFactsField = z.strictObject({
  avgBpm: z.number().min(25).max(250),
  maxBpm: z.number().min(25).max(250).nullable(),
  histogram: heartRateHistogramField.nullable(),
});
export type HeartRateFacts = z.infer<typeof heartRateFactsField>;

const WEEK_S = 604_800;

/**
 * What happened in one activity, in SI units: the output of the file readers and the Strava client,
 * and the body of an import. `null` is unknown.
 */
export const activityFacts = z.strictObject({
  startedAt: instantField,
  localDay: localDayField,
  /** Where the athlete was; null when neither the recording nor a position tells. */
  timeZone: timeZoneField.nullable(),
  name: z.string().max(200),
  /** Strava's sport type, such as `TrailRun`. */
  sport: z.string().min(1).max(60),
  movingTimeS: z.number().min(0).max(WEEK_S),
  elapsedTimeS: z
    .number()
    .min(0)
    .max(WEEK_S * 2),
  distanceM: z.number().min(0).max(5_000_000).nullable(),
  elevationGainM: z.number().min(0).max(50_000).nullable(),
  heartRate: heartRateFactsField.nullable(),
  deviceName: z.string().max(100).nullable(),
});
export type ActivityFacts = z.infer<typeof activityFacts>;
