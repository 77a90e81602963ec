import { z } from 'zod';
import { instantField, textField } from './fields.ts';

const oneToFive = z.int().min(1).max(5).nullable().default(null);

const nullWithoutAnswers = <Half extends object>(half: Half | null): Half | null =>
  half !== null && Object.values(half).some((answer) => answer !== null) ? half : null;

/**
 * `users/{uid}/journal/{day}`: how the athlete felt. Each answer is written for itself, so that two
 * devices add to each other: one not given yet is missing or null, and a half without any is null.
 */
export const journalDocument = z.strictObject({
  morning: z
    .strictObject({
      sleepHours: z.number().min(0).max(24).nullable().default(null),
      sleepQuality: oneToFive,
      soreness: oneToFive,
      restingHr: z.int().min(25).max(120).nullable().default(null),
      /** Root mean square of successive differences. */
      hrvMs: z.number().min(1).max(300).nullable().default(null),
      weightLbs: z.number().min(40).max(700).nullable().default(null),
    })
    .nullable()
    .default(null)
    .transform(nullWithoutAnswers),
  evening: z
    .strictObject({
      perceivedEffort: z.number().min(0).max(10).nullable().default(null),
      feelingScore: oneToFive,
      /** 0 none – 10 worst. */
      pain: z.int().min(0).max(10).nullable().default(null),
      notes: textField(4000).nullable().default(null),
    })
    .nullable()
    .default(null)
    .transform(nullWithoutAnswers),
  updatedAt: instantField,
});
export type JournalDocument = z.infer<typeof journalDocument>;
