import { z } from 'zod';
import { SPORT_FAMILIES } from '../sport/sport-family.ts';
import { heartRateHistogramField } from './activity-facts.ts';
import { instantField, localDayField, timeZoneField } from './fields.ts';

export const ACTIVITY_SOURCES = ['strava', 'file', 'manual'] as const;
export type ActivitySource = (typeof ACTIVITY_SOURCES)[number];

export const TRIMP_METHODS = ['stream', 'average'] as const;
export type TrimpMethod = (typeof TRIMP_METHODS)[number];

const load = z.number().min(0).nullable();

/**
 * `users/{uid}/activities/{activityId}`: the facts of one activity and what they weigh with the
 * thresholds of its day. Written by functions. `null` is unknown.
 */
export const activityDocument = z.strictObject({
  source: z.enum(ACTIVITY_SOURCES),
  /** Only while `source` is `strava`. */
  stravaActivityId: z.string().nullable(),
  /** The file it was read from; null for other sources. */
  fileName: z.string().max(300).nullable(),
  startedAt: instantField,
  date: localDayField,
  timeZone: timeZoneField.nullable(),
  name: z.string().max(200),
  /** Strava's sport type. */
  type: z.string().min(1).max(60),
  durationMinutes: z.number().min(0),
  elapsedMinutes: z.number().min(0),
  distanceMiles: z.number().min(0).nullable(),
  elevationGainFeet: z.number().min(0).nullable(),
  avgHeartRate: z.number().nullable(),
  maxHeartRate: z.number().nullable(),
  heartRateHistogram: heartRateHistogramField.nullable(),
  deviceName: z.string().max(100).nullable(),

  sportFamily: z.enum(SPORT_FAMILIES),
  /** Share of moving time with heart rate, 0–1; null without a histogram. */
  coverage: z.number().min(0).max(1).nullable(),
  trimp: load,
  trimpMethod: z.enum(TRIMP_METHODS).nullable(),
  /** TRIMP from the average heart rate, for comparison. */
  trimpAverage: load,
  timeInZone1: load,
  timeInZone2: load,
  timeInZone3: load,
  timeInZone4: load,
  timeInZone5: load,
  equivalentMiles: load,
  elevationLoadMiles: load,
  totalLoadMiles: load,
  /** Strength work weighed with effort 6 because none was given. */
  effortAssumed: z.boolean(),
  /** False while the athlete leaves it out of the load. */
  counted: z.boolean(),
  /** First day of the threshold set it was scored with. */
  thresholdsFrom: localDayField,
  formulaVersion: z.int(),
  createdAt: instantField,
  updatedAt: instantField,
});
export type ActivityDocument = z.infer<typeof activityDocument>;
