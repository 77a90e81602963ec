import { dayFromOrdinal, dayOrdinal, localDay } from '@training-monkey/training';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barSpans, barWidth, spanMeans, spanSums, type BarWidth } from './bar-spans.ts';

const ordinal = (day: string) => dayOrdinal(localDay(day));
const widths: BarWidth[] = ['day', 'week', 'month'];

describe('barSpans', () => {
  test('begins a week on Monday and a month on its first', () => {
    const [first, second] = barSpans(ordinal('2026-11-19'), ordinal('2026-12-31'), 'week');
    expect(dayFromOrdinal(first!.to)).toBe('2026-11-23');
    expect(second).toEqual({ from: ordinal('2026-11-23'), to: ordinal('2026-11-30') });
    const months = barSpans(ordinal('2024-01-31'), ordinal('2024-03-01'), 'month');
    expect(months.map(({ from }) => dayFromOrdinal(from))).toEqual([
      '2024-01-31',
      '2024-02-01',
      '2024-03-01',
    ]);
  });
  test('covers every day once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 800_000 }),
        fc.nat(900),
        fc.constantFrom(...widths),
        (first, days, width) => {
          const spans = barSpans(first, first + days, width);
          expect(spans[0]?.from).toBe(first);
          expect(spans.at(-1)?.to).toBe(first + days + 1);
          spans.slice(1).forEach((span, i) => expect(span.from).toBe(spans[i]?.to));
        },
      ),
    );
  });
  test('widens with the range', () => {
    expect([7, 90, 365, 3653].map(barWidth)).toEqual(['day', 'day', 'week', 'month']);
  });
});

describe('spanMeans', () => {
  test('is a mean a day, so that a short week does not look like rest', () => {
    const spans = [
      { from: 10, to: 12 },
      { from: 12, to: 16 },
    ];
    expect(spanMeans([2, 4, 1, 1, 1, 1], 10, spans)).toEqual([3, 1]);
    expect(spanSums([2, 4, 1, 1, 1, 1], 10, spans)).toEqual([6, 4]);
  });
});
