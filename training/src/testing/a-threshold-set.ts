import { localDay } from '../calendar/local-day.ts';
import type { ThresholdSet } from '../documents/athlete-settings.ts';

/** Rest 50, max 190, male; tests change what they are about. */
export function aThresholdSet(changes: Partial<ThresholdSet> = {}): ThresholdSet {
  return {
    from: localDay('1970-01-01'),
    restingHr: 50,
    maxHr: 190,
    gender: 'male',
    zones: { method: 'reserve' },
    ...changes,
  };
}
