import type { HeartRateHistogram } from '../documents/activity-facts.ts';
import type { ThresholdSet } from '../documents/athlete-settings.ts';
import { zoneEdges } from './zone-edges.ts';

/** Seconds in zones 1–5. */
export type ZoneSeconds = [number, number, number, number, number];

/**
 * Seconds in each of the five heart-rate zones.
 *
 * A zone holds its lower edge and ends below the next one; zone 5 has no upper edge, so time above
 * the maximum is kept; time below zone 1 is in no zone.
 *
 * @example timeInZones({ firstBpm: 133, seconds: [60, 30] },
 *   { restingHr: 50, maxHr: 190, zones: { method: 'reserve' } }) // [60, 30, 0, 0, 0]
 */
export function timeInZones(
  histogram: HeartRateHistogram,
  thresholds: Pick<ThresholdSet, 'restingHr' | 'maxHr' | 'zones'>,
): ZoneSeconds {
  const edges = zoneEdges(thresholds);
  const zones: ZoneSeconds = [0, 0, 0, 0, 0];
  histogram.seconds.forEach((seconds, i) => {
    const zone = edges.findLastIndex((edge) => edge <= histogram.firstBpm + i);
    if (zone >= 0) zones[zone]! += seconds;
  });
  return zones;
}
