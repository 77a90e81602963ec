import { dayInYear, type LocalDay } from '../calendar/local-day.ts';
import type { Ledger } from '../documents/ledger.ts';

/** What the metrics are computed from. */
export interface TrainingHistory {
  /** Any years, in any order. */
  ledgers: readonly Ledger[];
  /** Day of the first counted activity, if known; it may lie before the ledgers at hand. */
  firstDay: LocalDay | null;
}

/** The day of the first counted activity in some ledgers; null without one. */
export function firstCountedDay(ledgers: readonly Ledger[]): LocalDay | null {
  let first: LocalDay | null = null;
  for (const ledger of ledgers) {
    const row = ledger.counted.indexOf(true);
    if (row < 0) continue;
    const day = dayInYear(ledger.year, ledger.days[row]!);
    if (first === null || day < first) first = day;
  }
  return first;
}

/**
 * The day on which the athlete's training began as seen from a day: the earlier of `firstDay` and
 * the first counted activity at hand; null when that lies after `asOf`.
 */
export function historyStart(history: TrainingHistory, asOf: LocalDay): LocalDay | null {
  const known = history.firstDay;
  const seen = firstCountedDay(history.ledgers);
  const start = known !== null && (seen === null || known < seen) ? known : seen;
  return start !== null && start <= asOf ? start : null;
}
