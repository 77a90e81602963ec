/**
 * How far work and cardiac cost drift apart.
 *
 * d = (E − I) / ((E + I)/2)   with E the external and I the internal acute:chronic ratio
 *
 * Positive: work rose faster than cardiac cost (fresh). Negative: the heart pays more than the work
 * explains (fatigue, heat, illness). Source: house rule of this project.
 *
 * @returns −2…+2; 0 when both are 0, as after a week of rest; null if either is null
 * @throws RangeError if a ratio is negative
 * @example normalizedDivergence(1.3, 1.0) // 0.260870
 */
export function normalizedDivergence(
  externalRatio: number | null,
  internalRatio: number | null,
): number | null {
  if (externalRatio === null || internalRatio === null) return null;
  if (!(externalRatio >= 0 && internalRatio >= 0)) {
    throw new RangeError(
      `normalizedDivergence requires ratios of at least 0, got ${externalRatio} and ${internalRatio}`,
    );
  }
  if (externalRatio === 0 && internalRatio === 0) return 0;
  return (externalRatio - internalRatio) / ((externalRatio + internalRatio) / 2);
}
