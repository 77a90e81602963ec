import { z } from 'zod';
import { localDay } from '../calendar/local-day.ts';
import { instantField, localDayField, timeZoneField } from './fields.ts';

export const GENDERS = ['male', 'female', 'none'] as const;
export type Gender = (typeof GENDERS)[number];

const between = (lowest: number, highest: number, unit: string) => {
  const refusal = `must be between ${lowest} and ${highest} ${unit}`;
  return z.number(refusal).min(lowest, refusal).max(highest, refusal);
};

export const zoneSchemeField = z.discriminatedUnion(
  'method',
  [
    z.strictObject({ method: z.literal('reserve') }),
    z.strictObject({ method: z.literal('max') }),
    z.strictObject({
      method: z.literal('custom'),
      /** Lower edges of zones 1–5 in bpm, ascending. */
      edges: z
        .array(between(25, 250, 'bpm'))
        .length(5, 'must be five lower edges')
        .refine(
          (edges) => edges.every((edge, i) => i === 0 || edge > (edges[i - 1] ?? Infinity)),
          'must be ascending from zone 1 to zone 5',
        ),
    }),
  ],
  'must be reserve, max or custom',
);
export type ZoneScheme = z.infer<typeof zoneSchemeField>;

/** Heart-rate thresholds from a day on, until the next set. */
export const thresholdSetField = z
  .strictObject({
    from: localDayField,
    restingHr: between(25, 110, 'bpm'),
    maxHr: between(100, 240, 'bpm'),
    gender: z.enum(GENDERS, 'must be male, female or none'),
    zones: zoneSchemeField,
  })
  .refine((set) => set.maxHr - set.restingHr >= 40, {
    path: ['maxHr'],
    message: 'must be at least 40 above restingHr',
  });
export type ThresholdSet = z.infer<typeof thresholdSetField>;

export const RISK_STYLES = ['conservative', 'balanced', 'adaptive', 'aggressive'] as const;
export type RiskStyle = (typeof RISK_STYLES)[number];

/** Feet of climb that weigh as much as a mile on foot: house rule, km effort, Naismith. */
export const FEET_PER_MILE_RULES = [750, 528, 667] as const;

/** As many as the security rules can check one by one within their budget. */
export const MAX_THRESHOLD_SETS = 10;

/** `users/{uid}/settings/athlete`, written by the athlete. */
export const athleteSettingsDocument = z.strictObject({
  timeZone: timeZoneField,
  units: z.enum(['imperial', 'metric']),
  /** Ascending by `from`, at most one a day; the first also covers the days before it. */
  thresholds: z
    .array(thresholdSetField)
    .min(1)
    .max(MAX_THRESHOLD_SETS)
    .refine(
      (sets) => sets.every((set, i) => i === 0 || set.from > (sets[i - 1]?.from ?? '9999')),
      'must be ascending by from, one set a day',
    ),
  /** False until the athlete has said that the heart rates are theirs. */
  confirmed: z.boolean(),
  riskStyle: z.enum(RISK_STYLES),
  footFeetPerMile: z.union(
    FEET_PER_MILE_RULES.map((feet) => z.literal(feet)),
    'must be 750, 528 or 667',
  ),
  coach: z.strictObject({
    enabled: z.boolean(),
    /** Opted in to words written by a language model. */
    modelWords: z.boolean(),
  }),
  notifications: z.strictObject({ morningEmail: z.boolean() }),
  benchmarkingConsent: z.boolean(),
  updatedAt: instantField,
});
export type AthleteSettings = z.infer<typeof athleteSettingsDocument>;

/** The settings a new athlete starts with: plain defaults, not confirmed. */
export function defaultAthleteSettings(timeZone: string, now: string): AthleteSettings {
  return {
    timeZone,
    units: 'imperial',
    thresholds: [
      {
        from: localDay('1970-01-01'),
        restingHr: 44,
        maxHr: 178,
        gender: 'male',
        zones: { method: 'reserve' },
      },
    ],
    confirmed: false,
    riskStyle: 'balanced',
    footFeetPerMile: 750,
    coach: { enabled: true, modelWords: false },
    notifications: { morningEmail: false },
    benchmarkingConsent: false,
    updatedAt: now,
  };
}
