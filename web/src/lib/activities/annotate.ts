import { documentPaths, type AnnotationDocument } from '@training-monkey/training';
import { doc, setDoc } from 'firebase/firestore';
import type { AthleteRecord } from '../athlete/athlete-record.svelte.ts';

/** Writes what the athlete says about an activity; resolves when the server has it. */
export function annotate(
  record: AthleteRecord,
  activityId: string,
  annotation: Omit<AnnotationDocument, 'updatedAt'>,
): Promise<void> {
  const path = documentPaths.annotation(record.uid, activityId);
  return setDoc(doc(record.firestore, path), {
    ...annotation,
    updatedAt: new Date().toISOString(),
  });
}
