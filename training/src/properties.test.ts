import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, localDay, yearOf } from './calendar/local-day.ts';
import { defaultAthleteSettings, RISK_STYLES } from './documents/athlete-settings.ts';
import { ledgerDocument } from './documents/ledger.ts';
import { unifiedMetricsField } from './documents/unified-metrics.ts';
import { emptyLedger } from './ledger/empty-ledger.ts';
import { withLedgerRows } from './ledger/with-ledger-rows.ts';
import { dailyMetrics, type DailyMetrics } from './metrics/daily-metrics.ts';
import { unifiedMetrics } from './metrics/unified-metrics.ts';
import { SPORT_FAMILIES } from './sport/sport-family.ts';
import { aHistory, aLedgerRow, type RowOnDay } from './testing/a-history.ts';

const settings = defaultAthleteSettings('Europe/Berlin', '2025-03-10T00:00:00.000Z');
const FIRST = localDay('2023-11-20');
const LENGTH = 420;

/** Unknown, none, or any that a person could notice. */
const load = (max: number) =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: 6, arbitrary: fc.double({ min: 1e-6, max, noNaN: true }) },
  );

const rowOnDay = fc
  .record({
    offset: fc.integer({ min: 0, max: LENGTH - 1 }),
    equivalentMiles: load(40),
    trimp: load(400),
    movingTimeS: fc.integer({ min: 0, max: 20_000 }),
    counted: fc.boolean(),
    sportFamily: fc.constantFrom(...SPORT_FAMILIES),
    runMiles: load(30),
  })
  .map(({ offset, ...row }): RowOnDay => ({ on: addDays(FIRST, offset), ...row }));

const rowsOnDays = fc
  .array(rowOnDay, { maxLength: 150 })
  .map((rows) => rows.map((row, i): RowOnDay => ({ ...row, activityId: `activity-${i}` })));

const someDay = fc.integer({ min: 0, max: LENGTH + 60 }).map((offset) => addDays(FIRST, offset));

const without = (row: RowOnDay, ...left: (keyof RowOnDay)[]) =>
  Object.fromEntries(Object.entries(row).filter(([key]) => !left.includes(key as keyof RowOnDay)));

describe('dailyMetrics', () => {
  test('shifting all days shifts the answer', () => {
    fc.assert(
      fc.property(rowsOnDays, fc.integer({ min: -900, max: 900 }), (rows, shift) => {
        const to = addDays(FIRST, LENGTH);
        const shifted = rows.map((row) => ({ ...row, on: addDays(row.on, shift) }));
        const here = dailyMetrics(aHistory(rows), settings, { to });
        const there = dailyMetrics(aHistory(shifted), settings, { to: addDays(to, shift) });
        expect(there.map(({ day }) => day)).toEqual(here.map(({ day }) => addDays(day, shift)));
        // A streak without rest is not followed beyond the year before last, so it may be cut.
        const plain = (days: DailyMetrics[]) =>
          days.map((metrics) => ({ ...metrics, day: null, daysSinceRest: null }));
        expect(plain(there)).toEqual(plain(here));
      }),
      { numRuns: 30 },
    );
  });

  test('a rest day never raises acute load', () => {
    fc.assert(
      fc.property(rowsOnDays, (rows) => {
        const days = dailyMetrics(aHistory(rows), settings, { to: addDays(FIRST, LENGTH + 10) });
        days.forEach((today, i) => {
          const yesterday = days[i - 1];
          if (today.sessions > 0 || yesterday === undefined) return;
          expect(today.acuteLoad).toBeLessThanOrEqual(yesterday.acuteLoad);
          expect(today.acuteTrimp).toBeLessThanOrEqual(yesterday.acuteTrimp);
        });
      }),
      { numRuns: 30 },
    );
  });

  test('windows agree with sums over dates', () => {
    fc.assert(
      fc.property(rowsOnDays, someDay, (rows, to) => {
        const today = dailyMetrics(aHistory(rows), settings, { to }).at(-1);
        if (today === undefined) return;
        const mean = (days: number) =>
          rows
            .filter(({ on }) => on <= to && daysBetween(on, to) < days)
            .reduce((sum, row) => sum + (row.counted ? (row.equivalentMiles ?? 0) : 0), 0) / days;
        expect(today.acuteLoad).toBeCloseTo(mean(7), 9);
        expect(today.chronicLoad).toBeCloseTo(mean(28), 9);
      }),
      { numRuns: 60 },
    );
  });

  test('coupled and uncoupled ratios obey c = 4u/(u + 3)', () => {
    fc.assert(
      fc.property(rowsOnDays, (rows) => {
        for (const today of dailyMetrics(aHistory(rows), settings, {
          to: addDays(FIRST, LENGTH),
        })) {
          const { acwr: c, uncoupledAcwr: u } = today;
          if (c !== null && u !== null && u < 1e6) expect(c).toBeCloseTo((4 * u) / (u + 3), 9);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('heavier units change no ratio', () => {
    fc.assert(
      fc.property(rowsOnDays, (rows) => {
        const to = addDays(FIRST, LENGTH);
        const ratios = (r: RowOnDay[]) =>
          dailyMetrics(aHistory(r), settings, { to }).map(
            ({ acwr, uncoupledAcwr, normalizedDivergence, naiveDivergence }) => [
              acwr,
              uncoupledAcwr,
              normalizedDivergence,
              naiveDivergence,
            ],
          );
        // A power of two, so that scaling is exact.
        const inUnitsOf = (unit: number) =>
          rows.map((row, i) => ({ ...row, equivalentMiles: unit * (1 + (i % 9)) }));
        expect(ratios(inUnitsOf(8))).toEqual(ratios(inUnitsOf(1)));
      }),
      { numRuns: 20 },
    );
  });

  test('begins at `from` with the same values as the whole', () => {
    fc.assert(
      fc.property(rowsOnDays, someDay, (rows, from) => {
        const to = addDays(FIRST, LENGTH + 60);
        const whole = dailyMetrics(aHistory(rows), settings, { to });
        expect(dailyMetrics(aHistory(rows), settings, { from, to })).toEqual(
          whole.filter(({ day }) => day >= from),
        );
      }),
      { numRuns: 20 },
    );
  });
});

describe('unifiedMetrics', () => {
  test('says what dailyMetrics says of the same day', () => {
    fc.assert(
      fc.property(rowsOnDays, someDay, (rows, today) => {
        const last = dailyMetrics(aHistory(rows), settings, { to: today }).at(-1);
        const unified = unifiedMetrics(aHistory(rows), settings, today);
        if (last === undefined) {
          expect(unified.firstDay).toBeNull();
          return;
        }
        expect({
          day: unified.asOf,
          acuteLoad: unified.sevenDayAvgLoad,
          chronicLoad: unified.twentyeightDayAvgLoad,
          acwr: unified.acuteChronicRatio,
          acuteTrimp: unified.sevenDayAvgTrimp,
          chronicTrimp: unified.twentyeightDayAvgTrimp,
          trimpAcwr: unified.trimpAcuteChronicRatio,
          normalizedDivergence: unified.normalizedDivergence,
          naiveDivergence: unified.naiveDivergence,
          coverageAcute: unified.coverageAcute,
          coverageChronic: unified.coverageChronic,
          uncoupledAcwr: unified.uncoupledAcuteChronicRatio,
          uncoupledTrimpAcwr: unified.uncoupledTrimpAcuteChronicRatio,
          monotony: unified.monotony,
          strain: unified.strain,
          historyDays: unified.historyDays,
          warmingUp: unified.warmingUp,
          daysSinceRest: unified.daysSinceRest,
          externalBand: unified.externalBand,
          internalBand: unified.internalBand,
        }).toEqual(
          Object.fromEntries(
            Object.entries(last).filter(
              ([key]) =>
                ![
                  'sessions',
                  'totalLoadMiles',
                  'trimp',
                  'ewmaAcwr',
                  'ewmaTrimpAcwr',
                  'fitness',
                  'fatigue',
                  'form',
                ].includes(key),
            ),
          ),
        );
      }),
      { numRuns: 100 },
    );
  });

  test('needs no ledger older than last year, only the first day', () => {
    fc.assert(
      fc.property(
        rowsOnDays,
        fc.integer({ min: 0, max: 900 }).map((offset) => addDays(FIRST, offset)),
        (rows, today) => {
          const whole = aHistory(rows);
          const recent = whole.ledgers.filter(({ year }) => year >= yearOf(today) - 1);
          expect(
            unifiedMetrics({ ledgers: recent, firstDay: whole.firstDay }, settings, today),
          ).toEqual(unifiedMetrics(whole, settings, today));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('always fits its document', () => {
    fc.assert(
      fc.property(
        rowsOnDays,
        someDay,
        fc.constantFrom(...RISK_STYLES),
        (rows, today, riskStyle) => {
          const metrics = unifiedMetrics(aHistory(rows), { ...settings, riskStyle }, today);
          expect(unifiedMetricsField.safeParse(metrics).error).toBeUndefined();
          if (metrics.divergenceLow !== null && metrics.divergenceHigh !== null) {
            expect(metrics.divergenceLow).toBeLessThanOrEqual(metrics.divergenceHigh);
          }
          expect(metrics.doubt === null).toBe(metrics.verdict !== 'cannot-tell');
          expect(metrics.injuryRiskPoints === null).toBe(metrics.warmingUp);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('does not see the future, nor what the athlete leaves out', () => {
    fc.assert(
      fc.property(rowsOnDays, someDay, (rows, today) => {
        const visible = rows.filter(({ on, counted }) => on <= today && counted);
        expect(unifiedMetrics(aHistory(rows), settings, today)).toEqual(
          unifiedMetrics(aHistory(visible), settings, today),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('withLedgerRows', () => {
  const rowsOfAYear = rowsOnDays.map((rows) =>
    rows.filter(({ on }) => yearOf(on) === 2024).map(aLedgerRow),
  );

  test('gives the same bytes in whatever order activities arrive', () => {
    fc.assert(
      fc.property(
        rowsOfAYear.chain((rows) =>
          fc.tuple(
            fc.constant(rows),
            fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
          ),
        ),
        ([rows, shuffled]) => {
          const atOnce = withLedgerRows(emptyLedger(2024), { put: rows });
          const oneByOne = shuffled.reduce(
            (ledger, row) => withLedgerRows(ledger, { put: [row] }),
            emptyLedger(2024),
          );
          expect(JSON.stringify(oneByOne)).toBe(JSON.stringify(atOnce));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('restores the ledger to the byte when an activity is added and removed', () => {
    fc.assert(
      fc.property(rowsOfAYear, rowOnDay, (rows, extra) => {
        const before = withLedgerRows(emptyLedger(2024), { put: rows });
        const added = { ...without(extra, 'on'), activityId: 'extra', on: localDay('2024-06-01') };
        const after = withLedgerRows(before, { put: [aLedgerRow(added)] });
        expect(after.activityIds).toHaveLength(rows.length + 1);
        expect(JSON.stringify(withLedgerRows(after, { remove: ['extra'] }))).toBe(
          JSON.stringify(before),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('always fits its document', () => {
    fc.assert(
      fc.property(rowsOfAYear, (put) => {
        const ledger = withLedgerRows(emptyLedger(2024), { put });
        expect(ledgerDocument.safeParse(ledger).error).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });
});
