import { z } from 'zod';
import { instantField, localDayField } from './fields.ts';

export const PLAN_SPORTS = ['foot', 'cycling', 'swimming', 'rowing', 'skiTouring'] as const;

/** `users/{uid}/settings/goal`: what the athlete trains for and when they can. Written by the athlete. */
export const goalDocument = z.strictObject({
  aim: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('race'),
      raceDay: localDayField,
      distanceMiles: z.number().min(0.5).max(500),
    }),
    z.strictObject({ kind: z.literal('fit') }),
  ]),
  sport: z.enum(PLAN_SPORTS),
  /** Monday to Sunday. */
  availableDays: z
    .array(z.boolean())
    .length(7, 'must be seven days from Monday to Sunday')
    .refine((days) => days.includes(true), 'must have at least one day'),
  hoursPerWeek: z.number().min(0.5).max(40),
  updatedAt: instantField,
});
export type GoalDocument = z.infer<typeof goalDocument>;
