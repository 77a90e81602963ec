// Ten years of training to every metric of every day, and how the cost grows with the days.
import { performance } from 'node:perf_hooks';
import {
  addDays,
  dailyMetrics,
  dayOfYear,
  defaultAthleteSettings,
  emptyLedger,
  localDay,
  unifiedMetrics,
  withLedgerRows,
  yearOf,
  type Ledger,
  type LedgerRow,
  type LocalDay,
} from '@training-monkey/training';

const TEN_YEARS_DAYS = 3653;
const TEN_YEARS_ACTIVITIES = 10_000;
const TARGET_MS = 15;
const RUNS = 41;
const FIRST_DAY = localDay('2015-01-01');
const SETTINGS = defaultAthleteSettings('Europe/Berlin', '2025-01-01T00:00:00.000Z');

/** An invented athlete: loads that swing with the week and the season, a tenth without heart rate. */
function row(day: LocalDay, i: number): LedgerRow {
  const wave = 1 + 0.5 * Math.sin(i / 7) + 0.3 * Math.sin(i / 97);
  const hasHeartRate = i % 10 !== 3;
  const miles = 5 * wave;
  return {
    activityId: `activity-${i}`,
    day: dayOfYear(day),
    startedAtS: Date.parse(`${day}T06:00:00Z`) / 1000 + (i % 3) * 14_400,
    counted: true,
    sportFamily: i % 4 === 0 ? 'cycling' : 'foot',
    movingTimeS: 2700 * wave,
    equivalentMiles: miles,
    elevationLoadMiles: 0.4 * wave,
    trimp: hasHeartRate ? 60 * wave : null,
    trimpMethod: hasHeartRate ? 'stream' : null,
    timeInZoneS: hasHeartRate ? [600, 900, 600, 300, 60] : null,
    runMiles: i % 4 === 0 ? null : miles,
  };
}

function ledgersOf(days: number, activities: number): Ledger[] {
  const rowsByYear = new Map<number, LedgerRow[]>();
  for (let i = 0; i < activities; i++) {
    const day = addDays(FIRST_DAY, Math.floor((i * days) / activities));
    const rows = rowsByYear.get(yearOf(day)) ?? [];
    rows.push(row(day, i));
    rowsByYear.set(yearOf(day), rows);
  }
  return [...rowsByYear].map(([year, put]) => withLedgerRows(emptyLedger(year), { put }));
}

function timings(work: () => unknown): { firstMs: number; bestMs: number; medianMs: number } {
  const ms = Array.from({ length: RUNS }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  const sorted = ms.toSorted((a, b) => a - b);
  return { firstMs: ms[0]!, bestMs: sorted[0]!, medianMs: sorted[Math.floor(RUNS / 2)]! };
}

function measure(years: number) {
  const days = Math.round((TEN_YEARS_DAYS * years) / 10);
  const activities = (TEN_YEARS_ACTIVITIES * years) / 10;
  const ledgers = ledgersOf(days, activities);
  const to = addDays(FIRST_DAY, days - 1);
  const history = { ledgers, firstDay: FIRST_DAY };
  const metrics = dailyMetrics(history, SETTINGS, { to });
  if (metrics.length !== days) throw new Error(`expected ${days} days, got ${metrics.length}`);
  const all = timings(() => dailyMetrics(history, SETTINGS, { to }));
  const today = timings(() => unifiedMetrics(history, SETTINGS, to));
  return { days, activities, ...all, usPerDay: (all.medianMs / days) * 1000, unified: today };
}

/** Prints times for ten years and, to show the growth, for five and twenty. */
export default function run(): void {
  const cold = ledgersOf(TEN_YEARS_DAYS, TEN_YEARS_ACTIVITIES);
  const to = addDays(FIRST_DAY, TEN_YEARS_DAYS - 1);
  const started = performance.now();
  dailyMetrics({ ledgers: cold, firstDay: FIRST_DAY }, SETTINGS, { to });
  const coldMs = performance.now() - started;

  const tenYears = measure(10);
  const fiveYears = measure(5);
  const twentyYears = measure(20);
  console.log(
    JSON.stringify({
      bench: 'metrics',
      tenYears,
      coldMs,
      targetMs: TARGET_MS,
      withinTarget: tenYears.medianMs < TARGET_MS,
      fiveYears,
      twentyYears,
      // 4 where cost is linear; of the best runs, which a busy machine disturbs least.
      twentyToFiveYears: twentyYears.bestMs / fiveYears.bestMs,
    }),
  );
}
