import type { Ledger, LedgerRow } from '../documents/ledger.ts';
import { ledgerRows } from './ledger-rows.ts';

/** Text order by code unit, the same on every machine. */
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function inLedgerOrder(a: LedgerRow, b: LedgerRow): number {
  return a.day - b.day || a.startedAtS - b.startedAtS || byText(a.activityId, b.activityId);
}

/**
 * A ledger with some activities put in and others taken out. A row put in replaces the one with the
 * same id; removing an unknown id changes nothing.
 *
 * Rows are kept in one order, so any sequence of changes with the same outcome gives the same bytes.
 * `formulaVersion` stays as it was: it speaks for all rows, and only a recompute of all may raise it.
 */
export function withLedgerRows(
  ledger: Ledger,
  { put = [], remove = [] }: { put?: readonly LedgerRow[]; remove?: readonly string[] },
): Ledger {
  const rowById = new Map(ledgerRows(ledger).map((row) => [row.activityId, row]));
  for (const activityId of remove) rowById.delete(activityId);
  for (const row of put) rowById.set(row.activityId, row);
  const rows = [...rowById.values()].sort(inLedgerOrder);
  const zone = (i: number) => rows.map((row) => row.timeInZoneS?.[i] ?? null);
  return {
    year: ledger.year,
    formulaVersion: ledger.formulaVersion,
    activityIds: rows.map((row) => row.activityId),
    days: rows.map((row) => row.day),
    startedAtS: rows.map((row) => row.startedAtS),
    counted: rows.map((row) => row.counted),
    sportFamilies: rows.map((row) => row.sportFamily),
    movingTimesS: rows.map((row) => row.movingTimeS),
    equivalentMiles: rows.map((row) => row.equivalentMiles),
    elevationLoadMiles: rows.map((row) => row.elevationLoadMiles),
    trimps: rows.map((row) => row.trimp),
    trimpMethods: rows.map((row) => row.trimpMethod),
    timeInZone1: zone(0),
    timeInZone2: zone(1),
    timeInZone3: zone(2),
    timeInZone4: zone(3),
    timeInZone5: zone(4),
    runMiles: rows.map((row) => row.runMiles),
  };
}
