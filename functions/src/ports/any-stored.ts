import { documentPaths } from '@training-monkey/training';
import { z } from 'zod';
import type { CollectionRef, DocumentRef } from './store.ts';

const anyDocument = z.looseObject({});
type AnyDocument = z.infer<typeof anyDocument>;

const below = (path: string): CollectionRef<AnyDocument> => ({ path, schema: anyDocument });

/** Documents of whatever shape, to be handed out or removed as they are. */
export const anyStored = {
  document: (path: string): DocumentRef<AnyDocument> => ({ path, schema: anyDocument }),
  collection: below,
  /** Every collection below an athlete. */
  ofAthlete: (uid: string) => ({
    settings: below(`${documentPaths.user(uid)}/settings`),
    activities: below(documentPaths.activities(uid)),
    annotations: below(documentPaths.annotations(uid)),
    journal: below(documentPaths.journal(uid)),
    ledger: below(documentPaths.ledgers(uid)),
    dashboard: below(`${documentPaths.user(uid)}/dashboard`),
    recommendations: below(documentPaths.recommendations(uid)),
    coachFeedback: below(documentPaths.coachFeedbacks(uid)),
    plans: below(documentPaths.plans(uid)),
    budgets: below(`${documentPaths.user(uid)}/budgets`),
  }),
};
