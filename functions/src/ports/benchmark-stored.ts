import {
  benchmarkDocument,
  documentPaths,
  localDayField,
  type BenchmarkDocument,
} from '@training-monkey/training';
import { z } from 'zod';
import type { CollectionRef, DocumentRef } from './store.ts';

const stateDocument = z.strictObject({ asOf: localDayField });

/** Published benchmarks, and which was the last publication. */
export const benchmarkStored = {
  all: (): CollectionRef<BenchmarkDocument> => ({
    path: documentPaths.benchmarks(),
    schema: benchmarkDocument,
  }),
  one: (cohortId: string): DocumentRef<BenchmarkDocument> => ({
    path: documentPaths.benchmark(cohortId),
    schema: benchmarkDocument,
  }),
  state: (): DocumentRef<z.infer<typeof stateDocument>> => ({
    path: documentPaths.benchmarkState(),
    schema: stateDocument,
  }),
};
