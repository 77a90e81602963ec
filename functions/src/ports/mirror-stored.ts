import {
  annotationDocument,
  documentPaths,
  recommendationDocument,
  type AnnotationDocument,
  type RecommendationDocument,
} from '@training-monkey/training';
import { z } from 'zod';
import type { CollectionRef, DocumentRef } from './store.ts';

const changeMark = z.strictObject({
  uid: z.string(),
  /** What was said about an activity has changed, though perhaps no score; null for all else. */
  activityId: z.string().nullable(),
  /** Differs with every change. */
  changeId: z.string(),
  changedAt: z.iso.datetime({ precision: 3 }),
});

/** `exportMarks/{id}`: somebody's documents have changed since they were exported. */
export type ChangeMark = z.infer<typeof changeMark>;

/** Documents that the export alone reads. */
export const mirrorStored = {
  marks: (): CollectionRef<ChangeMark> => ({
    path: documentPaths.exportMarks(),
    schema: changeMark,
  }),
  mark: (id: string): DocumentRef<ChangeMark> => ({
    path: documentPaths.exportMark(id),
    schema: changeMark,
  }),
  annotations: (uid: string): CollectionRef<AnnotationDocument> => ({
    path: documentPaths.annotations(uid),
    schema: annotationDocument,
  }),
  recommendations: (uid: string): CollectionRef<RecommendationDocument> => ({
    path: documentPaths.recommendations(uid),
    schema: recommendationDocument,
  }),
};
