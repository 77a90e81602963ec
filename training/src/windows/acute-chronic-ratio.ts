import { acuteLoad } from './acute-load.ts';
import { chronicLoad } from './chronic-load.ts';
import { loadRatio } from './load-ratio.ts';
import type { WindowSums } from './window-sums.ts';

/**
 * Acute:chronic workload ratio of a day, coupled: the acute week is part of the chronic window.
 *
 * ACWR = acute ÷ chronic
 *
 * Source: Gabbett 2016, Br J Sports Med 50(5):273-280. Its link to injury is contested (Impellizzeri
 * 2020; a cluster-randomised trial found no effect, RR 1.01).
 *
 * @param sums of external load or TRIMP
 * @returns null while chronic load is 0
 * @example acuteChronicRatio(windowSums(Array(28).fill(5)), 27) // 1
 */
export function acuteChronicRatio(sums: WindowSums, day: number): number | null {
  return loadRatio(acuteLoad(sums, day), chronicLoad(sums, day));
}
