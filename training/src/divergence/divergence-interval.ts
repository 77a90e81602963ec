import type { Gender } from '../documents/athlete-settings.ts';
import type { SportFamily } from '../sport/sport-family.ts';
import { loadRatio } from '../windows/load-ratio.ts';
import { ACUTE_DAYS, CHRONIC_DAYS } from '../windows/window-sum.ts';
import type { DatedRow } from './dated-rows.ts';
import { normalizedDivergence } from './normalized-divergence.ts';
import { trimpPerMinuteRange, type TrimpPerMinuteRange } from './trimp-per-minute-range.ts';

/** Where the divergence would lie if every heart rate were known; both null together. */
export interface DivergenceInterval {
  low: number | null;
  high: number | null;
}

interface WindowLoads {
  external: number;
  internalIfEasy: number;
  internalIfHard: number;
}

function windowLoads(
  rows: readonly DatedRow[],
  days: number,
  rangeOf: (family: SportFamily) => TrimpPerMinuteRange,
): WindowLoads {
  const loads: WindowLoads = { external: 0, internalIfEasy: 0, internalIfHard: 0 };
  for (const row of rows) {
    if (row.daysAgo >= days || row.equivalentMiles === null) continue;
    loads.external += row.equivalentMiles + (row.elevationLoadMiles ?? 0);
    if (row.trimp !== null) {
      loads.internalIfEasy += row.trimp;
      loads.internalIfHard += row.trimp;
      continue;
    }
    const { low, high } = rangeOf(row.sportFamily);
    loads.internalIfEasy += (row.movingTimeS / 60) * low;
    loads.internalIfHard += (row.movingTimeS / 60) * high;
  }
  loads.external /= days;
  loads.internalIfEasy /= days;
  loads.internalIfHard /= days;
  return loads;
}

/**
 * Divergence over all activities with external load, missing TRIMP filled in once as if each had
 * been easy and once as if each had been hard for this athlete (`trimpPerMinuteRange`).
 *
 * An activity without external load can be filled on neither side and stays out.
 *
 * @param rows the counted activities of the last 180 days
 * @param gender of the thresholds in force, for the fallback
 * @returns both null while either ratio is
 */
export function divergenceInterval(rows: readonly DatedRow[], gender: Gender): DivergenceInterval {
  const ranges = new Map<SportFamily, TrimpPerMinuteRange>();
  const rangeOf = (family: SportFamily) => {
    const range = ranges.get(family) ?? trimpPerMinuteRange(rows, family, gender);
    ranges.set(family, range);
    return range;
  };
  const acute = windowLoads(rows, ACUTE_DAYS, rangeOf);
  const chronic = windowLoads(rows, CHRONIC_DAYS, rangeOf);
  const external = loadRatio(acute.external, chronic.external);
  const ifEasy = normalizedDivergence(
    external,
    loadRatio(acute.internalIfEasy, chronic.internalIfEasy),
  );
  const ifHard = normalizedDivergence(
    external,
    loadRatio(acute.internalIfHard, chronic.internalIfHard),
  );
  if (ifEasy === null || ifHard === null) return { low: null, high: null };
  return { low: Math.min(ifEasy, ifHard), high: Math.max(ifEasy, ifHard) };
}
