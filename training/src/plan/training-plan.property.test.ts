import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, localDay, type LocalDay } from '../calendar/local-day.ts';
import { isReturning } from '../coach/is-returning.ts';
import { RISK_STYLES } from '../documents/athlete-settings.ts';
import { PLAN_SPORTS, type GoalDocument } from '../documents/goal.ts';
import { planDocument, plannedSessionField, type PlannedSession } from '../documents/plan.ts';
import { dayTotals } from '../ledger/day-totals.ts';
import { RISK_STYLE_LIMITS } from '../risk/risk-style-limits.ts';
import { aHistory, type RowOnDay } from '../testing/a-history.ts';
import { acuteChronicRatio } from '../windows/acute-chronic-ratio.ts';
import { windowSums } from '../windows/window-sums.ts';
import { mondayOf, weekdayOf } from './plan-week.ts';
import { planDocumentFrom } from './plan-document-from.ts';
import { trainingPlan, type PlanInput } from './training-plan.ts';

const TODAY = localDay('2025-03-12');
const REACH = 70;

/** Goals, habits and histories of all kinds, from nothing to daily training. */
const inputs: fc.Arbitrary<{ input: PlanInput; past: RowOnDay[] }> = fc
  .record({
    aim: fc.oneof(
      fc.constant({ kind: 'fit' as const }),
      fc.record({
        kind: fc.constant('race' as const),
        raceDay: fc.integer({ min: 0, max: 300 }).map((days) => addDays(TODAY, days)),
        distanceMiles: fc.double({ min: 1, max: 100, noNaN: true }),
      }),
    ),
    sport: fc.constantFrom(...PLAN_SPORTS),
    availableDays: fc
      .array(fc.boolean(), { minLength: 7, maxLength: 7 })
      .filter((days) => days.includes(true)),
    hoursPerWeek: fc.double({ min: 1, max: 20, noNaN: true }),
    riskStyle: fc.constantFrom(...RISK_STYLES),
    trainingDays: fc.integer({ min: 0, max: 7 }),
    since: fc.integer({ min: 0, max: 65 }),
    until: fc.integer({ min: 0, max: 30 }),
    miles: fc.array(fc.double({ min: 1, max: 15, noNaN: true }), { minLength: 7, maxLength: 7 }),
    knowsHeart: fc.boolean(),
  })
  .map((drawn) => {
    const past: RowOnDay[] = [];
    for (let ago = drawn.since; ago >= drawn.until; ago--) {
      if (ago % 7 >= drawn.trainingDays) continue;
      const miles = drawn.miles[ago % 7]!;
      past.push({
        on: addDays(TODAY, -ago),
        sportFamily: drawn.sport,
        equivalentMiles: miles,
        movingTimeS: miles * 600,
        trimp: drawn.knowsHeart ? miles * 10 : null,
        runMiles: drawn.sport === 'foot' ? miles : null,
      });
    }
    const goal: GoalDocument = {
      aim: drawn.aim,
      sport: drawn.sport,
      availableDays: drawn.availableDays,
      hoursPerWeek: drawn.hoursPerWeek,
      updatedAt: '2025-03-12T00:00:00.000Z',
    };
    const { riskStyle } = drawn;
    return {
      past,
      input: { goal, history: aHistory(past), settings: { riskStyle }, today: TODAY },
    };
  });

const rowsOf = (sessions: PlannedSession[], sport: GoalDocument['sport']): RowOnDay[] =>
  sessions.map(({ day, loadMiles, trimp, minutes }) => ({
    on: day,
    activityId: `planned-${day}`,
    sportFamily: sport,
    equivalentMiles: loadMiles,
    movingTimeS: minutes * 60,
    trimp,
    runMiles: sport === 'foot' ? loadMiles : null,
  }));

/** Looks at a plan as if all of it had been done, and names each limit that it breaks. */
function brokenLimits({ input, past }: { input: PlanInput; past: RowOnDay[] }): string[] {
  const { goal, today } = input;
  const all = trainingPlan(input);
  const sessions = all.filter(({ kind }) => kind !== 'race');
  const limits = RISK_STYLE_LIMITS[input.settings.riskStyle];
  const broken: string[] = [];
  const last = all.at(-1)?.day ?? today;
  const from = addDays(today, -REACH);
  const whole = aHistory([...past, ...rowsOf(sessions, goal.sport)]);
  const totals = dayTotals(whole.ledgers, from, last);
  const at = (day: LocalDay) => daysBetween(from, day);
  const firstDay = whole.firstDay;
  const knowsHeart = all.every(({ trimp }) => trimp !== null);
  const pastEnd = at(today);
  const longestStreak = (until: number) => {
    let streak = 0;
    for (let d = until; d >= 0 && totals.activityCount[d]! > 0; d--) streak++;
    return streak;
  };
  for (const session of sessions) {
    const d = at(session.day);
    const say = (what: string) => broken.push(`${session.day} ${session.kind}: ${what}`);
    plannedSessionField.parse(session);
    if (session.day < today) say('lies in the past');
    if (!goal.availableDays[weekdayOf(session.day)]) say('is not on a free day');
    if (longestStreak(d) > limits.maxDaysWithoutRest) say('leaves no day for rest');
    const active = totals.activityCount.subarray(Math.max(0, d - 56), d);
    const hasBase =
      firstDay !== null && daysBetween(firstDay, session.day) >= 28 && !isReturning(active);
    const ratios = [totals.totalLoadMiles, ...(knowsHeart ? [totals.trimp] : [])].map(
      (column) => acuteChronicRatio(windowSums(column), d) ?? 0,
    );
    if (hasBase && Math.max(...ratios) > limits.acwrHigh + 1e-9)
      say('lifts a ratio out of its band');
    const runsBefore = totals.longestRunMiles.subarray(d - 30, d);
    const longest = Math.max(...runsBefore);
    if (goal.sport === 'foot' && longest > 0 && session.loadMiles > longest * 1.1 + 1e-9) {
      say('jumps in distance');
    }
  }
  for (let monday = mondayOf(today); monday <= last; monday = addDays(monday, 7)) {
    const w = at(monday);
    const sum = (start: number) =>
      totals.totalLoadMiles
        .subarray(Math.max(0, start), Math.max(0, start + 7))
        .reduce((a, b) => a + b, 0);
    const own = sessions.filter(({ day }) => mondayOf(day) === monday);
    if (own.length === 0) continue;
    const say = (what: string) => broken.push(`week of ${monday}: ${what}`);
    const minutes = own.reduce((total, session) => total + session.minutes, 0);
    if (minutes > goal.hoursPerWeek * 60 + 1e-6) say('takes more hours than there are');
    const isWhole = w > pastEnd;
    const before = Math.max(...[7, 14, 21, 28].map((days) => sum(w - days)));
    const rate = own[0]!.loadMiles / own[0]!.minutes;
    const beginning = rate * 25 * Math.min(6, goal.availableDays.filter(Boolean).length);
    if (isWhole && sum(w) > Math.max(1.1 * before, beginning) + 1e-6) say('grows too fast');
    if (isWhole && own[0]!.isRecoveryWeek && sum(w) > 0.75 * Math.max(before, beginning)) {
      say('is no recovery');
    }
    if (isWhole && own[0]!.phase === 'taper' && sum(w) > 0.75 * Math.max(before, beginning)) {
      say('is no taper');
    }
  }
  return broken;
}

describe('trainingPlan', () => {
  test('every plan for 300 random goals respects every limit', () => {
    let planned = 0;
    fc.assert(
      fc.property(inputs, (drawn) => {
        expect(brokenLimits(drawn)).toEqual([]);
        planned += trainingPlan(drawn.input).length;
      }),
      { numRuns: 300 },
    );
    expect(planned).toBeGreaterThan(1000);
  });

  test('after a missed week the plan made anew still respects every limit', () => {
    fc.assert(
      fc.property(inputs, ({ input, past }) => {
        const { goal } = input;
        if (goal.aim.kind === 'race' && daysBetween(TODAY, goal.aim.raceDay) < 21) return;
        // Two weeks go as planned, one is missed altogether.
        const done = trainingPlan(input).filter(({ day }) => day < addDays(TODAY, 14));
        const later = [...past, ...rowsOf(done, goal.sport)];
        const missed = {
          past: later,
          input: { ...input, history: aHistory(later), today: addDays(TODAY, 21) },
        };
        expect(brokenLimits(missed)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('does not count on what was only planned', () => {
    fc.assert(
      fc.property(inputs, ({ input }) => {
        const first = planDocumentFrom(null, input, '2025-03-12T00:00:00.000Z');
        const again = planDocumentFrom(first, input, '2025-03-12T00:00:00.000Z');
        expect(again).toEqual(first);
        planDocument.parse(first);
      }),
      { numRuns: 50 },
    );
  });
});
