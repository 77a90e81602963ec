/**
 * How much more was trained than before, relative to before; null when nothing was.
 *
 * ramp = hours of these four weeks ÷ hours of the four weeks before − 1
 *
 * @returns −1 for stopping altogether, 0 for no change, 0.1 for a tenth more
 * @throws RangeError if either is negative
 * @example volumeRamp(33, 30) // 0.1
 */
export function volumeRamp(hours: number, hoursBefore: number): number | null {
  if (!(hours >= 0 && hoursBefore >= 0)) {
    throw new RangeError(
      `volumeRamp requires hours of at least 0, got ${hours} after ${hoursBefore}`,
    );
  }
  return hoursBefore === 0 ? null : hours / hoursBefore - 1;
}
