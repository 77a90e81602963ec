import { describe, expect, test } from 'vitest';
import { coachSignsOf, type CoachState } from '../testing/coach-signs-of.ts';
import type { TrainingCategory } from '../documents/unified-metrics.ts';
import type { CoachAction } from './coach-action.ts';
import { coachDecisionFrom } from './coach-decision-from.ts';

const LETTERS: Record<string, CoachAction> = {
  R: 'rest',
  d: 'reduce',
  e: 'easy',
  s: 'steady',
  h: 'hard',
  t: 'test',
};

/** What the athlete brings to the day, a column each. */
const COLUMNS: [name: string, changes: Partial<CoachState>][] = [
  ['nothing said', {}],
  ['soreness 4', { wellness: { soreness: 4 } }],
  ['soreness 5', { wellness: { soreness: 5 } }],
  ['4.5 h of sleep', { wellness: { sleepHours: 4.5 } }],
  ['3.5 h of sleep', { wellness: { sleepHours: 3.5 } }],
  ['restless sleep', { wellness: { sleepHours: 8, sleepQuality: 1 } }],
  ['resting heart rate 6 up', { wellness: { restingHr: 56 } }],
  ['resting heart rate 12 up', { wellness: { restingHr: 62 } }],
  ['pain 5', { wellness: { pain: 5 } }],
  ['pain 8', { wellness: { pain: 8 } }],
  ['rest planned', { planned: 'rest' }],
  ['easy planned', { planned: 'easy' }],
  ['hard planned', { planned: 'hard' }],
  ['test planned', { planned: 'test' }],
];

interface Row {
  name: string;
  state: Partial<CoachState>;
  category: TrainingCategory;
  /** Least and most external load, worked by hand. */
  window: [least: number | null, most: number | null];
  /** One letter a column. */
  actions: string;
}

const NORMAL = 'normal_progression';
const ROWS: Row[] = [
  {
    name: 'fresh',
    state: { external: 0.95, internal: 0.95, streak: 1 },
    category: NORMAL,
    window: [0, 15.37037],
    actions: 'hededeedeRReht',
  },
  {
    name: 'in balance',
    state: {},
    category: NORMAL,
    window: [0, 15.37037],
    actions: 'sededeedeRReht',
  },
  {
    name: 'room to build',
    state: { external: 0.7, internal: 0.7, streak: 1, before: { six: 15, twentySeven: 100 } },
    category: 'undertraining_opportunity',
    window: [6.25, 25.925926],
    actions: 'hededeedeRReht',
  },
  {
    name: 'room to build, five days on',
    state: { external: 0.7, internal: 0.7, streak: 5, before: { six: 15, twentySeven: 100 } },
    category: 'undertraining_opportunity',
    window: [6.25, 25.925926],
    actions: 'sededeedeRReht',
  },
  {
    name: 'external load above the band',
    state: {
      external: 1.35,
      internal: 1.1,
      divergence: 0.2,
      before: { six: 36, twentySeven: 120 },
    },
    category: NORMAL,
    window: [0, 4.444444],
    actions: 'eededeedeRReee',
  },
  {
    name: 'external load far above the band',
    state: {
      external: 1.55,
      internal: 1.1,
      divergence: 0.34,
      before: { six: 40, twentySeven: 125 },
    },
    category: NORMAL,
    window: [0, 0.925926],
    actions: 'dddddddddRRddd',
  },
  {
    name: 'internal load above the band, divergence unknown',
    state: {
      external: 1.1,
      internal: 1.35,
      divergence: null,
      before: { six: 36, twentySeven: 120 },
    },
    category: NORMAL,
    window: [0, 4.444444],
    actions: 'eededeedeRReee',
  },
  {
    name: 'both loads above the band',
    state: { external: 1.4, internal: 1.4, before: { six: 38, twentySeven: 125 } },
    category: 'high_acwr_risk',
    window: [0, 3.888889],
    actions: 'dddddddddRRddd',
  },
  {
    name: 'both loads so high that nothing fits',
    state: { external: 1.6, internal: 1.6, before: { six: 42, twentySeven: 126 } },
    category: 'high_acwr_risk',
    window: [0, 0],
    actions: 'RRRRRRRRRRRRRR',
  },
  {
    name: 'strained',
    state: { external: 1, internal: 1.08, divergence: -0.0769 },
    category: NORMAL,
    window: [0, 15.37037],
    actions: 'eededeedeRReee',
  },
  {
    name: 'strained for long',
    state: { external: 1, internal: 1.08, divergence: -0.0769, streak: 6 },
    category: 'recovery_needed',
    window: [0, 15.37037],
    actions: 'dddddddddRRddd',
  },
  {
    name: 'paying far more than the work explains',
    state: { external: 1, internal: 1.2, divergence: -0.1818 },
    category: 'overtraining_risk',
    window: [0, 15.37037],
    actions: 'RRRRRRRRRRRRRR',
  },
  {
    name: 'eight days without rest',
    state: { external: 1, internal: 1, streak: 8 },
    category: 'mandatory_rest',
    window: [0, 15.37037],
    actions: 'RRRRRRRRRRRRRR',
  },
  {
    name: 'too little heart rate to tell',
    state: { external: 1, internal: 0.6, divergence: 0.5, coverage: 0.3 },
    category: NORMAL,
    window: [0, 15.37037],
    actions: 'sededeedeRRess',
  },
  {
    name: 'warming up',
    state: { external: 2, internal: 2, historyDays: 12, before: null },
    category: NORMAL,
    window: [null, null],
    actions: 'sededeedeRRess',
  },
  {
    name: 'back from a break',
    state: { external: 4, internal: 4, returning: true, before: null },
    category: 'high_acwr_risk',
    window: [null, null],
    actions: 'dddddddddRRddd',
  },
  {
    name: 'without any training',
    state: {
      external: null,
      internal: null,
      divergence: null,
      coverage: null,
      streak: null,
      historyDays: null,
      before: null,
    },
    category: NORMAL,
    window: [null, null],
    actions: 'eededeedeRReee',
  },
  {
    name: 'the day after a hard one',
    state: { yesterdayMiles: 9 },
    category: NORMAL,
    window: [0, 15.37037],
    actions: 'eededeedeRReht',
  },
  {
    name: 'little room left',
    state: { external: 1.2, internal: 1.2, before: { six: 34, twentySeven: 115 } },
    category: NORMAL,
    window: [0, 5],
    actions: 'sededeedeRRess',
  },
  {
    name: 'trained already, with room',
    state: { doneMiles: 6 },
    category: NORMAL,
    window: [0, 15.37037],
    actions: 'sededeedeRReht',
  },
  {
    name: 'trained already, to the edge',
    state: { doneMiles: 15 },
    category: NORMAL,
    window: [0, 15.37037],
    actions: 'RRRRRRRRRRRRRR',
  },
  {
    name: 'after days much alike',
    state: { monotonous: { from: 20, to: 90 } },
    category: NORMAL,
    window: [0, 15.37037],
    actions: 'dddddddddRRddd',
  },
  {
    name: 'with default heart rates',
    state: { confirmed: false },
    category: NORMAL,
    window: [0, 15.37037],
    actions: 'sededeedeRRess',
  },
];

const CELLS = ROWS.flatMap((row) =>
  COLUMNS.map(([said, changes], i) => ({
    row,
    title: `${row.name}, ${said}`,
    state: { ...row.state, ...changes },
    action: LETTERS[row.actions[i]!]!,
  })),
);

describe('coachDecisionFrom', () => {
  test('the table has 322 states', () => {
    expect(CELLS).toHaveLength(322);
    expect(ROWS.every(({ actions }) => actions.length === COLUMNS.length)).toBe(true);
  });

  test.each(CELLS)('$title: $action', ({ row, state, action }) => {
    const decision = coachDecisionFrom(coachSignsOf(state));
    expect(decision.action).toBe(action);
    expect(decision.category).toBe(row.category);
    const { leastLoadMiles, mostLoadMiles } = decision.window;
    const rounded = [leastLoadMiles, mostLoadMiles].map(
      (load) => load && Math.round(load * 1e6) / 1e6,
    );
    expect(rounded).toEqual(row.window);
    expect(decision.reasons.length).toBeGreaterThan(0);
  });
});
