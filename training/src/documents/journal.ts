import { z } from 'zod';
import { instantField, textField } from './fields.ts';

const oneToFive = z.int().min(1).max(5).nullable();

/** `users/{uid}/journal/{day}`: how the athlete felt; a half not filled in is null. */
export const journalDocument = z.strictObject({
  morning: z
    .strictObject({
      sleepHours: z.number().min(0).max(24).nullable(),
      sleepQuality: oneToFive,
      soreness: oneToFive,
      restingHr: z.int().min(25).max(120).nullable(),
      /** Root mean square of successive differences. */
      hrvMs: z.number().min(1).max(300).nullable(),
      weightLbs: z.number().min(40).max(700).nullable(),
    })
    .nullable(),
  evening: z
    .strictObject({
      perceivedEffort: z.number().min(0).max(10).nullable(),
      feelingScore: oneToFive,
      /** 0 none – 10 worst. */
      pain: z.int().min(0).max(10).nullable(),
      notes: textField(4000).nullable(),
    })
    .nullable(),
  updatedAt: instantField,
});
export type JournalDocument = z.infer<typeof journalDocument>;
