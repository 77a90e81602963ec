import { acuteLoad } from './acute-load.ts';
import { loadRatio } from './load-ratio.ts';
import { ACUTE_DAYS, CHRONIC_DAYS } from './window-sum.ts';
import type { WindowSums } from './window-sums.ts';

/**
 * Uncoupled acute:chronic ratio of a day D: mean of [D−6, D] ÷ mean of [D−27, D−7]. Coupled c and
 * uncoupled u obey c = 4u/(u + 3). Shown as an alternative.
 *
 * Source: Lolli et al. 2019, Br J Sports Med 53(15):921-922; Windt & Gabbett 2018.
 *
 * @param sums of external load or TRIMP
 * @returns null while the 21 days before hold no load
 * @example uncoupledAcuteChronicRatio(windowSums([...Array(21).fill(4), ...Array(7).fill(5)]), 27) // 1.25
 */
export function uncoupledAcuteChronicRatio(sums: WindowSums, day: number): number | null {
  return loadRatio(acuteLoad(sums, day), sums.before[day]! / (CHRONIC_DAYS - ACUTE_DAYS));
}
