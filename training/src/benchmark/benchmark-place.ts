import { addDays, dayInYear, type LocalDay } from '../calendar/local-day.ts';
import type { Ledger, LedgerRow } from '../documents/ledger.ts';
import { ledgerRows } from '../ledger/ledger-rows.ts';
import { withoutStrava } from '../ledger/without-strava.ts';
import type { SportFamily } from '../sport/sport-family.ts';
import { benchmarkCohort, type BenchmarkCohort } from './benchmark-cohort.ts';
import { BENCHMARK_DAYS } from './benchmark-window.ts';
import { mainSport } from './main-sport.ts';
import { volumeRamp } from './volume-ramp.ts';

/** What is compared. */
export interface BenchmarkMeasures {
  /** Moving time, hours a week. */
  weeklyHours: number;
  /** Against the four weeks before; null when there was nothing. See `volumeRamp`. */
  ramp: number | null;
  /** Share of moving time with a known TRIMP, 0–1. */
  coverage: number;
}

export interface BenchmarkPlace {
  asOf: LocalDay;
  cohort: BenchmarkCohort;
  measures: BenchmarkMeasures;
}

/**
 * An athlete's cohort and measures over the four weeks up to a day, from counted activities that did
 * not come from Strava: its terms allow no comparison across athletes.
 *
 * @param ledgers those of the years of the last eight weeks; others do no harm
 * @param asOf a `benchmarkDay`
 * @returns null without training in these four weeks
 */
export function benchmarkPlace(ledgers: readonly Ledger[], asOf: LocalDay): BenchmarkPlace | null {
  const from = addDays(asOf, 1 - BENCHMARK_DAYS);
  const rows = ownRows(ledgers);
  const present = rows.filter(({ on }) => on >= from && on <= asOf);
  const previous = rows.filter(({ on }) => on < from && on >= addDays(from, -BENCHMARK_DAYS));
  const timeBySport = new Map<SportFamily, number>();
  for (const { row } of present) {
    const time = timeBySport.get(row.sportFamily) ?? 0;
    timeBySport.set(row.sportFamily, time + row.movingTimeS);
  }
  const sport = mainSport(timeBySport);
  if (sport === null) return null;
  const hours = hoursOf(present);
  const weeklyHours = hours / (BENCHMARK_DAYS / 7);
  return {
    asOf,
    cohort: benchmarkCohort(sport, weeklyHours),
    measures: {
      weeklyHours,
      ramp: volumeRamp(hours, hoursOf(previous)),
      coverage: hoursOf(present.filter(({ row }) => row.trimp !== null)) / hours,
    },
  };
}

interface RowOnDay {
  on: LocalDay;
  row: LedgerRow;
}

function ownRows(ledgers: readonly Ledger[]): RowOnDay[] {
  return ledgers.flatMap((ledger) =>
    ledgerRows(withoutStrava(ledger))
      .filter(({ counted }) => counted)
      .map((row) => ({ on: dayInYear(ledger.year, row.day), row })),
  );
}

function hoursOf(rows: readonly RowOnDay[]): number {
  return rows.reduce((sum, { row }) => sum + row.movingTimeS, 0) / 3600;
}
