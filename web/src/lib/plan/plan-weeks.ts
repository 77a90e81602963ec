import {
  addDays,
  dayTotals,
  daySequence,
  daysBetween,
  dayOrdinal,
  type Ledger,
  type LocalDay,
  type PlanDocument,
  type PlannedSession,
} from '@training-monkey/training';

interface PlanDay {
  day: LocalDay;
  session: PlannedSession | null;
  /** Planned as a day without session; not said of days before there was a plan. */
  isRest: boolean;
  /** External load done; null on days still to come, and where it is unknown. */
  doneMiles: number | null;
}
export interface PlanWeekView {
  monday: LocalDay;
  days: PlanDay[];
  plannedMiles: number;
  plannedMinutes: number;
  doneMiles: number;
  phase: PlannedSession['phase'] | null;
  isRecovery: boolean;
  isCurrent: boolean;
}

const mondayOf = (day: LocalDay) => addDays(day, -((dayOrdinal(day) + 6) % 7));

/** The weeks of a plan, oldest first, planned beside done; `ledgers` is null until they are known. */
export function planWeeks(
  plan: PlanDocument,
  ledgers: readonly Ledger[] | null,
  today: LocalDay,
): PlanWeekView[] {
  const oldest = plan.sessions[0]?.day ?? plan.plannedFrom;
  const begins = oldest < plan.plannedFrom ? oldest : plan.plannedFrom;
  const first = mondayOf(plan.sessions[0]?.day ?? today);
  const from = first < today ? first : mondayOf(today);
  const count = Math.floor(daysBetween(from, plan.plannedTo) / 7) + 1;
  const totals = dayTotals(ledgers ?? [], from, addDays(from, count * 7 - 1));
  const sessions = new Map(plan.sessions.map((session) => [session.day, session]));
  const days = daySequence(from, count * 7).map((day, i): PlanDay => {
    const isKnown =
      ledgers !== null && ((totals.externalCount[i] ?? 0) > 0 || totals.activityCount[i] === 0);
    return {
      day,
      session: sessions.get(day) ?? null,
      isRest: day >= begins && !sessions.has(day),
      doneMiles: day > today || !isKnown ? null : (totals.totalLoadMiles[i] ?? 0),
    };
  });
  return Array.from({ length: count }, (_, week) => {
    const own = days.slice(week * 7, week * 7 + 7);
    const planned = own.flatMap(({ session }) => session ?? []);
    const monday = addDays(from, week * 7);
    const sum = (of: (session: PlannedSession) => number) =>
      planned.reduce((total, session) => total + of(session), 0);
    return {
      monday,
      days: own,
      plannedMiles: sum(({ loadMiles }) => loadMiles),
      plannedMinutes: sum(({ minutes }) => minutes),
      doneMiles: own.reduce((total, { doneMiles }) => total + (doneMiles ?? 0), 0),
      phase: planned[0]?.phase ?? null,
      isRecovery: planned[0]?.isRecoveryWeek ?? false,
      isCurrent: monday === mondayOf(today),
    };
  });
}
