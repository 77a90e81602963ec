import type { LocalDay } from '../calendar/local-day.ts';
import type { CoachAction } from '../coach/coach-action.ts';
import type { PlannedToday } from '../coach/coach-signs.ts';
import type { PlanDocument, SessionKind } from '../documents/plan.ts';

const ACTIONS: Record<SessionKind, CoachAction> = {
  easy: 'easy',
  steady: 'steady',
  long: 'steady',
  hard: 'hard',
  test: 'test',
  race: 'test',
};

/** What a plan asks of a day; null when the plan does not reach it. */
export function plannedToday(plan: PlanDocument | null, day: LocalDay): PlannedToday | null {
  if (plan === null || day < plan.plannedFrom || day > plan.plannedTo) return null;
  const session = plan.sessions.find((planned) => planned.day === day);
  if (session === undefined) return { action: 'rest', loadMiles: 0, trimp: 0 };
  return { action: ACTIONS[session.kind], loadMiles: session.loadMiles, trimp: session.trimp };
}
