import { describe, expect, test } from 'vitest';
import { addDays, localDay } from '../calendar/local-day.ts';
import type { GoalDocument } from '../documents/goal.ts';
import { aHistory, type RowOnDay } from '../testing/a-history.ts';
import { planDocumentFrom } from './plan-document-from.ts';
import { mondayOf, planEnd, planWeek, weekdayOf } from './plan-week.ts';
import { plannedToday } from './planned-today.ts';
import { trainingPlan } from './training-plan.ts';
import { weekPattern } from './week-pattern.ts';

const MONDAY = localDay('2025-03-10');
const NOW = '2025-03-10T05:00:00.000Z';
const goal: GoalDocument = {
  aim: { kind: 'race', raceDay: addDays(MONDAY, 16 * 7 + 6), distanceMiles: 26.2 },
  sport: 'foot',
  availableDays: [false, true, false, true, true, false, true],
  hoursPerWeek: 8,
  updatedAt: NOW,
};
/** Four runs a week of 6, 6, 6 and 10 miles, up to yesterday. */
const past: RowOnDay[] = Array.from({ length: 70 }, (_, i) => 70 - i).flatMap((ago) => {
  const on = addDays(MONDAY, -ago);
  const miles = [0, 6, 0, 6, 6, 0, 10][weekdayOf(on)]!;
  return miles === 0 ? [] : [{ on, equivalentMiles: miles, trimp: miles * 10, runMiles: miles }];
});
const input = {
  goal,
  history: aHistory(past),
  settings: { riskStyle: 'balanced' as const },
  today: MONDAY,
};
const sessions = trainingPlan(input);
const weekOf = (weeks: number) =>
  sessions.filter(({ day }) => mondayOf(day) === addDays(MONDAY, 7 * weeks));
const loadOf = (weeks: number) => weekOf(weeks).reduce((sum, { loadMiles }) => sum + loadMiles, 0);

describe('trainingPlan', () => {
  test('goes through base, build and taper to the race', () => {
    const phases = Array.from({ length: 17 }, (_, week) => weekOf(week)[0]?.phase);
    expect(phases).toEqual([
      ...new Array<string>(7).fill('base'),
      ...new Array<string>(8).fill('build'),
      'taper',
      'taper',
    ]);
    expect(sessions.at(-1)).toMatchObject({ kind: 'race', phase: 'race', loadMiles: 26.2 });
  });

  test('grows from what was done, rests every fourth week, and arrives rested', () => {
    expect(loadOf(0)).toBeGreaterThan(28);
    expect(loadOf(0)).toBeLessThanOrEqual(28 * 1.08 + 1e-9);
    const recovery = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].filter(
      (week) => weekOf(week)[0]?.isRecoveryWeek,
    );
    expect(recovery).toEqual([3, 7, 11]);
    const peak = Math.max(...Array.from({ length: 15 }, (_, week) => loadOf(week)));
    expect(peak).toBeGreaterThan(40);
    expect(loadOf(15)).toBeLessThan(0.75 * peak);
    expect(loadOf(16) - 26.2).toBeLessThan(0.5 * peak);
  });

  test('has one long and, while building, one hard session a week', () => {
    expect(weekOf(0).map(({ kind }) => kind)).toEqual(['easy', 'steady', 'easy', 'long']);
    expect(weekOf(8).map(({ kind }) => kind)).toEqual(['easy', 'hard', 'easy', 'long']);
  });

  test('begins tomorrow once today’s training is done', () => {
    const tuesday = addDays(MONDAY, 1);
    const trained = [...past, { on: tuesday, activityId: 'today', equivalentMiles: 3, trimp: 30 }];
    const plan = trainingPlan({ ...input, today: tuesday, history: aHistory(trained) });
    expect(plan[0]!.day > tuesday).toBe(true);
  });

  test('begins small without any history', () => {
    const plan = trainingPlan({ ...input, history: aHistory([]) });
    expect(plan[0]!.minutes).toBeLessThanOrEqual(26);
    expect(plan[0]!.trimp).toBeNull();
  });
});

describe('planDocumentFrom', () => {
  test('keeps what was planned for the days gone by, done or not', () => {
    const first = planDocumentFrom(null, input, NOW);
    const friday = addDays(MONDAY, 4);
    const later = planDocumentFrom(first, { ...input, today: friday }, NOW);
    const gone = (plan: typeof first) => plan.sessions.filter(({ day }) => day < friday);
    expect(gone(later)).toEqual(gone(first));
    expect(later.sessions.map(({ day }) => day)).toEqual(
      [...new Set(later.sessions.map(({ day }) => day))].sort(),
    );
  });
});

describe('plannedToday', () => {
  const plan = planDocumentFrom(null, input, NOW);
  test('is the session of the day, rest on a day without one, nothing outside the plan', () => {
    expect(plannedToday(plan, addDays(MONDAY, 1))?.action).toBe('easy');
    expect(plannedToday(plan, MONDAY)).toEqual({ action: 'rest', loadMiles: 0, trimp: 0 });
    expect(plannedToday(plan, addDays(MONDAY, -1))).toBeNull();
    expect(plannedToday(plan, addDays(MONDAY, 400))).toBeNull();
    expect(plannedToday(null, MONDAY)).toBeNull();
  });
});

describe('planWeek', () => {
  test('finds the same weeks on whatever day the plan is made anew', () => {
    const monday = addDays(MONDAY, 7 * 9);
    expect(planWeek(goal, monday, MONDAY)).toEqual(planWeek(goal, monday, addDays(MONDAY, 28)));
  });
  test('without a race rests every fourth week', () => {
    const weeks = Array.from({ length: 8 }, (_, i) =>
      planWeek({ aim: { kind: 'fit' } }, addDays(MONDAY, 7 * i), MONDAY),
    );
    expect(weeks.filter(({ isRecovery }) => isRecovery)).toHaveLength(2);
  });
  test('a race that is over leaves a plan to keep fit', () => {
    const aim = { kind: 'race' as const, raceDay: addDays(MONDAY, -20), distanceMiles: 10 };
    expect(planEnd({ aim }, MONDAY)).toBe(addDays(MONDAY, 55));
    expect(planWeek({ aim }, MONDAY, MONDAY).phase).toBe('base');
  });
});

describe('weekPattern', () => {
  const build = { phase: 'build' as const, isRecovery: false, taper: 1 };
  test.each([
    [[6], ['steady']],
    [
      [2, 6],
      ['steady', 'long'],
    ],
    [
      [1, 3, 6],
      ['easy', 'hard', 'long'],
    ],
    [
      [0, 1, 2, 3, 4, 5],
      ['easy', 'easy', 'hard', 'easy', 'easy', 'long'],
    ],
  ])('of days %j is %j', (days, kinds) => {
    expect(weekPattern(days, 6, build).map(({ kind }) => kind)).toEqual(kinds);
  });
});
