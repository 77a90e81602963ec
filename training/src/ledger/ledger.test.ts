import { describe, expect, test } from 'vitest';
import { activityDocumentFrom } from '../activity/activity-document-from.ts';
import { scoreActivity } from '../activity/score-activity.ts';
import { localDay } from '../calendar/local-day.ts';
import { NO_ANNOTATION } from '../documents/annotation.ts';
import { defaultAthleteSettings } from '../documents/athlete-settings.ts';
import { ledgerDocument } from '../documents/ledger.ts';
import { FORMULA_VERSION } from '../formula-version.ts';
import { aHistory, aLedgerRow } from '../testing/a-history.ts';
import { anActivity } from '../testing/an-activity.ts';
import { dayTotals } from './day-totals.ts';
import { emptyLedger } from './empty-ledger.ts';
import { ledgerRowFrom } from './ledger-row-from.ts';
import { ledgerRows } from './ledger-rows.ts';
import { firstCountedDay, historyStart } from './training-history.ts';
import { withLedgerRows } from './with-ledger-rows.ts';

const settings = defaultAthleteSettings('Europe/Berlin', '2025-03-10T00:00:00.000Z');
const NEW_YEAR = localDay('2025-01-01');
const SECOND = localDay('2025-01-02');

function documentOf(changes: Parameters<typeof anActivity>[0]) {
  const facts = anActivity(changes);
  return activityDocumentFrom(facts, scoreActivity(facts, NO_ANNOTATION, settings), {
    source: 'file',
    stravaActivityId: null,
    fileName: 'morning.fit',
    createdAt: '2025-08-16T08:00:00.000Z',
    updatedAt: '2025-08-16T08:00:00.000Z',
  });
}

describe('emptyLedger', () => {
  test('fits its document and carries the formula version', () => {
    expect(ledgerDocument.parse(emptyLedger(2025))).toEqual(emptyLedger(2025));
    expect(emptyLedger(2025).formulaVersion).toBe(FORMULA_VERSION);
  });
});

describe('ledgerRowFrom', () => {
  test('takes the weight of an activity and the day of its year', () => {
    const document = documentOf({});
    expect(ledgerRowFrom('a', document)).toEqual({
      activityId: 'a',
      day: 228,
      startedAtS: Date.parse('2025-08-16T06:30:00Z') / 1000,
      counted: true,
      sportFamily: 'foot',
      movingTimeS: 3600,
      equivalentMiles: 10,
      elevationLoadMiles: 0,
      trimp: document.trimp,
      trimpMethod: 'stream',
      timeInZoneS: [0, 0, 3600, 0, 0],
      runMiles: 10,
    });
  });
  test('counts only runs for the longest run', () => {
    expect(ledgerRowFrom('a', documentOf({ sport: 'Hike' })).runMiles).toBeNull();
    expect(ledgerRowFrom('a', documentOf({ sport: 'TrailRun' })).runMiles).toBe(10);
  });
  test('keeps unknown zones and loads null', () => {
    expect(ledgerRowFrom('a', documentOf({ heartRate: null, distanceM: null }))).toMatchObject({
      trimp: null,
      trimpMethod: null,
      timeInZoneS: null,
      equivalentMiles: null,
      elevationLoadMiles: null,
      runMiles: null,
    });
  });
});

describe('withLedgerRows', () => {
  const early = aLedgerRow({ on: NEW_YEAR, activityId: 'b', timeInZoneS: [1, 2, 3, 4, 5] });
  const twin = aLedgerRow({ on: NEW_YEAR, activityId: 'a' });
  const late = aLedgerRow({ on: SECOND, activityId: 'c', startedAtS: 0 });
  const ledger = withLedgerRows(emptyLedger(2025), { put: [late, early, twin] });

  test('orders by day, start and id, and gives the rows back', () => {
    expect(ledgerRows(ledger)).toEqual([twin, early, late]);
  });
  test('replaces the row with the same id', () => {
    const heavier = { ...early, trimp: 99 };
    expect(ledgerRows(withLedgerRows(ledger, { put: [heavier] }))).toEqual([twin, heavier, late]);
  });
  test('moves a row whose day changed', () => {
    const moved = { ...twin, day: 300 };
    expect(withLedgerRows(ledger, { put: [moved] }).activityIds).toEqual(['b', 'c', 'a']);
  });
  test('removes, and takes an unknown id as already removed', () => {
    expect(withLedgerRows(ledger, { remove: ['b', 'nobody'] }).activityIds).toEqual(['a', 'c']);
  });
  test('changes neither the ledger it was given nor its formula version', () => {
    const old = { ...ledger, formulaVersion: 0 };
    const before = JSON.stringify(old);
    expect(withLedgerRows(old, { remove: ['a'] }).formulaVersion).toBe(0);
    expect(JSON.stringify(old)).toBe(before);
  });
});

describe('dayTotals', () => {
  const history = aHistory([
    { on: localDay('2024-12-31'), activityId: 'last-year', equivalentMiles: 3, runMiles: 3 },
    {
      on: NEW_YEAR,
      activityId: 'run',
      equivalentMiles: 6,
      elevationLoadMiles: 1,
      timeInZoneS: [10, 20, 30, 40, 50],
      runMiles: 6,
    },
    {
      on: NEW_YEAR,
      activityId: 'ride',
      sportFamily: 'cycling',
      equivalentMiles: 2,
      trimp: 40,
      trimpMethod: 'average',
      movingTimeS: 1800,
    },
    { on: NEW_YEAR, activityId: 'no-strap', equivalentMiles: 4, trimp: null, trimpMethod: null },
    { on: NEW_YEAR, activityId: 'golf', sportFamily: 'other', equivalentMiles: null, trimp: 7 },
    { on: NEW_YEAR, activityId: 'left-out', counted: false, runMiles: 26 },
    { on: localDay('2025-01-04'), activityId: 'after' },
  ]);
  const totals = dayTotals(history.ledgers, localDay('2024-12-31'), localDay('2025-01-03'));

  test('sums each day, rest days as zeros, and crosses the year', () => {
    expect(totals.length).toBe(4);
    expect([...totals.activityCount]).toEqual([1, 4, 0, 0]);
    expect([...totals.totalLoadMiles]).toEqual([3, 13, 0, 0]);
    expect([...totals.elevationLoadMiles]).toEqual([0, 1, 0, 0]);
    expect([...totals.trimp]).toEqual([60, 107, 0, 0]);
    expect([...totals.movingTimeS]).toEqual([3600, 12_600, 0, 0]);
  });
  test('matches only what is known from both sides', () => {
    expect([...totals.externalCount]).toEqual([1, 3, 0, 0]);
    expect([...totals.internalCount]).toEqual([1, 3, 0, 0]);
    expect([...totals.matchedCount]).toEqual([1, 2, 0, 0]);
    expect([...totals.matchedLoadMiles]).toEqual([3, 9, 0, 0]);
    expect([...totals.matchedTrimp]).toEqual([60, 100, 0, 0]);
    expect([...totals.matchedMovingTimeS]).toEqual([3600, 5400, 0, 0]);
  });
  test('splits by family, method and zone', () => {
    expect(totals.equivalentMilesByFamily.foot[1]).toBe(10);
    expect(totals.equivalentMilesByFamily.cycling[1]).toBe(2);
    expect(totals.equivalentMilesByFamily.other[1]).toBe(0);
    expect(totals.trimpFromStream[1]).toBe(67);
    expect(totals.trimpFromAverage[1]).toBe(40);
    expect(totals.timeInZoneS.map((zone) => zone[1])).toEqual([10, 20, 30, 40, 50]);
  });
  test('keeps the longest counted run', () => {
    expect([...totals.longestRunMiles]).toEqual([3, 6, 0, 0]);
  });
  test('refuses a span that ends before it begins', () => {
    expect(() => dayTotals([], SECOND, NEW_YEAR)).toThrow(
      'dayLoads requires to on or after 2025-01-02, got 2025-01-01',
    );
  });
});

describe('historyStart', () => {
  const { ledgers } = aHistory([
    { on: localDay('2024-03-01'), counted: false },
    { on: NEW_YEAR },
    { on: localDay('2024-05-01') },
  ]);
  test('is the first counted activity', () => {
    expect(firstCountedDay(ledgers)).toBe('2024-05-01');
    expect(historyStart({ ledgers, firstDay: null }, NEW_YEAR)).toBe('2024-05-01');
  });
  test('believes an earlier first day, and corrects a later one', () => {
    const at = (firstDay: string) =>
      historyStart({ ledgers, firstDay: localDay(firstDay) }, NEW_YEAR);
    expect(at('2019-05-01')).toBe('2019-05-01');
    expect(at('2024-12-24')).toBe('2024-05-01');
  });
  test('is null before the first day and without activities', () => {
    expect(historyStart({ ledgers, firstDay: null }, localDay('2024-04-30'))).toBeNull();
    expect(historyStart({ ledgers: [], firstDay: null }, NEW_YEAR)).toBeNull();
  });
});
