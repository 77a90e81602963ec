import { dayFromOrdinal, type DayTotals } from '@training-monkey/training';

export interface YearCell {
  ordinal: number;
  week: number;
  /** 0 Monday to 6 Sunday. */
  weekday: number;
  /** `rest` has no session, `unknown` only sessions without external load, 1–4 are quarters. */
  level: 'rest' | 'unknown' | 1 | 2 | 3 | 4;
}

/** 0001-01-01, ordinal 1, was a Monday. */
const weekdayOf = (ordinal: number) => (ordinal - 1) % 7;

/**
 * A calendar of days, one column a week, without those before `start`, of which nothing is known.
 * The levels are quarters of the athlete's own loads, so that one long ride does not turn the rest
 * of the year pale.
 */
export function yearCells(totals: DayTotals, first: number, start: number): YearCell[] {
  const loads = [...totals.totalLoadMiles].filter((load) => load > 0).sort((a, b) => a - b);
  const quarter = (share: number) => loads[Math.floor(loads.length * share)] ?? Infinity;
  const edges = [quarter(0.25), quarter(0.5), quarter(0.75)];
  const firstMonday = first - weekdayOf(first);
  const cells = Array.from({ length: totals.length }, (_, d): YearCell => {
    const ordinal = first + d;
    const load = totals.totalLoadMiles[d] ?? 0;
    const above = edges.filter((edge) => load >= edge).length;
    const level =
      (totals.activityCount[d] ?? 0) === 0
        ? 'rest'
        : (totals.externalCount[d] ?? 0) === 0
          ? 'unknown'
          : ((above + 1) as 1 | 2 | 3 | 4);
    return {
      ordinal,
      week: Math.floor((ordinal - firstMonday) / 7),
      weekday: weekdayOf(ordinal),
      level,
    };
  });
  return cells.filter((cell) => cell.ordinal >= start);
}

/** Columns in which a month begins, for the labels on top. */
export function monthColumns(cells: readonly YearCell[]): { week: number; ordinal: number }[] {
  return cells
    .filter((cell) => dayFromOrdinal(cell.ordinal).endsWith('-01'))
    .map(({ week, ordinal }) => ({ week, ordinal }));
}
