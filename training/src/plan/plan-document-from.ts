import { addDays } from '../calendar/local-day.ts';
import { dayTotals } from '../ledger/day-totals.ts';
import type { PlanDocument } from '../documents/plan.ts';
import { planEnd } from './plan-week.ts';
import { trainingPlan, type PlanInput } from './training-plan.ts';

/** How long planned sessions are kept to be compared with what was done. */
const KEPT_DAYS = 84;

/**
 * The plan made anew on a day: sessions from today on follow from what was really done, those of the
 * last twelve weeks stay as they were planned then.
 */
export function planDocumentFrom(
  before: PlanDocument | null,
  input: PlanInput,
  now: string,
): PlanDocument {
  const { goal, today } = input;
  const ahead = trainingPlan(input);
  const oldest = addDays(today, -KEPT_DAYS);
  // Once today's training is done, today's session stays as it was planned.
  const hasTrained = dayTotals(input.history.ledgers, today, today).activityCount[0]! > 0;
  const kept = (before?.sessions ?? []).filter(
    ({ day }) => day >= oldest && (day < today || (day === today && hasTrained)),
  );
  return {
    goal,
    plannedFrom: today,
    plannedTo: planEnd(goal, today),
    sessions: [...kept, ...ahead],
    updatedAt: now,
  };
}
