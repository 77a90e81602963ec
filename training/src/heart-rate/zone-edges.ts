import type { ThresholdSet } from '../documents/athlete-settings.ts';

const ZONE_PERCENTAGES = [50, 60, 70, 80, 90] as const;

/**
 * Lower edges of the five heart-rate zones in bpm, ascending.
 *
 * reserve: rest + p·(max − rest) (default) · max: p·max · custom: as given; p = 50, 60, 70, 80, 90 %
 *
 * @example zoneEdges({ restingHr: 50, maxHr: 190, zones: { method: 'reserve' } }) // [120, 134, 148, 162, 176]
 */
export function zoneEdges({
  restingHr,
  maxHr,
  zones,
}: Pick<ThresholdSet, 'restingHr' | 'maxHr' | 'zones'>): number[] {
  switch (zones.method) {
    // Multiplied before divided, so that 60 % of 140 is 84 and a whole edge stays whole.
    case 'reserve':
      return ZONE_PERCENTAGES.map((pct) => restingHr + (pct * (maxHr - restingHr)) / 100);
    case 'max':
      return ZONE_PERCENTAGES.map((pct) => (pct * maxHr) / 100);
    case 'custom':
      return [...zones.edges];
  }
}
