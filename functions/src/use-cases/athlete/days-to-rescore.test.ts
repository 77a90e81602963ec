import { localDay, type AthleteSettings, type ThresholdSet } from '@training-monkey/training';
import fc from 'fast-check';
import { thresholdSetFor } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { daysToRescore, EVERY_DAY, spanOf } from './days-to-rescore.ts';

type Scoring = Pick<AthleteSettings, 'thresholds' | 'footFeetPerMile'>;
const set = (from: string, maxHr = 180): ThresholdSet => ({
  from: localDay(from),
  restingHr: 44,
  maxHr,
  gender: 'male',
  zones: { method: 'reserve' },
});
const scoring = (...thresholds: ThresholdSet[]): Scoring => ({ thresholds, footFeetPerMile: 750 });

describe('daysToRescore', () => {
  const before = scoring(set('2020-01-01'), set('2022-01-01', 185), set('2024-01-01', 178));

  test.each<[string, Scoring, ReturnType<typeof daysToRescore>]>([
    ['nothing changed', before, null],
    ['the climb rule', { ...before, footFeetPerMile: 528 }, EVERY_DAY],
    [
      'a newer set',
      scoring(...before.thresholds, set('2025-01-01', 176)),
      { from: localDay('2025-01-01'), to: EVERY_DAY.to },
    ],
    [
      'a set in the middle',
      scoring(set('2020-01-01'), set('2022-01-01', 190), set('2024-01-01', 178)),
      { from: localDay('2022-01-01'), to: localDay('2023-12-31') },
    ],
    [
      'the first set, which covers what lies before it',
      scoring(set('2020-01-01', 170), set('2022-01-01', 185), set('2024-01-01', 178)),
      { from: EVERY_DAY.from, to: localDay('2021-12-31') },
    ],
  ])('%s', (_what, after, range) => {
    expect(daysToRescore(before, after)).toEqual(range);
  });

  test('covers every day whose set differs and no day outside', () => {
    const sets = fc
      .uniqueArray(fc.integer({ min: 2000, max: 2012 }), { minLength: 1, maxLength: 5 })
      .chain((years) =>
        fc.tuple(
          ...years
            .sort((a, b) => a - b)
            .map((year) =>
              fc.integer({ min: 178, max: 180 }).map((maxHr) => set(`${year}-01-01`, maxHr)),
            ),
        ),
      );
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const range = daysToRescore(scoring(...a), scoring(...b));
        for (let year = 1999; year <= 2014; year += 1) {
          const day = localDay(`${year}-06-01`);
          const differs =
            JSON.stringify(thresholdSetFor(a, day)) !== JSON.stringify(thresholdSetFor(b, day));
          const isInside = range !== null && day >= range.from && day <= range.to;
          if (differs) expect(isInside).toBe(true);
          if (range === null) expect(differs).toBe(false);
        }
      }),
    );
  });
});

test('spanOf is the shortest range with both', () => {
  const a = { from: localDay('2020-01-01'), to: localDay('2021-01-01') };
  const b = { from: localDay('2020-06-01'), to: localDay('2022-01-01') };
  expect(spanOf(a, b)).toEqual({ from: a.from, to: b.to });
  expect(spanOf(b, a)).toEqual({ from: a.from, to: b.to });
});
