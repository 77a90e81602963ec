/**
 * Session RPE: minutes × perceived effort on the CR-10 scale. An alternative to compare TRIMP with.
 *
 * Source: Foster et al. 2001, J Strength Cond Res 15(1):109-115.
 *
 * @returns load in arbitrary units (AU); null when no effort was given
 * @throws RangeError if the effort lies outside 0..10
 * @example sessionRpeLoad(45, 6) // 270
 */
export function sessionRpeLoad(durationMin: number, perceivedEffort: number | null): number | null {
  if (perceivedEffort === null) return null;
  if (!(perceivedEffort >= 0 && perceivedEffort <= 10)) {
    throw new RangeError(
      `sessionRpeLoad requires an effort between 0 and 10, got ${perceivedEffort}`,
    );
  }
  return durationMin * perceivedEffort;
}
