const METRES_PER_MILE = 1609.344;
const FEET_PER_METRE = 3.28084;

/** @example milesFromMetres(1609.344) // 1 */
export const milesFromMetres = (metres: number): number => metres / METRES_PER_MILE;

/** @example metresFromMiles(1) // 1609.344 */
export const metresFromMiles = (miles: number): number => miles * METRES_PER_MILE;

/** @example feetFromMetres(100) // 328.084 */
export const feetFromMetres = (metres: number): number => metres * FEET_PER_METRE;

/** @example metresFromFeet(328.084) // 100 */
export const metresFromFeet = (feet: number): number => feet / FEET_PER_METRE;
