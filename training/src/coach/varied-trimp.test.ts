import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../calendar/local-day.ts';
import { defaultAthleteSettings } from '../documents/athlete-settings.ts';
import { aHistory, LAST_DAY } from '../testing/a-history.ts';
import { coachSignsOf } from '../testing/coach-signs-of.ts';
import { monotonyAndStrain } from '../windows/monotony-and-strain.ts';
import { COACH_ACTIONS } from './coach-action.ts';
import { coachDecision } from './coach-decision-from.ts';
import { variedAction, variedTrimp } from './varied-trimp.ts';

/** What the coach says after 35 days on which the TRIMP of `week` came round and round. */
function decisionAfter(week: readonly number[]) {
  const past = Array.from({ length: 35 }, (_, i) => 35 - i).flatMap((ago) => {
    const trimp = week.at(-1 - ((ago - 1) % 7)) ?? 0;
    const miles = trimp / 10;
    if (trimp === 0) return [];
    return [{ on: addDays(LAST_DAY, -ago), activityId: `d-${ago}`, equivalentMiles: miles, trimp }];
  });
  return coachDecision({
    history: aHistory(past),
    settings: {
      ...defaultAthleteSettings('UTC', '2025-03-10T00:00:00.000Z'),
      confirmed: true,
    },
    today: LAST_DAY,
    journal: { today: null, yesterday: null },
    planned: null,
  });
}

describe('the coach', () => {
  test('after days much alike asks for a gentler one, which keeps monotony at 2', () => {
    const week = [55, 0, 60, 60, 60, 60, 60];
    const { action, reasons, target } = decisionAfter(week);
    expect(action).toBe('easy');
    expect(reasons).toEqual(['monotonous']);
    const trimp = target!.trimp!.to;
    expect(monotonyAndStrain([...week.slice(1), trimp], 6).monotony).toBeCloseTo(2, 9);
  });

  test('after days with contrast has nothing against a hard one', () => {
    const { action, reasons } = decisionAfter([0, 90, 0, 45, 120, 0, 70]);
    expect(action).toBe('hard');
    expect(reasons).not.toContain('monotonous');
  });
});

describe('variedAction', () => {
  test('is the hardest that has a load outside of the monotonous ones, tried one by one', () => {
    const trimp = fc.integer({ min: 0, max: 130 });
    fc.assert(
      fc.property(
        fc.constantFrom(...COACH_ACTIONS),
        fc.tuple(trimp, trimp),
        fc.integer({ min: 10, max: 60 }),
        (action, [a, b], six) => {
          const monotonous = { from: Math.min(a, b), to: Math.max(a, b) };
          const signs = coachSignsOf({ monotonous, before: { six, twentySeven: six + 90 } });
          const most = signs.window.mostTrimp!;
          // Shares of the usual 60 TRIMP, in steps of a tenth; less than 6 is no training.
          const shares = { reduce: [6, 30], easy: [24, 48], steady: [42, 66], hard: [60, 90] };
          const works = ([from, to]: number[]) =>
            Array.from({ length: 1301 }, (_, i) => i / 10).some(
              (load) =>
                load >= from! &&
                load <= to! &&
                (load <= monotonous.from || (load >= monotonous.to && monotonous.to <= most)),
            );
          const ranges = { ...shares, test: [48, 78] };
          const upTo = COACH_ACTIONS.slice(1, COACH_ACTIONS.indexOf(action) + 1);
          const hardest = upTo.findLast((one) => one !== 'rest' && works(ranges[one])) ?? 'rest';
          expect(variedAction(signs, action)).toBe(hardest);
          const part = variedTrimp(signs, hardest)!;
          expect(part.to <= monotonous.from || part.from >= monotonous.to).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
