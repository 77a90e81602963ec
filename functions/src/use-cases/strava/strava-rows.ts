import {
  isStravaCopy,
  ledgerRows,
  type LedgerRow,
  type UserDocument,
} from '@training-monkey/training';
import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';

/** The ledger's rows that come from Strava, by activity id. */
export type StravaRows = Map<string, { row: LedgerRow; year: number }>;

/** Reads them: a document a year instead of one an activity. */
export async function stravaRows(
  ports: Pick<Ports, 'store'>,
  uid: string,
  user: Pick<UserDocument, 'ledgerYears'>,
): Promise<StravaRows> {
  const years = user.ledgerYears;
  const ledgers = await ports.store.getAll(years.map((year) => stored.ledger(uid, year)));
  const rows: StravaRows = new Map();
  ledgers.forEach((ledger, i) => {
    for (const row of ledger === null ? [] : ledgerRows(ledger)) {
      if (isStravaCopy(row.activityId)) rows.set(row.activityId, { row, year: years[i] ?? 0 });
    }
  });
  return rows;
}

/** Activities that rest on their average heart rate and may have samples to offer, newest first. */
export function rowsWithoutStream(rows: StravaRows, streamless: readonly string[]): LedgerRow[] {
  const hopeless = new Set(streamless);
  return [...rows.values()]
    .map(({ row }) => row)
    .filter((row) => row.trimpMethod === 'average' && !hopeless.has(row.activityId))
    .sort((a, b) => b.startedAtS - a.startedAtS);
}
