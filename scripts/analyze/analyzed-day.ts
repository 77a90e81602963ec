import type { DailyMetrics } from '@training-monkey/training';

/** What is printed of a day, in this order. */
const DAY_COLUMNS = [
  'day',
  'sessions',
  'totalLoadMiles',
  'trimp',
  'acuteLoad',
  'chronicLoad',
  'acwr',
  'acuteTrimp',
  'chronicTrimp',
  'trimpAcwr',
  'normalizedDivergence',
  'naiveDivergence',
  'coverageAcute',
  'coverageChronic',
  'uncoupledAcwr',
  'uncoupledTrimpAcwr',
  'ewmaAcwr',
  'ewmaTrimpAcwr',
  'fitness',
  'fatigue',
  'form',
  'monotony',
  'strain',
] as const satisfies readonly (keyof DailyMetrics)[];

export type AnalyzedDay = Pick<DailyMetrics, (typeof DAY_COLUMNS)[number]>;

export const analyzedDay = (metrics: DailyMetrics): AnalyzedDay =>
  Object.fromEntries(DAY_COLUMNS.map((column) => [column, metrics[column]])) as AnalyzedDay;

/** The days as CSV; unknown is an empty cell. */
export function daysAsCsv(days: readonly AnalyzedDay[]): string {
  const lines = days.map((day) => DAY_COLUMNS.map((column) => day[column] ?? '').join(','));
  return [DAY_COLUMNS.join(','), ...lines].join('\n');
}
