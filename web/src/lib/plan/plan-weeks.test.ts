import {
  emptyLedger,
  localDay,
  withLedgerRows,
  type PlanDocument,
  type PlannedSession,
} from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { planWeeks } from './plan-weeks.ts';

const session = (day: string, loadMiles: number): PlannedSession => ({
  day: localDay(day),
  phase: 'base',
  isRecoveryWeek: false,
  kind: 'easy',
  loadMiles,
  trimp: null,
  minutes: loadMiles * 10,
});
const plan: PlanDocument = {
  goal: {
    aim: { kind: 'fit' },
    sport: 'foot',
    availableDays: [true, true, true, true, true, true, true],
    hoursPerWeek: 5,
    updatedAt: '2026-02-02T00:00:00.000Z',
  },
  plannedFrom: localDay('2026-02-04'),
  plannedTo: localDay('2026-02-15'),
  sessions: [session('2026-02-03', 5), session('2026-02-05', 6), session('2026-02-10', 7)],
  updatedAt: '2026-02-02T00:00:00.000Z',
};
const ledger = withLedgerRows(emptyLedger(2026), {
  put: [
    {
      activityId: 'a',
      day: 34,
      startedAtS: 0,
      counted: true,
      sportFamily: 'foot',
      movingTimeS: 3600,
      equivalentMiles: 4,
      elevationLoadMiles: 0.5,
      trimp: null,
      trimpMethod: null,
      timeInZoneS: null,
      runMiles: 4,
    },
  ],
});
const weeks = planWeeks(plan, [ledger], localDay('2026-02-04'));

describe('planWeeks', () => {
  test('puts planned beside done, week by week from Monday', () => {
    expect(weeks.map(({ monday }) => monday)).toEqual(['2026-02-02', '2026-02-09']);
    expect(weeks[0]).toMatchObject({ plannedMiles: 11, doneMiles: 4.5, isCurrent: true });
    expect(weeks[1]).toMatchObject({ plannedMiles: 7, plannedMinutes: 70, doneMiles: 0 });
  });
  test('days before the plan was made were not planned as rest', () => {
    expect(weeks[0]!.days.map(({ isRest }) => isRest)).toEqual([
      false,
      false,
      true,
      false,
      true,
      true,
      true,
    ]);
  });
  test('nothing is said to be done, or not, before it is known', () => {
    const unknown = planWeeks(plan, null, localDay('2026-02-04'));
    expect(new Set(unknown[0]!.days.map(({ doneMiles }) => doneMiles))).toEqual(new Set([null]));
  });
  test('planned load is never done, and days to come are not rest', () => {
    expect(weeks[0]!.days.map(({ doneMiles }) => doneMiles)).toEqual([
      0,
      4.5,
      0,
      null,
      null,
      null,
      null,
    ]);
  });
});
