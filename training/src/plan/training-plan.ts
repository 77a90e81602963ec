import { addDays, type LocalDay } from '../calendar/local-day.ts';
import { dayTotals } from '../ledger/day-totals.ts';
import type { AthleteSettings } from '../documents/athlete-settings.ts';
import type { GoalDocument } from '../documents/goal.ts';
import type { PlannedSession } from '../documents/plan.ts';
import type { TrainingHistory } from '../ledger/training-history.ts';
import { RISK_STYLE_LIMITS } from '../risk/risk-style-limits.ts';
import { mondayOf, planEnd, planWeek, type PlanWeek } from './plan-week.ts';
import { plannedRate, raceLoadMiles } from './planned-rate.ts';
import { simulatedDays, type SimulatedDays } from './simulated-days.ts';
import { weekPattern } from './week-pattern.ts';

/** A week may grow by so much over the heaviest of the four before it. */
const RAMP = 1.08;
const RECOVERY = 0.65;
/** Longest run over the longest of the 30 days before: just below the spike limit of 1.1. */
const LONGEST_RUN = 1.1;
/** Sessions are planned to be at least as long, and dropped below the second. */
const SESSION_MINUTES = 25;
const LEAST_MINUTES = 10;

/** What a plan is made from. */
export interface PlanInput {
  goal: GoalDocument;
  history: TrainingHistory;
  settings: Pick<AthleteSettings, 'riskStyle'>;
  today: LocalDay;
}

interface Season extends PlanInput {
  days: SimulatedDays;
  rate: { loadMilesPerHour: number; trimpPerHour: number | null };
  /** The first day still to be planned. */
  from: LocalDay;
  end: LocalDay;
}

/** The load a week should bring as a whole. */
function weekTarget(season: Season, monday: LocalDay, week: PlanWeek): number {
  const { goal, days, rate } = season;
  const weeks = [1, 2, 3, 4].map((ago) =>
    days.loadBetween(addDays(monday, -7 * ago), addDays(monday, 7 - 7 * ago)),
  );
  const heaviest = Math.max(...weeks);
  const most = goal.hoursPerWeek * rate.loadMilesPerHour;
  const free = Math.min(6, goal.availableDays.filter(Boolean).length);
  const beginning = ((free * SESSION_MINUTES) / 60) * rate.loadMilesPerHour;
  const reference = Math.max(heaviest, Math.min(beginning, most) / RAMP);
  if (week.taper < 1) return Math.min(most, week.taper * reference);
  return Math.min(most, (week.isRecovery ? RECOVERY : RAMP) * reference);
}

/** What a day can take of the load that its week would give it. */
function cappedLoad(season: Season, day: LocalDay, wanted: number): number {
  const { days, goal, rate, settings } = season;
  const limits = RISK_STYLE_LIMITS[settings.riskStyle];
  if (days.streakBefore(day) >= limits.maxDaysWithoutRest) return 0;
  const trimpPerLoadMile =
    rate.trimpPerHour === null ? null : rate.trimpPerHour / rate.loadMilesPerHour;
  const room = days.roomFor(day, limits.acwrHigh, trimpPerLoadMile);
  if (goal.sport !== 'foot') return Math.min(wanted, room);
  const before = days.longestRunBefore(day);
  const longest =
    before === null ? (SESSION_MINUTES / 60) * rate.loadMilesPerHour : before * LONGEST_RUN;
  return Math.min(wanted, room, longest);
}

function plannedWeek(season: Season, monday: LocalDay): PlannedSession[] {
  const { goal, days, rate, from, end } = season;
  const week = planWeek(goal, monday, mondayOf(season.today));
  const target = weekTarget(season, monday, week);
  const done = days.loadBetween(monday, from > monday ? from : monday);
  const free = goal.availableDays.flatMap((isFree, weekday) => (isFree ? [weekday] : []));
  // Seven free days leave Monday for rest.
  const usable = free.length > 6 ? free.slice(1) : free;
  const count = Math.floor(((target / rate.loadMilesPerHour) * 60) / SESSION_MINUTES);
  const raceDay = goal.aim.kind === 'race' ? goal.aim.raceDay : null;
  const sessions = weekPattern(usable, count, week)
    .map((session) => ({ ...session, day: addDays(monday, session.weekday) }))
    .filter(({ day }) => day >= from && day <= end)
    .filter(({ day }) => raceDay === null || day !== addDays(raceDay, -1))
    .filter(({ day }) => day !== raceDay);
  let left = Math.max(0, target - done);
  let weightLeft = sessions.reduce((sum, { weight }) => sum + weight, 0);
  const weekWeight = weekPattern(usable, count, week).reduce((sum, { weight }) => sum + weight, 0);
  const planned: PlannedSession[] = [];
  for (const { day, kind, weight } of sessions) {
    // What an earlier day did not take goes to later ones, but never beyond a session's own measure.
    const wanted = Math.min((left * weight) / weightLeft, (1.3 * target * weight) / weekWeight);
    weightLeft -= weight;
    const loadMiles = cappedLoad(season, day, wanted);
    const minutes = (loadMiles / rate.loadMilesPerHour) * 60;
    if (minutes < LEAST_MINUTES) continue;
    left -= loadMiles;
    const trimp = rate.trimpPerHour === null ? null : (minutes / 60) * rate.trimpPerHour;
    days.add(day, { loadMiles, trimp, runMiles: goal.sport === 'foot' ? loadMiles : 0 });
    const { phase, isRecovery } = week;
    planned.push({ day, phase, isRecoveryWeek: isRecovery, kind, loadMiles, trimp, minutes });
  }
  return planned;
}

function race(season: Season): PlannedSession[] {
  const { goal, rate, from, end } = season;
  if (goal.aim.kind !== 'race' || goal.aim.raceDay < from || goal.aim.raceDay > end) return [];
  const loadMiles = raceLoadMiles(goal.sport, goal.aim.distanceMiles);
  const minutes = (loadMiles / rate.loadMilesPerHour) * 60;
  const trimp = rate.trimpPerHour === null ? null : (minutes / 60) * rate.trimpPerHour;
  const day = goal.aim.raceDay;
  return [{ day, phase: 'race', isRecoveryWeek: false, kind: 'race', loadMiles, trimp, minutes }];
}

/**
 * The sessions up to race day, or of the next eight weeks, from what was really done until today.
 *
 * Week by week: base, build and taper, at most 8 % more than the heaviest of the four weeks before,
 * every fourth week 35 % less, never more than the hours given. Day by day: on free days only, one
 * day of rest a week, no session that would lift a ratio above the athlete's band (once there are
 * four weeks to compare with), no run beyond 1.10 times the longest of 30 days. The race itself is
 * the aim and obeys none of this. Planned load counts for looking ahead alone.
 *
 * A heuristic of this project: such limits are custom, and no trial has shown that they prevent
 * injury.
 *
 * @returns in order of days, at most one a day; a day without session is for rest
 */
export function trainingPlan(input: PlanInput): PlannedSession[] {
  const { goal, history, today } = input;
  const hasTrained = dayTotals(history.ledgers, today, today).activityCount[0]! > 0;
  const end = planEnd(goal, today);
  const season: Season = {
    ...input,
    days: simulatedDays(history, today, end),
    rate: plannedRate(history, goal.sport, today),
    from: hasTrained ? addDays(today, 1) : today,
    end,
  };
  const sessions: PlannedSession[] = [];
  for (let monday = mondayOf(today); monday <= end; monday = addDays(monday, 7)) {
    sessions.push(...plannedWeek(season, monday));
  }
  return [...sessions, ...race(season)];
}
