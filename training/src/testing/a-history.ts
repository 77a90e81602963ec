import { addDays, dayOfYear, localDay, yearOf, type LocalDay } from '../calendar/local-day.ts';
import type { LedgerRow } from '../documents/ledger.ts';
import { emptyLedger } from '../ledger/empty-ledger.ts';
import { firstCountedDay, type TrainingHistory } from '../ledger/training-history.ts';
import { withLedgerRows } from '../ledger/with-ledger-rows.ts';

/** A row that knows its day. */
export interface RowOnDay extends Partial<Omit<LedgerRow, 'day'>> {
  on: LocalDay;
}

/** The row of an invented hour of running: 6 miles, TRIMP 60. */
export function aLedgerRow({ on, ...changes }: RowOnDay): LedgerRow {
  return {
    activityId: `on-${on}`,
    day: dayOfYear(on),
    startedAtS: Date.parse(`${on}T06:30:00Z`) / 1000,
    counted: true,
    sportFamily: 'foot',
    movingTimeS: 3600,
    equivalentMiles: 6,
    elevationLoadMiles: changes.equivalentMiles === null ? null : 0,
    trimp: 60,
    trimpMethod: 'stream',
    timeInZoneS: null,
    runMiles: null,
    ...changes,
  };
}

/** The history that some rows make. */
export function aHistory(rows: readonly RowOnDay[]): TrainingHistory {
  const years = [...new Set(rows.map(({ on }) => yearOf(on)))];
  const ledgers = years.map((year) =>
    withLedgerRows(emptyLedger(year), {
      put: rows.filter(({ on }) => yearOf(on) === year).map(aLedgerRow),
    }),
  );
  return { ledgers, firstDay: firstCountedDay(ledgers) };
}

/** The day on which every series of `dailyHistory` ends. */
export const LAST_DAY = localDay('2025-03-10');

/**
 * One activity a day, oldest first, the last on `LAST_DAY`; a pair of zeros is a rest day, a TRIMP
 * of null an activity without heart rate.
 */
export function dailyHistory(days: readonly (readonly [number | null, number | null])[]) {
  const rows = days.flatMap(([equivalentMiles, trimp], i): RowOnDay[] =>
    equivalentMiles === 0 && trimp === 0
      ? []
      : [{ on: addDays(LAST_DAY, i + 1 - days.length), equivalentMiles, trimp }],
  );
  return aHistory(rows);
}
