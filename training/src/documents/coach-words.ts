import { z } from 'zod';
import { COACH_ACTIONS } from '../coach/coach-action.ts';
import { EVIDENCE_IDS } from '../coach/evidence-catalogue.ts';

const load = z.number().min(0).max(10_000);
const range = z.strictObject({ from: load, to: load }).nullable();

export const MOST_HEADLINE_CHARACTERS = 80;
export const MOST_SENTENCE_CHARACTERS = 320;

/** What the coach says: a headline, two to five sentences each with the numbers it names. */
export const coachWordsField = z.strictObject({
  headline: z.string().min(3).max(MOST_HEADLINE_CHARACTERS),
  sentences: z
    .array(
      z.strictObject({
        text: z.string().min(8).max(MOST_SENTENCE_CHARACTERS),
        metricIds: z.array(z.enum(EVIDENCE_IDS)).max(12),
      }),
    )
    .min(2)
    .max(5),
  /** Loads in running-equivalent miles and TRIMP, whatever the athlete's units. */
  suggestion: z.strictObject({ action: z.enum(COACH_ACTIONS), loadMiles: range, trimp: range }),
});
export type CoachWords = z.infer<typeof coachWordsField>;
