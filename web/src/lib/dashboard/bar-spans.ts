import { dayFromOrdinal } from '@training-monkey/training';

export type BarWidth = 'day' | 'week' | 'month';

/** A stretch of days that share a bar: ordinals, `to` not included. */
export interface BarSpan {
  from: number;
  to: number;
}

/** Bars of readable width: days up to a quarter, weeks up to two years, months beyond. */
export function barWidth(days: number): BarWidth {
  return days <= 100 ? 'day' : days <= 800 ? 'week' : 'month';
}

/** Cuts days into bars; the first and the last may be shorter than a whole week or month. */
export function barSpans(first: number, last: number, width: BarWidth): BarSpan[] {
  const spans: BarSpan[] = [];
  for (let from = first; from <= last;) {
    const to = Math.min(last + 1, nextStart(from, width));
    spans.push({ from, to });
    from = to;
  }
  return spans;
}

function nextStart(ordinal: number, width: BarWidth): number {
  if (width === 'day') return ordinal + 1;
  // 0001-01-01, ordinal 1, was a Monday.
  if (width === 'week') return ordinal + 7 - ((ordinal - 1) % 7);
  const [year, month, day] = dayFromOrdinal(ordinal).split('-').map(Number) as [
    number,
    number,
    number,
  ];
  return ordinal + new Date(Date.UTC(year, month, 0)).getUTCDate() - day + 1;
}

/** Mean a day of each bar, so that bars of any width share one scale with the daily lines. */
export function spanMeans(
  column: ArrayLike<number>,
  first: number,
  spans: readonly BarSpan[],
): number[] {
  return spans.map(({ from, to }) => {
    let sum = 0;
    for (let d = from; d < to; d++) sum += column[d - first] ?? 0;
    return sum / (to - from);
  });
}

/** Sum of each bar. */
export function spanSums(
  column: ArrayLike<number>,
  first: number,
  spans: readonly BarSpan[],
): number[] {
  return spanMeans(column, first, spans).map((mean, i) => {
    const span = spans[i];
    return span === undefined ? 0 : mean * (span.to - span.from);
  });
}
