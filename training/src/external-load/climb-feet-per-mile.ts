import type { SportFamily } from '../sport/sport-family.ts';

const CYCLING = 1100;
const SKI_TOURING = 500;

/**
 * Feet of climb that weigh as much as a running-equivalent mile; null where climb weighs nothing.
 *
 * On foot it is the athlete's choice: 750 (house rule), 528 (100 m per km effort), 667 (Naismith).
 *
 * @example climbFeetPerMile('cycling', 750) // 1100
 */
export function climbFeetPerMile(family: SportFamily, footFeetPerMile: number): number | null {
  switch (family) {
    case 'foot':
      return footFeetPerMile;
    case 'cycling':
      return CYCLING;
    case 'skiTouring':
      return SKI_TOURING;
    case 'swimming':
    case 'rowing':
    case 'strength':
    case 'other':
      return null;
  }
}
