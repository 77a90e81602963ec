import type { StravaBudget } from '../../../ports/strava-stored.ts';
import { currentBudget, iso, nextWindow } from './budget-windows.ts';

/** What a call is for, from the most to the least pressing. */
export type CallPurpose = 'live' | 'listing' | 'streams';

/** How much of a window each may fill, so that the pressing find room. */
const SHARE: Record<CallPurpose, number> = { live: 1, listing: 0.9, streams: 0.8 };

const room = (limit: number, purpose: CallPurpose) =>
  Math.max(1, Math.floor(limit * SHARE[purpose]));

export type CallDecision =
  | { granted: true; budget: StravaBudget; beganAt: string }
  | { granted: false; budget: StravaBudget; retryAtMs: number };

/** Calls for streams that one athlete may have in a window while so many want some. */
function fairShare(budget: StravaBudget): number {
  const forStreams = room(budget.limits.quarter, 'streams');
  return Math.max(1, Math.floor(forStreams / Math.max(1, budget.waiting.length)));
}

/**
 * Whether a call may be made now, and the budget after it. Streams are shared out evenly among the
 * athletes who want some in this window; live events and listings go before them.
 */
export function decideCall(
  before: StravaBudget,
  asked: { uid: string; purpose: CallPurpose; nowMs: number },
): CallDecision {
  const { uid, purpose, nowMs } = asked;
  const budget = currentBudget(before, nowMs);
  const beganAt = iso(nowMs);
  // A listing is followed by streams, so whoever lists already counts among those who share.
  if (purpose !== 'live') {
    const known = budget.waiting.find((one) => one.uid === uid);
    const others = budget.waiting.filter((one) => one !== known);
    budget.waiting = [...others, { uid, used: known?.used ?? 0, askedAt: beganAt }];
  }
  const refuse = (retryAtMs: number): CallDecision => ({ granted: false, budget, retryAtMs });

  if (budget.stopped) return refuse(Date.parse(budget.stopped.until));
  const { limits, quarter, day } = budget;
  if (day.used >= room(limits.day, purpose)) return refuse(nextWindow(nowMs, 'day'));
  if (quarter.used >= room(limits.quarter, purpose)) {
    return refuse(nextWindow(nowMs, 'quarter'));
  }
  if (purpose === 'streams') {
    const own = budget.waiting.find((one) => one.uid === uid);
    if (own && own.used >= fairShare(budget)) return refuse(nextWindow(nowMs, 'quarter'));
    if (own) own.used += 1;
  }
  return {
    granted: true,
    beganAt,
    budget: {
      ...budget,
      quarter: { ...quarter, used: quarter.used + 1 },
      day: { ...day, used: day.used + 1 },
      underWay: [...budget.underWay, beganAt],
    },
  };
}

/** The budget once an athlete has all streams there are. */
export function withoutWaiting(before: StravaBudget, uid: string): StravaBudget {
  return { ...before, waiting: before.waiting.filter((one) => one.uid !== uid) };
}

/** Minutes until so many streams will have come; 0 when none are left. */
export function minutesForStreams(budget: StravaBudget, calls: number): number {
  const perQuarter = fairShare(budget);
  const forStreams = room(budget.limits.day, 'streams');
  const perDay = Math.max(1, Math.floor(forStreams / Math.max(1, budget.waiting.length)));
  const days = Math.floor(calls / perDay);
  const quarters = Math.ceil((calls - days * perDay) / perQuarter);
  return days * 1440 + quarters * 15;
}
