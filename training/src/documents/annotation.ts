import { z } from 'zod';
import { instantField, textField } from './fields.ts';

/**
 * `users/{uid}/annotations/{activityId}`: what the athlete says about an activity. Each answer is
 * written for itself, so that two devices add to each other; one not given yet is missing or null.
 */
export const annotationDocument = z.strictObject({
  /** Effort on the CR-10 scale. */
  perceivedEffort: z.number().min(0).max(10).nullable().default(null),
  feelingScore: z.int().min(1).max(5).nullable().default(null),
  notes: textField(4000).nullable().default(null),
  weightLbs: z.number().min(40).max(700).nullable().default(null),
  /** Replaces the recorded climb. */
  correctedElevationGainFeet: z.number().min(0).max(100_000).nullable().default(null),
  leaveOut: z.boolean().default(false),
  updatedAt: instantField,
});
export type AnnotationDocument = z.infer<typeof annotationDocument>;

/** What an activity without annotation counts as. */
export const NO_ANNOTATION: Omit<AnnotationDocument, 'updatedAt'> = {
  perceivedEffort: null,
  feelingScore: null,
  notes: null,
  weightLbs: null,
  correctedElevationGainFeet: null,
  leaveOut: false,
};
