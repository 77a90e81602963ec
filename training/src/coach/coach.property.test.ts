import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coachSignsOf, type CoachState } from '../testing/coach-signs-of.ts';
import { coachDecisionField, DECISION_REASONS } from '../documents/coach-decision.ts';
import { TRAINING_CATEGORIES } from '../documents/unified-metrics.ts';
import { actionRank, COACH_ACTIONS } from './coach-action.ts';
import { coachDecisionFrom } from './coach-decision-from.ts';
import { rulesWords } from './words/rules-words.ts';
import { wordsProblems } from './words/words-problems.ts';
import { coachWordsField } from '../documents/coach-words.ts';

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const states: fc.Arbitrary<CoachState> = fc.record({
  external: maybe(number(0, 2.5)),
  internal: maybe(number(0, 2.5)),
  divergence: maybe(number(-0.5, 0.5)),
  coverage: maybe(number(0, 1)),
  streak: fc.integer({ min: 0, max: 12 }),
  historyDays: maybe(fc.integer({ min: 0, max: 400 })),
  confirmed: fc.boolean(),
  returning: fc.boolean(),
  before: maybe(
    fc
      .tuple(number(0, 60), number(0, 150))
      .map(([six, older]) => ({ six, twentySeven: six + older })),
  ),
  doneMiles: fc.oneof(fc.constant(0), number(0.1, 30)),
  yesterdayMiles: number(0, 20),
  monotonous: maybe(
    fc.tuple(number(0, 120), number(0, 120)).map(([from, wide]) => ({ from, to: from + wide })),
  ),
  wellness: fc.record({
    soreness: maybe(fc.integer({ min: 1, max: 5 })),
    sleepHours: maybe(number(0, 12)),
    sleepQuality: maybe(fc.integer({ min: 1, max: 5 })),
    restingHr: maybe(fc.integer({ min: 35, max: 80 })),
    pain: maybe(fc.integer({ min: 0, max: 10 })),
  }),
  planned: maybe(fc.constantFrom(...COACH_ACTIONS)),
});
const decide = (state: Partial<CoachState>) => coachDecisionFrom(coachSignsOf(state));
const plus = (value: number | null | undefined, more: number) =>
  value === null || value === undefined ? value : value + more;

/** Ways of being more tired, each leaving everything else as it is. */
const TIRING: Record<string, (state: CoachState, more: number) => Partial<CoachState>> = {
  'a longer streak without rest': (s, m) => ({ streak: s.streak! + Math.ceil(m * 5) }),
  'a lower divergence': (s, m) => ({ divergence: plus(s.divergence, -m / 2) ?? null }),
  'a higher external ratio': (s, m) => ({ external: plus(s.external, m) ?? null }),
  'a higher internal ratio': (s, m) => ({ internal: plus(s.internal, m) ?? null }),
  'more training done today': (s, m) =>
    s.doneMiles > 0 ? { doneMiles: s.doneMiles + m * 10 } : {},
  'a heavier week behind': (s, m) =>
    s.before === null
      ? {}
      : { before: { six: s.before.six + m * 20, twentySeven: s.before.twentySeven + m * 20 } },
  'a harder yesterday': (s, m) => ({ yesterdayMiles: s.yesterdayMiles + m * 10 }),
  'more soreness': (s, m) => ({
    wellness: {
      ...s.wellness,
      soreness: Math.min(5, (s.wellness.soreness ?? 1) + Math.ceil(m * 4)),
    },
  }),
  'less sleep': (s, m) => ({
    wellness: { ...s.wellness, sleepHours: (s.wellness.sleepHours ?? 12) * (1 - m) },
  }),
  'a higher resting heart rate': (s, m) => ({
    wellness: { ...s.wellness, restingHr: (s.wellness.restingHr ?? 50) + Math.ceil(m * 20) },
  }),
  'more pain': (s, m) => ({
    wellness: { ...s.wellness, pain: Math.min(10, (s.wellness.pain ?? 0) + Math.ceil(m * 10)) },
  }),
};

describe('coachDecisionFrom', () => {
  test.each(Object.entries(TIRING))('%s never gives a harder action', (_, tire) => {
    fc.assert(
      fc.property(states, number(0, 1), (state, more) => {
        const before = decide(state).action;
        const after = decide({ ...state, ...tire(state, more) }).action;
        expect(actionRank(after)).toBeLessThanOrEqual(actionRank(before));
      }),
      { numRuns: 500 },
    );
  });

  test('less coverage never gives more confidence', () => {
    fc.assert(
      fc.property(states, number(0, 1), (state, share) => {
        if (state.coverage === null) return;
        const less = { ...state, coverage: state.coverage * share };
        expect(decide(less).confidence.score).toBeLessThanOrEqual(decide(state).confidence.score);
      }),
    );
  });

  test('a shorter history or default heart rates never give more confidence', () => {
    fc.assert(
      fc.property(states, number(0, 1), (state, share) => {
        const { score } = decide(state).confidence;
        const shorter = Math.floor((state.historyDays ?? 0) * share);
        if (state.historyDays !== null) {
          const less = decide({ ...state, historyDays: shorter });
          expect(less.confidence.score).toBeLessThanOrEqual(score);
        }
        expect(decide({ ...state, confirmed: false }).confidence.score).toBeLessThanOrEqual(score);
      }),
    );
  });

  test('every state has a decision of the documented shape, within floor and window', () => {
    fc.assert(
      fc.property(states, (state) => {
        const decision = decide(state);
        expect(coachDecisionField.parse(decision)).toEqual(decision);
        expect(decide(state)).toEqual(decision);
        if (decision.floor === 'rest') expect(decision.action).toBe('rest');
        if (decision.floor === 'reduce') expect(actionRank(decision.action)).toBeLessThanOrEqual(1);
        const { target, window } = decision;
        if (target?.loadMiles && window.mostLoadMiles !== null) {
          expect(target.loadMiles.to).toBeLessThanOrEqual(window.mostLoadMiles);
          expect(target.loadMiles.from).toBeLessThanOrEqual(target.loadMiles.to);
        }
        if (target?.trimp && window.mostTrimp !== null) {
          expect(target.trimp.to).toBeLessThanOrEqual(window.mostTrimp);
        }
        // Whoever has done nothing yet and stays within the target keeps the week varied.
        const monotonous = window.monotonousTrimp;
        if (
          target?.trimp &&
          monotonous !== null &&
          decision.action !== 'rest' &&
          state.doneMiles === 0
        ) {
          const { from, to } = target.trimp;
          expect(to <= monotonous.from || from >= monotonous.to).toBe(true);
          if (decision.reasons.includes('monotonous') && state.planned !== null) {
            expect(to).toBeLessThanOrEqual(monotonous.from);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('what is unknown is no evidence, not 0', () => {
    const ids = decide({ external: null, internal: null, divergence: null, before: null }).evidence;
    expect(ids.map(({ id }) => id)).not.toContain('acuteChronicRatio');
    expect(ids.map(({ id }) => id)).not.toContain('normalizedDivergence');
    expect(ids.map(({ id }) => id)).not.toContain('mostLoadMiles');
  });
});

describe('rulesWords', () => {
  test('turns every decision into two to five sentences that pass every check', () => {
    fc.assert(
      fc.property(
        states,
        fc.constantFrom('metric' as const, 'imperial' as const),
        (state, units) => {
          const decision = decide(state);
          const words = rulesWords(decision, units);
          expect(coachWordsField.parse(words)).toEqual(words);
          expect(wordsProblems(words, decision, units)).toEqual([]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test.each(DECISION_REASONS)('words for %s pass every check, whatever else is known', (reason) => {
    const knowing: Partial<CoachState>[] = [
      {},
      { internal: null },
      { internal: 1.35, coverage: null },
      { external: null, internal: null, divergence: null },
      { coverage: 0.3, doneMiles: 6 },
      { historyDays: 12, before: null, doneMiles: 6 },
      { historyDays: null, streak: null },
      { wellness: { soreness: 4, sleepHours: 4.5, restingHr: 56, pain: 5 } },
    ];
    for (const state of knowing) {
      for (const category of TRAINING_CATEGORIES) {
        const decision = { ...decide(state), category, reasons: [reason] };
        expect(wordsProblems(rulesWords(decision, 'metric'), decision, 'metric')).toEqual([]);
      }
    }
  });

  test('names the athlete’s own numbers and what changed', () => {
    const words = rulesWords(decide({}), 'imperial');
    expect(words.sentences.map(({ text }) => text)).toEqual([
      'The last 7 days fit what the last 28 days prepared you for: the ratio is 1.05 for load and 1.05 for TRIMP, and your band ends at 1.30.',
      'The last 7 days weigh 36.0 mi and 360 TRIMP: 13 % more load and 10 % less TRIMP, compared with the week before.',
      'A steady effort fits: at most 6.6 mi of load and 66 TRIMP, about 66 min on foot.',
      'Your band holds up to 15.4 mi of load and 154 TRIMP for the whole day.',
      'No single run beyond 11.0 mi: the longest of the 30 days before was 10.0 mi.',
    ]);
  });

  test('speaks in the athlete’s units', () => {
    const text = rulesWords(decide({}), 'metric').sentences[1]!.text;
    expect(text).toContain('57.9 km');
  });
});
