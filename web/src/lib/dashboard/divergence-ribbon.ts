import {
  dayInYear,
  dayOrdinal,
  divergenceInterval,
  ledgerRows,
  type Gender,
  type Ledger,
  type LedgerRow,
} from '@training-monkey/training';

export interface RibbonPoint {
  ordinal: number;
  low: number | null;
  high: number | null;
}
interface PlacedRow extends LedgerRow {
  ordinal: number;
}
const RATE_DAYS = 180;
/** Points along a ribbon; more cannot be told apart on a screen. */
const MOST_POINTS = 130;

/** Counted rows of some ledgers with the ordinal of their day, oldest first. */
export function placedRows(ledgers: readonly Ledger[]): PlacedRow[] {
  return [...ledgers]
    .sort((a, b) => a.year - b.year)
    .flatMap((ledger) => {
      const before = dayOrdinal(dayInYear(ledger.year, 1)) - 1;
      return ledgerRows(ledger)
        .filter((row) => row.counted)
        .map((row) => ({ ...row, ordinal: before + row.day }));
    });
}

/** Where the divergence of each day would lie if every heart rate were known. */
export function divergenceRibbon(
  rows: readonly PlacedRow[],
  first: number,
  last: number,
  gender: Gender,
): RibbonPoint[] {
  const step = Math.max(1, Math.ceil((last - first) / MOST_POINTS));
  const points: RibbonPoint[] = [];
  let oldest = 0;
  let newest = 0;
  for (
    let ordinal = last - Math.floor((last - first) / step) * step;
    ordinal <= last;
    ordinal += step
  ) {
    while (newest < rows.length && rows[newest]!.ordinal <= ordinal) newest += 1;
    while (oldest < newest && rows[oldest]!.ordinal <= ordinal - RATE_DAYS) oldest += 1;
    const window = rows
      .slice(oldest, newest)
      .map((row) => ({ ...row, daysAgo: ordinal - row.ordinal }));
    points.push({ ordinal, ...divergenceInterval(window, gender) });
  }
  return points;
}
