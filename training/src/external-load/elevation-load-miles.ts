/**
 * Climb as running-equivalent miles: feet ÷ feet per mile.
 *
 * @param feetPerMile null where climb weighs nothing in this sport
 * @returns miles; 0 where climb weighs nothing or was not recorded
 * @throws RangeError if feetPerMile is not above 0
 * @example elevationLoadMiles(3000, 750) // 4
 */
export function elevationLoadMiles(
  elevationGainFeet: number | null,
  feetPerMile: number | null,
): number {
  if (feetPerMile === null || elevationGainFeet === null) return 0;
  if (!(feetPerMile > 0)) {
    throw new RangeError(`elevationLoadMiles requires feetPerMile above 0, got ${feetPerMile}`);
  }
  return elevationGainFeet / feetPerMile;
}
