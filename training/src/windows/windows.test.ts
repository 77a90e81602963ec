import { describe, expect, test } from 'vitest';
import { acuteChronicRatio } from './acute-chronic-ratio.ts';
import { acuteLoad } from './acute-load.ts';
import { chronicLoad } from './chronic-load.ts';
import { decayedChronicLoad } from './decayed-chronic-load.ts';
import { exponentialAverages } from './exponential-averages.ts';
import { fitnessFatigueForm } from './fitness-fatigue-form.ts';
import { loadRatio } from './load-ratio.ts';
import { monotonyAndStrain } from './monotony-and-strain.ts';
import { uncoupledAcuteChronicRatio } from './uncoupled-acute-chronic-ratio.ts';
import { windowSum } from './window-sum.ts';
import { windowSums } from './window-sums.ts';

const equalDays = (days: number, load = 10) => Array<number>(days).fill(load);
const WEEK = [5, 6, 0, 8, 4, 10, 9];

describe('windowSum', () => {
  test('includes the last day and exactly as many days as asked', () => {
    expect(windowSum([1, 2, 3, 4], 3, 2)).toBe(7);
    expect(windowSum([1, 2, 3, 4], 1, 7)).toBe(3);
    expect(windowSum([1, 2, 3, 4], -1, 7)).toBe(0);
  });
});

describe('acuteLoad and chronicLoad', () => {
  test('divide by the whole window even while the history is short', () => {
    expect(acuteLoad(windowSums(WEEK), 6)).toBe(6);
    expect(chronicLoad(windowSums(WEEK), 6)).toBe(1.5);
  });
  test('forget a day after 7 and after 28 days', () => {
    const once = [28, ...equalDays(40, 0)];
    expect(acuteLoad(windowSums(once), 6)).toBe(4);
    expect(acuteLoad(windowSums(once), 7)).toBe(0);
    expect(chronicLoad(windowSums(once), 27)).toBe(1);
    expect(chronicLoad(windowSums(once), 28)).toBe(0);
  });
});

describe('acuteChronicRatio', () => {
  test('of equal days is 1', () => {
    expect(acuteChronicRatio(windowSums(equalDays(28)), 27)).toBe(1);
    expect(uncoupledAcuteChronicRatio(windowSums(equalDays(28)), 27)).toBe(1);
  });
  test('is null without chronic load, and 0 after a week of rest', () => {
    expect(acuteChronicRatio(windowSums(equalDays(28, 0)), 27)).toBeNull();
    expect(acuteChronicRatio(windowSums([...equalDays(21), ...equalDays(7, 0)]), 27)).toBe(0);
  });
  test('is 4 when all training fell into the last week; uncoupled it is null', () => {
    const suddenly = [...equalDays(21, 0), ...equalDays(7)];
    expect(acuteChronicRatio(windowSums(suddenly), 27)).toBe(4);
    expect(uncoupledAcuteChronicRatio(windowSums(suddenly), 27)).toBeNull();
  });
});

describe('loadRatio', () => {
  test('is null over nothing', () => {
    expect(loadRatio(6, 4)).toBe(1.5);
    expect(loadRatio(0, 4)).toBe(0);
    expect(loadRatio(6, 0)).toBeNull();
  });
});

describe('exponentialAverages', () => {
  test('begin with the first day', () => {
    expect([...exponentialAverages([10, 0], 7)]).toEqual([10, 7.5]);
    expect([...exponentialAverages([], 7)]).toEqual([]);
  });
  test('of equal days stay there', () => {
    expect(exponentialAverages(equalDays(60), 28).at(-1)).toBeCloseTo(10, 12);
  });
  test('refuse a span below a day', () => {
    expect(() => exponentialAverages([1], 0)).toThrow(
      'exponentialAverages requires a span of at least 1 day, got 0',
    );
  });
});

describe('decayedChronicLoad', () => {
  const gently = { windowDays: 42, lambda: 0.05 };
  test('of equal days is their load', () => {
    expect(decayedChronicLoad(equalDays(90), 89, gently)).toBeCloseTo(10, 12);
  });
  test('weighs each day e^(−λ · days ago), rest days included', () => {
    const twoDays = [...equalDays(40, 0), 100, 0];
    const weights = Array.from({ length: 28 }, (_, daysAgo) => Math.exp(-0.1 * daysAgo));
    const expected = (100 * weights[1]!) / weights.reduce((a, b) => a + b);
    expect(decayedChronicLoad(twoDays, 41, { windowDays: 28, lambda: 0.1 })).toBeCloseTo(
      expected,
      12,
    );
  });
  test('forgets what lies outside its window', () => {
    const longAgo = [500, ...equalDays(42, 0)];
    expect(decayedChronicLoad(longAgo, 42, gently)).toBe(0);
    expect(decayedChronicLoad(longAgo, 41, gently)).toBeGreaterThan(0);
  });
  test.each([
    [{ windowDays: 27, lambda: 0.05 }, 'windowDays of 28 to 90, got 27'],
    [{ windowDays: 91, lambda: 0.05 }, 'windowDays of 28 to 90, got 91'],
    [{ windowDays: 42, lambda: 0.009 }, 'lambda of 0.01 to 0.20, got 0.009'],
    [{ windowDays: 42, lambda: 0.21 }, 'lambda of 0.01 to 0.20, got 0.21'],
  ])('refuses %j', (decay, reason) => {
    expect(() => decayedChronicLoad([1], 0, decay)).toThrow(
      new RangeError(`decayedChronicLoad requires ${reason}`),
    );
  });
});

describe('fitnessFatigueForm', () => {
  test('answers one hard day with 1 − e^(−1/τ) of it, and form a day later', () => {
    const { fitness, fatigue, form } = fitnessFatigueForm([100, 0]);
    expect(fitness[0]).toBeCloseTo(100 * (1 - Math.exp(-1 / 42)), 12);
    expect(fitness[0]).toBeCloseTo(2.3528, 4);
    expect(fatigue[0]).toBeCloseTo(100 * (1 - Math.exp(-1 / 7)), 12);
    expect(form[0]).toBe(0);
    expect(form[1]).toBeCloseTo(fitness[0]! - fatigue[0]!, 12);
  });
  test('decays by e^(−1/τ) a rest day', () => {
    const { fitness } = fitnessFatigueForm([100, ...equalDays(42, 0)]);
    expect(fitness[42]! / fitness[0]!).toBeCloseTo(Math.exp(-1), 12);
  });
  test('settles at the load of equal days, with form 0', () => {
    const { fitness, fatigue, form } = fitnessFatigueForm(equalDays(1000));
    expect(fitness.at(-1)).toBeCloseTo(10, 6);
    expect(fatigue.at(-1)).toBeCloseTo(10, 6);
    expect(form.at(-1)).toBeCloseTo(0, 6);
  });
});

describe('monotonyAndStrain', () => {
  test('of a constant week is capped at 10', () => {
    expect(monotonyAndStrain(equalDays(7), 6)).toEqual({ monotony: 10, strain: 700 });
    expect(monotonyAndStrain(equalDays(7, 0.1), 6).monotony).toBe(10);
  });
  test('of an almost constant week is capped at 10 as well', () => {
    expect(monotonyAndStrain([10, 10, 10, 10, 10, 10, 10.1], 6).monotony).toBe(10);
  });
  test('is unknown in a week without load', () => {
    expect(monotonyAndStrain(equalDays(7, 0), 6)).toEqual({ monotony: null, strain: null });
  });
  test('takes days before the first as rest', () => {
    expect(monotonyAndStrain([70], 0)).toEqual(monotonyAndStrain([0, 0, 0, 0, 0, 0, 70], 6));
  });
});
