import { acuteLoad } from './acute-load.ts';
import { loadRatio } from './load-ratio.ts';
import { ACUTE_DAYS, CHRONIC_DAYS, windowSum } from './window-sum.ts';

/**
 * Uncoupled acute:chronic ratio of a day D: mean of [D−6, D] ÷ mean of [D−27, D−7]. Coupled c and
 * uncoupled u obey c = 4u/(u + 3). Shown as an alternative.
 *
 * Source: Lolli et al. 2019, Br J Sports Med 53(15):921-922; Windt & Gabbett 2018.
 *
 * @param dailyLoads one element a calendar day, oldest first
 * @returns null while the 21 days before hold no load
 */
export function uncoupledAcuteChronicRatio(
  dailyLoads: ArrayLike<number>,
  day: number,
): number | null {
  const daysBefore = CHRONIC_DAYS - ACUTE_DAYS;
  const before = windowSum(dailyLoads, day - ACUTE_DAYS, daysBefore) / daysBefore;
  return loadRatio(acuteLoad(dailyLoads, day), before);
}
