import { dayInYear, dayOrdinal, type LocalDay } from '../calendar/local-day.ts';
import type { Ledger, LedgerRow } from '../documents/ledger.ts';
import { ledgerRows } from '../ledger/ledger-rows.ts';

/** A counted activity and how many days before the day asked for it took place. */
export interface DatedRow extends LedgerRow {
  daysAgo: number;
}

/** The counted activities of the last `days` days up to and including `asOf`. */
export function datedRows(ledgers: readonly Ledger[], asOf: LocalDay, days: number): DatedRow[] {
  return ledgers.flatMap((ledger) => {
    const asOfDay = dayOrdinal(asOf) - dayOrdinal(dayInYear(ledger.year, 1)) + 1;
    if (asOfDay < 1 || asOfDay - days >= 366) return [];
    return ledgerRows(ledger)
      .map((row) => ({ ...row, daysAgo: asOfDay - row.day }))
      .filter((row) => row.counted && row.daysAgo >= 0 && row.daysAgo < days);
  });
}
