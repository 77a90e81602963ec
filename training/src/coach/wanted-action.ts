import type { CoachAction } from './coach-action.ts';
import { cautiousMetrics } from './coach-ceilings.ts';
import type { CoachSigns } from './coach-signs.ts';

/** A day that brought this share of the usual load was a hard one. */
const HARD_SHARE = 1.3;
/** Days without rest up to which a hard day may be asked for. */
const FRESH_DAYS = 2;

/** Whether yesterday weighed much more than a usual day. */
export function wasHardYesterday(signs: CoachSigns): boolean {
  return (
    signs.usualLoadMiles !== null && signs.yesterdayLoadMiles > HARD_SHARE * signs.usualLoadMiles
  );
}

/** Days without rest before today's training, or with it once there was some. */
export function daysWithoutRest(signs: CoachSigns): number | null {
  return (signs.done.activityCount > 0 ? signs.metrics : signs.eve).daysSinceRest;
}

/**
 * What today would be for if nothing spoke against it: the plan's session; without a plan easy after
 * a hard day, hard when fresh and with room on both sides, else steady.
 */
export function wantedAction(signs: CoachSigns): CoachAction {
  if (signs.planned !== null) return signs.planned.action;
  if (wasHardYesterday(signs)) return 'easy';
  const metrics = cautiousMetrics(signs);
  const streak = daysWithoutRest(signs);
  const { acuteChronicRatio: external, trimpAcuteChronicRatio: internal } = metrics;
  const isFresh =
    metrics.verdict === 'steady' &&
    streak !== null &&
    streak <= FRESH_DAYS &&
    external !== null &&
    internal !== null &&
    external <= 1 &&
    internal <= 1;
  return isFresh ? 'hard' : 'steady';
}
