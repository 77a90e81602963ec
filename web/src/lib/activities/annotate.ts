import { documentPaths, type AnnotationDocument } from '@training-monkey/training';
import type { AthleteRecord } from '../athlete/athlete-record.svelte.ts';

/** What the athlete says about an activity. */
export type Annotation = Omit<AnnotationDocument, 'updatedAt'>;

/** Writes some answers about an activity; resolves when the server has them. */
export function annotate(
  record: AthleteRecord,
  activityId: string,
  answers: Partial<Annotation>,
): Promise<void> {
  return record.writes.merge(documentPaths.annotation(record.uid, activityId), answers);
}
