import { SPORT_FAMILIES, type SportFamily } from '../sport/sport-family.ts';

/**
 * The sport that took the most time; of equal ones the first in the order of `SPORT_FAMILIES`.
 *
 * @returns null without any time
 * @example mainSport(new Map([['foot', 3600], ['cycling', 7200]])) // 'cycling'
 */
export function mainSport(timeBySport: ReadonlyMap<SportFamily, number>): SportFamily | null {
  let main: SportFamily | null = null;
  let most = 0;
  for (const sport of SPORT_FAMILIES) {
    const time = timeBySport.get(sport) ?? 0;
    if (time > most) [main, most] = [sport, time];
  }
  return main;
}
