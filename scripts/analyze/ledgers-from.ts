import {
  activityDocumentFrom,
  emptyLedger,
  ledgerRowFrom,
  withLedgerRows,
  yearOf,
  type Ledger,
  type LedgerRow,
  type LocalDay,
} from '@training-monkey/training';
import type { ScoredActivity } from './analyzed-activity.ts';

/** The ledgers of some activities, in memory exactly as they would be stored. */
export function ledgersFrom(activities: readonly ScoredActivity[]): Ledger[] {
  return ledgersFromRows(
    activities.map(({ facts, score, file }, i) => {
      const document = activityDocumentFrom(facts, score, {
        source: 'file',
        stravaActivityId: null,
        fileName: file.slice(-300),
        createdAt: facts.startedAt,
        updatedAt: facts.startedAt,
      });
      return { day: facts.localDay, row: ledgerRowFrom(String(i), document) };
    }),
  );
}

/** One ledger a year from rows with their days. */
export function ledgersFromRows(rows: readonly { day: LocalDay; row: LedgerRow }[]): Ledger[] {
  const byYear = new Map<number, LedgerRow[]>();
  for (const { day, row } of rows) {
    const ofYear = byYear.get(yearOf(day)) ?? [];
    ofYear.push(row);
    byYear.set(yearOf(day), ofYear);
  }
  return [...byYear].map(([year, put]) => withLedgerRows(emptyLedger(year), { put }));
}
