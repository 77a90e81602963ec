import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, localDay } from '../calendar/local-day.ts';
import { benchmarkDocument } from '../documents/benchmark.ts';
import { aHistory, type RowOnDay } from '../testing/a-history.ts';
import { benchmarkCohort, benchmarkCohortId, benchmarkCohorts } from './benchmark-cohort.ts';
import { benchmarkDocumentFrom } from './benchmark-document-from.ts';
import { benchmarkPlace, type BenchmarkMeasures } from './benchmark-place.ts';
import { BENCHMARK_PRIVACY, publicationThreshold, SMALLEST_COHORT } from './benchmark-privacy.ts';
import { benchmarkStanding } from './benchmark-standing.ts';
import { BENCHMARK_DAYS, benchmarkDay } from './benchmark-window.ts';
import { binOf, emptyCohortTally, tallyAthlete, type CohortTally } from './cohort-tally.ts';
import { discreteLaplace } from './discrete-laplace.ts';
import { mainSport } from './main-sport.ts';
import { volumeRamp } from './volume-ramp.ts';

const AS_OF = benchmarkDay(localDay('2025-06-10'));
const WHEN = { asOf: AS_OF, publishedAt: '2025-06-10T12:00:00.000Z' };
const noNoise = () => 0;

const measuresArbitrary = fc.record<BenchmarkMeasures>({
  weeklyHours: fc.double({ min: 0, max: 60, noNaN: true }),
  ramp: fc.option(fc.double({ min: -1, max: 50, noNaN: true })),
  coverage: fc.double({ min: 0, max: 1, noNaN: true }),
});

function tallyOf(people: readonly BenchmarkMeasures[], hours = 4): CohortTally {
  const tally = emptyCohortTally(benchmarkCohort('foot', hours));
  for (const measures of people) tallyAthlete(tally, measures);
  return tally;
}

const crowd = (count: number): BenchmarkMeasures[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ weeklyHours: 3 + (3 * i) / count, ramp: i / count - 0.5, coverage: i / count },
  }));

describe('benchmarkDay', () => {
  test('moves by 28 days, each time two days after the four weeks are over', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 400; i += 1) {
      const today = addDays(localDay('2024-12-01'), i);
      const day = benchmarkDay(today);
      const age = daysBetween(day, today);
      expect(age >= 2 && age < 2 + BENCHMARK_DAYS).toBe(true);
      seen.add(day);
    }
    const days = [...seen].sort().map(localDay);
    for (const [i, day] of days.slice(1).entries()) {
      expect(daysBetween(days[i]!, day)).toBe(BENCHMARK_DAYS);
    }
    expect(AS_OF).toBe('2025-05-25');
  });
});

describe('benchmarkPlace', () => {
  const hour = (daysAgo: number, more: Partial<RowOnDay> = {}): RowOnDay => ({
    on: addDays(AS_OF, -daysAgo),
    activityId: `file-${daysAgo}`,
    ...more,
  });
  const placeOf = (rows: RowOnDay[]) => benchmarkPlace(aHistory(rows).ledgers, AS_OF);

  test('is sport, hours a week, ramp and share with heart rate of four weeks', () => {
    const rows = [
      hour(0, { movingTimeS: 8 * 3600 }),
      hour(27, { movingTimeS: 4 * 3600, trimp: null, sportFamily: 'cycling' }),
      hour(28, { movingTimeS: 9 * 3600 }),
      hour(55, { movingTimeS: 1 * 3600 }),
      // Before and after, and left out: none of it counts.
      ...[hour(56), hour(-1), hour(3, { counted: false })],
    ];
    expect(placeOf(rows)).toEqual({
      asOf: AS_OF,
      cohort: { sport: 'foot', weeklyHours: { from: 3, to: 6 } },
      measures: { weeklyHours: 3, ramp: expect.closeTo(0.2, 12) as number, coverage: 8 / 12 },
    });
  });

  test('does not know a ramp without training before, nor a place without training', () => {
    expect(placeOf([hour(1)])?.measures.ramp).toBeNull();
    expect(placeOf([hour(40)])).toBeNull();
    expect(placeOf([])).toBeNull();
  });

  test('is the same whatever came from Strava', () => {
    const rows = fc.array(
      fc.record({
        daysAgo: fc.integer({ min: -3, max: 60 }),
        movingTimeS: fc.integer({ min: 60, max: 30_000 }),
        isStravas: fc.boolean(),
        trimp: fc.option(fc.integer({ min: 1, max: 200 })),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(rows, (several) => {
        const all = several.map(({ daysAgo, movingTimeS, isStravas, trimp }, i) =>
          hour(daysAgo, {
            activityId: `${isStravas ? 'strava' : 'file'}-${i}`,
            movingTimeS,
            trimp,
          }),
        );
        const own = all.filter(({ activityId }) => activityId?.startsWith('file-'));
        expect(placeOf(all)).toEqual(placeOf(own));
      }),
    );
  });
});

describe('cohorts', () => {
  test('take every athlete exactly once', () => {
    expect(new Set(benchmarkCohorts().map(benchmarkCohortId)).size).toBe(35);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 168, noNaN: true }), (hours) => {
        const within = benchmarkCohorts().filter(
          ({ sport, weeklyHours: { from, to } }) =>
            sport === 'cycling' && from <= hours && (to === null || hours < to),
        );
        expect(within).toEqual([benchmarkCohort('cycling', hours)]);
      }),
    );
    expect(() => benchmarkCohort('foot', -1)).toThrow(RangeError);
  });

  test('the main sport has most time, the first of equal ones', () => {
    expect(mainSport(new Map([['cycling', 5]]))).toBe('cycling');
    expect(
      mainSport(
        new Map([
          ['cycling', 5],
          ['foot', 5],
        ]),
      ),
    ).toBe('foot');
    expect(mainSport(new Map([['foot', 0]]))).toBeNull();
  });

  test('ramp compares with before', () => {
    expect(volumeRamp(30, 20)).toBe(0.5);
    expect(volumeRamp(0, 20)).toBe(-1);
    expect(volumeRamp(5, 0)).toBeNull();
    expect(() => volumeRamp(-1, 1)).toThrow(RangeError);
  });
});

describe('discreteLaplace', () => {
  /** Chance of at most k, from the definition. */
  const atMost = (k: number, epsilon: number) => {
    const alpha = Math.exp(-epsilon);
    return k < 0 ? alpha ** -k / (1 + alpha) : 1 - alpha ** (k + 1) / (1 + alpha);
  };

  test('gives each number exactly the share of chances that the definition gives it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 5, noNaN: true }),
        fc.integer({ min: -15, max: 15 }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (epsilon, k, part) => {
          const [from, to] = [atMost(k - 1, epsilon), atMost(k, epsilon)];
          // Beyond this, chances near 1 cannot be told apart in doubles.
          fc.pre(to - from > 1e-9 && to < 1 - 1e-9);
          expect(discreteLaplace(epsilon, from + part * (to - from))).toBe(k);
        },
      ),
    );
  });

  test('gives k and k + 1 chances that differ by e^ε, which is what hides one athlete', () => {
    const share = (k: number) => atMost(k, 0.5) - atMost(k - 1, 0.5);
    for (let k = 0; k < 20; k += 1) {
      expect(share(k) / share(k + 1)).toBeCloseTo(Math.exp(0.5), 9);
      expect(share(-k)).toBeCloseTo(share(k), 12);
    }
  });

  test('takes chances between 0 and 1 and a positive epsilon', () => {
    for (const chance of [0, 1, -1, NaN]) {
      expect(() => discreteLaplace(1, chance)).toThrow(RangeError);
    }
    expect(() => discreteLaplace(0, 0.5)).toThrow(RangeError);
    expect(discreteLaplace(1, 0.5)).toBe(0);
  });
});

describe('publishing a cohort', () => {
  test('happens from 20 athletes on and only above the noisy threshold', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: -60, max: 60 }),
        (n, noise) => {
          const published = benchmarkDocumentFrom(tallyOf(crowd(n)), WHEN, () => noise);
          const isLarge = n >= SMALLEST_COHORT && n + noise >= publicationThreshold();
          expect(published !== null).toBe(isLarge);
        },
      ),
    );
  });

  test('of just 20 athletes has at most the chance delta, and the threshold is the least such', () => {
    const { countEpsilon, delta } = BENCHMARK_PRIVACY;
    const chance = (threshold: number) => {
      const alpha = Math.exp(-countEpsilon);
      return alpha ** (threshold - SMALLEST_COHORT) / (1 + alpha);
    };
    expect(publicationThreshold()).toBe(32);
    expect(chance(32)).toBeLessThanOrEqual(delta);
    expect(chance(31)).toBeGreaterThan(delta);
  });

  test('gives a document of the schema that holds nothing but noisy counts', () => {
    const draws: number[] = [];
    const document = benchmarkDocumentFrom(tallyOf(crowd(40)), WHEN, (epsilon) => {
      draws.push(epsilon);
      return draws.length % 7;
    });
    expect(benchmarkDocument.parse(document)).toEqual(document);
    expect(document?.athletes).toBe(41);
    // The count, then a draw for each bin of three distributions.
    expect(draws).toEqual([1, ...Array<number>(5 + 6 + 5).fill(0.5)]);
    for (const one of Object.values(document!.distributions)) {
      expect(one?.shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    }
  });

  test('leaves a distribution out that noise has emptied', () => {
    let first = true;
    const document = benchmarkDocumentFrom(tallyOf(crowd(40)), WHEN, () => {
      const noise = first ? 0 : -40;
      first = false;
      return noise;
    });
    expect(document?.distributions.ramp).toBeNull();
  });

  test('spends no more on any athlete than it says', () => {
    fc.assert(
      fc.property(
        fc.array(measuresArbitrary, { maxLength: 50 }),
        measuresArbitrary,
        (others, one) => {
          const [without, withOne] = [tallyOf(others), tallyOf([...others, one])];
          const { countEpsilon, distributionEpsilon } = BENCHMARK_PRIVACY;
          // Noise of ε costs ε for every step between two true counts.
          let spent = countEpsilon * (withOne.athletes - without.athletes);
          for (const name of ['weeklyHours', 'ramp', 'coverage'] as const) {
            withOne.distributions[name].counts.forEach((count, bin) => {
              spent +=
                distributionEpsilon * Math.abs(count - without.distributions[name].counts[bin]!);
            });
          }
          const said = benchmarkDocumentFrom(tallyOf(crowd(40)), WHEN, noNoise)!.privacy.epsilon;
          expect(spent).toBeLessThanOrEqual(said);
          if (one.ramp !== null) expect(spent).toBe(said);
        },
      ),
    );
  });
});

describe('benchmarkStanding', () => {
  test('says how many train less, alike and more', () => {
    const { distributions } = benchmarkDocumentFrom(tallyOf(crowd(60)), WHEN, noNoise)!;
    const standing = benchmarkStanding(distributions.weeklyHours!, 4);
    expect(standing).toEqual({ less: 0.2, alike: 0.2, more: expect.closeTo(0.6, 12) as number });
  });

  test('takes values outside the edges into the first and last bin', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        const bin = binOf([0, 1, 2, 5], value);
        expect(bin).toBe(value < 1 ? 0 : value < 2 ? 1 : 2);
      }),
    );
  });
});
