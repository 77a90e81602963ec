import {
  activityDocumentFrom,
  emptyLedger,
  ledgerRowFrom,
  NO_ANNOTATION,
  scoreActivity,
  withLedgerRows,
  yearOf,
  type ActivityDocument,
  type ActivityFacts,
  type AthleteSettings,
  type Ledger,
  type LedgerRow,
} from '@training-monkey/training';

export interface ScoredTraining {
  /** By year. */
  ledgers: Map<number, Ledger>;
  /** By activity id. */
  documents: Map<string, ActivityDocument>;
}

/** What functions would store of some activities, without storing it. */
export function scoredInMemory(
  facts: readonly ActivityFacts[],
  settings: AthleteSettings,
): ScoredTraining {
  const documents = new Map<string, ActivityDocument>();
  const rows = new Map<number, LedgerRow[]>();
  for (const [i, one] of facts.entries()) {
    const score = scoreActivity(one, NO_ANNOTATION, settings);
    const document = activityDocumentFrom(one, score, {
      source: 'file',
      stravaActivityId: null,
      fileName: null,
      createdAt: one.startedAt,
      updatedAt: one.startedAt,
    });
    const activityId = String(i);
    documents.set(activityId, document);
    const year = yearOf(one.localDay);
    const ofYear = rows.get(year) ?? [];
    ofYear.push(ledgerRowFrom(activityId, document));
    rows.set(year, ofYear);
  }
  const ledgers = new Map(
    [...rows].map(([year, put]) => [year, withLedgerRows(emptyLedger(year), { put })]),
  );
  return { ledgers, documents };
}
