import type { UnifiedMetrics } from '../documents/unified-metrics.ts';

/** How much longer than usual a run was. */
export type RunSpike = NonNullable<UnifiedMetrics['runSpike']>;

/** Days before today in which the longest run is looked for. */
export const RUN_SPIKE_DAYS = 30;

const STEPS = [
  { upTo: 1.1, spike: 'none' },
  { upTo: 1.3, spike: 'small' },
  { upTo: 2.0, spike: 'large' },
] as const;

/** Hazard of an overuse injury against a run of at most 1.10 × the longest of the 30 days before. */
export const RUN_SPIKE_HAZARD = {
  none: 1,
  small: 1.64,
  large: 1.52,
  extreme: 2.28,
} as const satisfies Record<RunSpike, number>;

/**
 * Size of the step from the longest run of the 30 days before to today's.
 *
 * Source: Frandsen et al. 2025, Br J Sports Med (5,205 runners): ≤ 1.10 none; ≤ 1.30 hazard 1.64;
 * ≤ 2.00 hazard 1.52; above 2.28.
 *
 * @returns null if the ratio is: no run today, or none before
 * @example runSpike(1.25) // 'small'
 */
export function runSpike(ratio: number | null): RunSpike | null {
  if (ratio === null) return null;
  return STEPS.find(({ upTo }) => ratio <= upTo)?.spike ?? 'extreme';
}
