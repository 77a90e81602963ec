/** Fewer are never published. */
export const SMALLEST_COHORT = 20;

/**
 * What a publication may tell about any one athlete. Each athlete is in one cohort at most, once in
 * its count and once in each of its three distributions, so the losses of these four add up.
 */
export const BENCHMARK_PRIVACY = {
  countEpsilon: 1,
  distributionEpsilon: 0.5,
  /** Chance that a cohort of just 20 is published, which tells that each of them is in it. */
  delta: 1e-5,
} as const;

/** @example publicationEpsilon(3) // 2.5 */
export function publicationEpsilon(distributions: number): number {
  return BENCHMARK_PRIVACY.countEpsilon + distributions * BENCHMARK_PRIVACY.distributionEpsilon;
}

/**
 * The least noisy count with which a cohort is published.
 *
 * Since a cohort of 19 never is, seeing one of 20 would tell that each of them is in it. The threshold
 * therefore lies so far above 20 that this happens with a chance of at most delta: by the smallest m
 * with α^m ÷ (1 + α) ≤ δ, α = e^(−ε).
 *
 * @example publicationThreshold() // 32
 */
export function publicationThreshold(): number {
  const { countEpsilon, delta } = BENCHMARK_PRIVACY;
  const alpha = Math.exp(-countEpsilon);
  return SMALLEST_COHORT + Math.ceil(Math.log(delta * (1 + alpha)) / -countEpsilon);
}
