const QUARTER_S = 900;

/**
 * Seconds the athlete's wall clock was ahead of UTC, from an activity message's two times. Null
 * unless they differ by a whole number of quarter hours between −12 h and +14 h: some devices write
 * zero or an unset clock. No difference is no evidence either, as devices that know no zone copy the
 * time.
 */
export function localOffsetS(time: number | null, localTime: number | null): number | null {
  if (time === null || localTime === null) return null;
  const offset = Math.round((localTime - time) / QUARTER_S) * QUARTER_S;
  if (Math.abs(localTime - time - offset) > 60) return null;
  return offset !== 0 && offset >= -12 * 3600 && offset <= 14 * 3600 ? offset : null;
}
