/** Speeds up to which a divisor holds, in mph, slowest first. */
const BANDS = [
  { upToMph: 12, divisor: 4.0 },
  { upToMph: 16, divisor: 3.5 },
  { upToMph: 20, divisor: 2.9 },
] as const;
const FASTEST_DIVISOR = 2.4;
/** Keeps a speed that is 12 mph but for the last binary digit in its band. */
const ROUNDING_MPH = 1e-9;

/**
 * Miles on a bicycle that weigh as much as one mile of running: 4.0 up to 12 mph or when the speed
 * is unknown, 3.5 up to 16, 2.9 up to 20, 2.4 above.
 *
 * Source: house rule of this project, in steps after the oxygen cost of cycling at speed.
 *
 * @param speedMph average moving speed; null when unknown
 * @example cyclingMilesPerRunningMile(15) // 3.5
 */
export function cyclingMilesPerRunningMile(speedMph: number | null): number {
  if (speedMph === null) return BANDS[0].divisor;
  const band = BANDS.find(({ upToMph }) => speedMph <= upToMph + ROUNDING_MPH);
  return band?.divisor ?? FASTEST_DIVISOR;
}
