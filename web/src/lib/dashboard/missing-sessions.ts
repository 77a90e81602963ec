import {
  addDays,
  dayInYear,
  ledgerRows,
  type Ledger,
  type LocalDay,
} from '@training-monkey/training';

/** Counted activities of the last 7 days without heart rate or without known work, newest first. */
export function missingSessions(
  ledgers: readonly Ledger[],
  today: LocalDay,
): { activityId: string; day: LocalDay }[] {
  const from = addDays(today, -6);
  return ledgers
    .flatMap((ledger) =>
      ledgerRows(ledger)
        .filter((row) => row.counted && (row.trimp === null || row.equivalentMiles === null))
        .map((row) => ({ activityId: row.activityId, day: dayInYear(ledger.year, row.day) })),
    )
    .filter(({ day }) => day >= from && day <= today)
    .sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
}
