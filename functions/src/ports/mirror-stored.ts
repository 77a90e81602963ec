import {
  annotationDocument,
  documentPaths,
  recommendationDocument,
  type AnnotationDocument,
  type RecommendationDocument,
} from '@training-monkey/training';
import type { CollectionRef } from './store.ts';

/** Documents that the export alone reads. */
export const mirrorStored = {
  annotations: (uid: string): CollectionRef<AnnotationDocument> => ({
    path: documentPaths.annotations(uid),
    schema: annotationDocument,
  }),
  recommendations: (uid: string): CollectionRef<RecommendationDocument> => ({
    path: documentPaths.recommendations(uid),
    schema: recommendationDocument,
  }),
};
