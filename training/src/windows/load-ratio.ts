/**
 * A recent load over a habitual one; null while the habitual load is 0.
 * @example loadRatio(6, 4) // 1.5
 */
export function loadRatio(recent: number, habitual: number): number | null {
  return habitual === 0 ? null : recent / habitual;
}
