import type { DayLoads } from '../ledger/day-loads.ts';
import { windowSums, type WindowSums } from './window-sums.ts';

const SUMMED = [
  'activityCount',
  'matchedCount',
  'totalLoadMiles',
  'trimp',
  'matchedLoadMiles',
  'matchedTrimp',
  'movingTimeS',
  'matchedMovingTimeS',
] as const satisfies readonly (keyof DayLoads)[];

/** The windows of every day that ratios and divergence rest on. */
export type RollingSums = Record<(typeof SUMMED)[number], WindowSums>;

/** Sums day loads over their windows, once for whatever is made of them. */
export function rollingSums(loads: DayLoads): RollingSums {
  return Object.fromEntries(
    SUMMED.map((column) => [column, windowSums(loads[column])]),
  ) as RollingSums;
}
