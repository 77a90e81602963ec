import { dayOrdinal, dayTotals, localDay } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { barPath } from './bar-path.ts';
import { dayTicks } from './day-ticks.ts';
import { linePath, ribbonPath } from './line-path.ts';
import { valueTicks } from './value-ticks.ts';
import { monthColumns, yearCells } from './year-cells.ts';

const ordinal = (day: string) => dayOrdinal(localDay(day));

describe('valueTicks', () => {
  test.each([
    [230, [0, 100, 200, 300]],
    [1, [0, 0.5, 1]],
    [0, [0, 1]],
    [7.2, [0, 2.5, 5, 7.5]],
  ])('covers %d with round steps', (most, ticks) => expect(valueTicks(most)).toEqual(ticks));
});

describe('dayTicks', () => {
  test('names months over a quarter and years over ten years', () => {
    const quarter = dayTicks(ordinal('2026-08-25'), ordinal('2026-11-22'), 8);
    expect(quarter.map((tick) => tick.ordinal)).toEqual(
      ['2026-09-01', '2026-10-01', '2026-11-01'].map(ordinal),
    );
    const decade = dayTicks(ordinal('2017-03-04'), ordinal('2026-11-22'), 6);
    expect(decade.at(-1)?.label).toBe('2026');
  });
  test('never has more labels than fit', () => {
    for (const days of [7, 14, 30, 90, 365, 3653]) {
      const last = ordinal('2026-11-22');
      expect(dayTicks(last - days + 1, last, 4).length).toBeLessThanOrEqual(4);
    }
  });
});

describe('barPath', () => {
  const same = (value: number) => value;
  test('draws nothing for nothing, and never a negative bar', () => {
    expect(barPath([{ from: 0, to: 1, base: 0, height: 0 }], same, same, 0)).toBe('');
    expect(barPath([{ from: 0, to: 1, base: 0, height: -1 }], same, same, 0)).toBe('');
  });
  test('keeps a bar visible where days are narrower than the gap', () => {
    expect(barPath([{ from: 0, to: 1, base: 0, height: 5 }], same, same, 2)).toContain('h0.75');
  });
});

describe('linePath', () => {
  const same = (value: number) => value;
  test('breaks where a value is unknown instead of bridging it', () => {
    expect(linePath([1, 2, null, 3], 10, same, same)).toBe('M10.0 1.0L11.0 2.0M13.0 3.0');
  });
});

describe('ribbonPath', () => {
  const same = (value: number) => value;
  test('goes out along the high side, back along the low one, and closes', () => {
    const points = [
      { ordinal: 1, low: 0, high: 2 },
      { ordinal: 2, low: 1, high: 3 },
    ];
    expect(ribbonPath(points, same, same)).toBe('M1.0 2.0L2.0 3.0L2.0 1.0L1.0 0.0Z');
  });
  test('leaves a gap where the interval is unknown', () => {
    const known = { low: 0, high: 1 };
    const points = [
      { ordinal: 1, ...known },
      { ordinal: 2, low: null, high: null },
      { ordinal: 3, ...known },
    ];
    expect(ribbonPath(points, same, same).match(/Z/g)).toHaveLength(2);
  });
});

describe('yearCells', () => {
  const from = localDay('2026-01-05');
  const totals = dayTotals([], from, localDay('2026-02-02'));
  test('begins a column on Monday and shows rest as rest', () => {
    const cells = yearCells(totals, dayOrdinal(from), 0);
    expect(cells[0]).toMatchObject({ week: 0, weekday: 0, level: 'rest' });
    expect(cells[7]).toMatchObject({ week: 1, weekday: 0 });
    expect(monthColumns(cells)).toEqual([{ week: 3, ordinal: ordinal('2026-02-01') }]);
  });
  test('calls no day before the first session rest', () => {
    const cells = yearCells(totals, dayOrdinal(from), ordinal('2026-01-14'));
    expect(cells).toHaveLength(20);
    expect(cells[0]).toMatchObject({ ordinal: ordinal('2026-01-14'), week: 1, weekday: 2 });
  });
  test('tells a day whose load is unknown from a rest day', () => {
    totals.activityCount[1] = 1;
    expect(yearCells(totals, dayOrdinal(from), 0)[1]?.level).toBe('unknown');
  });
});
