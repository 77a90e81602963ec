import type { LocalDay } from '../calendar/local-day.ts';
import { trainingRates } from '../coach/training-rates.ts';
import { datedRows } from '../divergence/dated-rows.ts';
import { RATE_DAYS } from '../divergence/trimp-per-minute-range.ts';
import type { GoalDocument } from '../documents/goal.ts';
import { equivalentMiles } from '../external-load/equivalent-miles.ts';
import { metresFromMiles } from '../external-load/length-units.ts';
import type { TrainingHistory } from '../ledger/training-history.ts';

type PlanSport = GoalDocument['sport'];

/** A leisurely hour of each sport, for athletes of whom no session is known. */
const USUAL_LOAD_PER_HOUR: Record<PlanSport, number> = {
  foot: 5.5,
  cycling: 3.5,
  swimming: 6,
  rowing: 8,
  skiTouring: 5,
};
const SPORT_TYPES: Record<PlanSport, string> = {
  foot: 'Run',
  cycling: 'Ride',
  swimming: 'Swim',
  rowing: 'Rowing',
  skiTouring: 'NordicSki',
};

/** What an hour of the goal's sport weighs for this athlete; `trimpPerHour` is null while unknown. */
export function plannedRate(
  history: TrainingHistory,
  sport: PlanSport,
  today: LocalDay,
): { loadMilesPerHour: number; trimpPerHour: number | null } {
  const rates = trainingRates(datedRows(history.ledgers, today, RATE_DAYS));
  const own = rates.find(({ family }) => family === sport);
  return {
    loadMilesPerHour: own?.loadMilesPerHour ?? USUAL_LOAD_PER_HOUR[sport],
    trimpPerHour: own?.trimpPerHour ?? null,
  };
}

/** A race as external load. @example raceLoadMiles('foot', 26.2) // 26.2 */
export function raceLoadMiles(sport: PlanSport, distanceMiles: number): number {
  const work = {
    sport: SPORT_TYPES[sport],
    distanceM: metresFromMiles(distanceMiles),
    movingTimeS: 0,
    perceivedEffort: null,
  };
  return equivalentMiles(work) ?? distanceMiles;
}
