import type { StravaRefusal, StravaUsage } from '../../../ports/strava.ts';
import type { StravaBudget } from '../../../ports/strava-stored.ts';
import { currentBudget, isNearTurn, iso, nextWindow, RESET_MARGIN_MS } from './budget-windows.ts';

const ASK_INACTIVE_AGAIN_MS = 3_600_000;

/**
 * The budget after a call has ended. Strava's own count is believed where it is higher than ours:
 * others may use the application too. Calls still under way are not in it yet. A refusal for the
 * whole application stops everything until it may have passed.
 */
export function settleCall(
  before: StravaBudget,
  ended: {
    beganAt: string;
    nowMs: number;
    usage: StravaUsage | null;
    refusal: StravaRefusal | null;
  },
): StravaBudget {
  const { beganAt, nowMs, usage, refusal } = ended;
  const budget = currentBudget(before, nowMs);
  const index = budget.underWay.indexOf(beganAt);
  if (index >= 0) budget.underWay.splice(index, 1);
  if (isNearTurn(nowMs)) budget.straddling += 1;
  if (usage !== null) {
    const others = budget.underWay.length;
    budget.limits = { quarter: usage.quarter.limit, day: usage.day.limit };
    // An answer from just before the window turned still carries the count of the old one.
    const isOf = (window: StravaBudget['quarter']) =>
      Date.parse(beganAt) >= Date.parse(window.startsAt) + RESET_MARGIN_MS;
    if (isOf(budget.quarter)) {
      const used = Math.max(budget.quarter.used, usage.quarter.used + others);
      budget.quarter = { ...budget.quarter, used };
    }
    if (isOf(budget.day)) {
      budget.day = { ...budget.day, used: Math.max(budget.day.used, usage.day.used + others) };
    }
  }
  if (refusal === 'rate-limited') {
    const isDay = usage !== null && usage.day.used >= usage.day.limit;
    const until = iso(nextWindow(nowMs, isDay ? 'day' : 'quarter'));
    budget.stopped = { reason: 'rate-limited', until };
  } else if (refusal === 'application-inactive') {
    budget.stopped = { reason: 'application-inactive', until: iso(nowMs + ASK_INACTIVE_AGAIN_MS) };
  }
  return budget;
}
