import { z } from 'zod';
import { instantField, textField } from './fields.ts';

/** `users/{uid}/annotations/{activityId}`: what the athlete says about an activity. */
export const annotationDocument = z.strictObject({
  /** Effort on the CR-10 scale. */
  perceivedEffort: z.number().min(0).max(10).nullable(),
  feelingScore: z.int().min(1).max(5).nullable(),
  notes: textField(4000).nullable(),
  weightLbs: z.number().min(40).max(700).nullable(),
  /** Replaces the recorded climb. */
  correctedElevationGainFeet: z.number().min(0).max(100_000).nullable(),
  leaveOut: z.boolean(),
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
