import {
  banisterTrimp,
  heartRateReserveFraction,
  trimpWeight,
  type ThresholdSet,
} from '@training-monkey/training';

export interface WorkedTrimp {
  bpm: number;
  fraction: number;
  weight: number;
  trimp: number;
}

/** An hour at 70 % of an athlete's heart-rate reserve, step by step. */
export function workedTrimp(set: ThresholdSet): WorkedTrimp {
  const bpm = Math.round(set.restingHr + 0.7 * (set.maxHr - set.restingHr));
  const fraction = heartRateReserveFraction(bpm, set);
  const { gender } = set;
  return {
    bpm,
    fraction,
    weight: trimpWeight(fraction, gender),
    trimp: banisterTrimp({ durationMin: 60, heartRateReserveFraction: fraction, gender }),
  };
}
