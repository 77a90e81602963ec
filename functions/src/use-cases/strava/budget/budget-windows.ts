import type { StravaBudget } from '../../../ports/strava-stored.ts';

const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
/** Our clock may run ahead of Strava's, or behind it, by so much. */
export const RESET_MARGIN_MS = 2_000;
/** A call that has not been heard of for so long is over. */
const LONGEST_CALL_MS = 120_000;
/** An athlete who has not asked for so long wants nothing any more. */
const WAITING_MS = 40 * 60_000;

export const iso = (ms: number) => new Date(ms).toISOString();

/** The budget of an application that Strava has told nothing yet: the smallest limits there are. */
export function newBudget(nowMs: number): StravaBudget {
  const longAgo = { startsAt: iso(0), used: 0 };
  return currentBudget(
    {
      limits: { quarter: 100, day: 1000 },
      quarter: longAgo,
      day: longAgo,
      underWay: [],
      straddling: 0,
      waiting: [],
      stopped: null,
    },
    nowMs,
  );
}

/** The instant, by our clock, from which calls count for the next window. */
export function nextWindow(nowMs: number, window: 'quarter' | 'day'): number {
  const length = window === 'quarter' ? QUARTER_MS : DAY_MS;
  const elapsed = nowMs - RESET_MARGIN_MS;
  return (Math.floor(elapsed / length) + 1) * length + RESET_MARGIN_MS;
}

/** Whether Strava may count a call answered now for the window before or for the one after. */
export function isNearTurn(nowMs: number): boolean {
  return (nowMs + RESET_MARGIN_MS) % QUARTER_MS < 2 * RESET_MARGIN_MS;
}

/**
 * The budget as of now: windows that have ended are emptied, but for the calls under way and those
 * answered around the turn, which may count for the new one.
 */
export function currentBudget(budget: StravaBudget, nowMs: number): StravaBudget {
  const underWay = budget.underWay.filter((began) => Date.parse(began) > nowMs - LONGEST_CALL_MS);
  const windowStart = (length: number) =>
    iso(Math.floor((nowMs - RESET_MARGIN_MS) / length) * length);
  const turned = (window: StravaBudget['quarter'], length: number) => {
    const startsAt = windowStart(length);
    if (window.startsAt >= startsAt) return window;
    const isNext = Date.parse(window.startsAt) + length === Date.parse(startsAt);
    return { startsAt, used: underWay.length + (isNext ? budget.straddling : 0) };
  };
  const quarter = turned(budget.quarter, QUARTER_MS);
  const isNewQuarter = quarter !== budget.quarter;
  return {
    limits: budget.limits,
    quarter,
    day: turned(budget.day, DAY_MS),
    underWay,
    straddling: isNewQuarter ? 0 : budget.straddling,
    waiting: budget.waiting
      .filter(({ askedAt }) => Date.parse(askedAt) > nowMs - WAITING_MS)
      .map((one) => (isNewQuarter ? { ...one, used: 0 } : one)),
    stopped: budget.stopped && budget.stopped.until > iso(nowMs) ? budget.stopped : null,
  };
}
