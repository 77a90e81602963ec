import { addDays, dayOrdinal, daysBetween, type LocalDay } from '../calendar/local-day.ts';
import type { GoalDocument } from '../documents/goal.ts';
import type { PlanPhase } from '../documents/plan.ts';

/** Weeks of a plan without a race day. */
const FIT_WEEKS = 8;
/** Longest plan; a race further away is planned as it comes nearer. */
const MOST_WEEKS = 52;
const RECOVERY_EVERY = 4;

/** 0 on Monday to 6 on Sunday. @example weekdayOf(localDay('2025-03-10')) // 0 */
export function weekdayOf(day: LocalDay): number {
  return (dayOrdinal(day) + 6) % 7;
}

/** The Monday of a day's week. */
export function mondayOf(day: LocalDay): LocalDay {
  return addDays(day, -weekdayOf(day));
}

/** The last day that a plan made on a day reaches. A race that is over is no aim any more. */
export function planEnd({ aim }: Pick<GoalDocument, 'aim'>, today: LocalDay): LocalDay {
  const longest = addDays(mondayOf(today), 7 * MOST_WEEKS - 1);
  if (aim.kind === 'race' && aim.raceDay >= today) {
    return aim.raceDay < longest ? aim.raceDay : longest;
  }
  return addDays(mondayOf(today), 7 * FIT_WEEKS - 1);
}

export interface PlanWeek {
  phase: PlanPhase;
  isRecovery: boolean;
  /** Part of the peak week's load in a taper, the race left out; 1 elsewhere. */
  taper: number;
}

/**
 * What a week is for, counted back from the race, so that planning anew on any day finds the same
 * weeks: two weeks of taper (one when
 * the race is near), eight weeks of build before them, base before that, every fourth week easier. A plan
 * without a race is all base.
 *
 * @param monday of the week
 * @param start Monday of the week in which the plan begins
 */
export function planWeek(
  { aim }: Pick<GoalDocument, 'aim'>,
  monday: LocalDay,
  start: LocalDay,
): PlanWeek {
  if (aim.kind === 'fit' || mondayOf(aim.raceDay) < start) {
    const isRecovery = Math.floor((dayOrdinal(monday) + 6) / 7) % RECOVERY_EVERY === 0;
    return { phase: 'base', isRecovery, taper: 1 };
  }
  const raceWeek = mondayOf(aim.raceDay);
  const weeksLeft = daysBetween(monday, raceWeek) / 7;
  const taperWeeks = daysBetween(start, raceWeek) / 7 >= 5 ? 2 : 1;
  if (weeksLeft < taperWeeks) {
    return { phase: 'taper', isRecovery: false, taper: weeksLeft === 0 ? 0.45 : 0.7 };
  }
  const untilTaper = weeksLeft - taperWeeks + 1;
  return {
    phase: untilTaper <= 8 ? 'build' : 'base',
    isRecovery: untilTaper % RECOVERY_EVERY === 0,
    taper: 1,
  };
}
