import { DECISION_REASONS, type CoachDecision } from '../documents/coach-decision.ts';
import { safetyFloor } from '../risk/training-category.ts';
import { actionRank, gentlestAction } from './coach-action.ts';
import { cautiousMetrics, coachCeilings } from './coach-ceilings.ts';
import { coachConfidence } from './coach-confidence.ts';
import { coachEvidence } from './coach-evidence.ts';
import { coachSigns, type CoachInput, type CoachSigns } from './coach-signs.ts';
import { coachTarget } from './coach-target.ts';
import { variedAction } from './varied-trimp.ts';
import { wantedAction, wasHardYesterday } from './wanted-action.ts';

/**
 * What an athlete should do today, decided by rules alone: the action that is wanted, lowered to the
 * lowest ceiling, and further where it would make the week too much alike. Total: every state of an
 * athlete has a decision, and the same state the same one.
 *
 * The category is the more cautious of this morning's and last evening's, so that a morning without
 * training does not pass for a day of rest.
 */
export function coachDecisionFrom(signs: CoachSigns): CoachDecision {
  const metrics = cautiousMetrics(signs);
  const ceilings = coachCeilings(signs);
  const wanted = wantedAction(signs);
  const allowed = ceilings.reduce((lowest, { action }) => gentlestAction(lowest, action), wanted);
  const action = variedAction(signs, allowed);
  const decisive = new Set(
    ceilings
      .filter((ceiling) => ceiling.action === action && actionRank(action) < actionRank('test'))
      .map(({ reason }) => reason),
  );
  if (wanted === action && signs.planned !== null) decisive.add('planned');
  if (wanted === action && signs.planned === null && wasHardYesterday(signs)) {
    decisive.add('hard-yesterday');
  }
  if (action !== allowed) decisive.add('monotonous');
  if (decisive.size === 0) decisive.add('category');
  const target = coachTarget(signs, action);
  return {
    day: signs.day,
    category: metrics.category,
    floor: safetyFloor(metrics.category),
    action,
    reasons: DECISION_REASONS.filter((reason) => decisive.has(reason)),
    trainedToday: signs.done.activityCount > 0,
    window: signs.window,
    target,
    confidence: coachConfidence(metrics),
    evidence: coachEvidence(signs, metrics, target),
  };
}

/** The decision of a day from history, settings, journal and plan. */
export function coachDecision(input: CoachInput): CoachDecision {
  return coachDecisionFrom(coachSigns(input));
}
