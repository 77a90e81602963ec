import type { CoachDecision } from '../documents/coach-decision.ts';
import type { CoachAction } from './coach-action.ts';
import type { CoachSigns } from './coach-signs.ts';
import type { LoadRange } from './monotonous-range.ts';
import { minutesWithin } from './training-rates.ts';

/** What an action asks for, as shares of a usual day. */
const SHARES: Record<CoachAction, LoadRange> = {
  rest: { from: 0, to: 0 },
  reduce: { from: 0, to: 0.5 },
  easy: { from: 0.4, to: 0.8 },
  steady: { from: 0.7, to: 1.1 },
  hard: { from: 1, to: 1.5 },
  test: { from: 0.8, to: 1.3 },
};
/** How far a planned load may be missed on either side. */
const PLANNED_SLACK = 0.1;

function remaining(
  wanted: LoadRange,
  { least, most, done }: { least: number | null; most: number | null; done: number },
  mayPush: boolean,
): LoadRange {
  const to = Math.max(0, Math.min(wanted.to, most ?? Infinity) - done);
  // Where there is room to build, the band's lower edge is worth reaching.
  const from = mayPush && least !== null ? Math.max(wanted.from, least) : wanted.from;
  return { from: Math.min(to, Math.max(0, from - done)), to };
}

/**
 * What is left to do today, within the window: the planned session where it stands, else a share of
 * a usual day. Null where neither is known.
 */
export function coachTarget(signs: CoachSigns, action: CoachAction): CoachDecision['target'] {
  const { planned, window, done } = signs;
  const stands = planned !== null && planned.action === action;
  const mayPush = action === 'steady' || action === 'hard';
  const range = (
    plannedLoad: number | null,
    usual: number | null,
    bounds: { least: number | null; most: number | null; done: number },
  ): LoadRange | null => {
    if (action === 'rest') return { from: 0, to: 0 };
    if (stands && plannedLoad !== null) {
      const wanted = {
        from: plannedLoad * (1 - PLANNED_SLACK),
        to: plannedLoad * (1 + PLANNED_SLACK),
      };
      return remaining(wanted, bounds, false);
    }
    if (usual === null) return null;
    const share = SHARES[action];
    return remaining({ from: share.from * usual, to: share.to * usual }, bounds, mayPush);
  };
  const loadMiles = range(planned?.loadMiles ?? null, signs.usualLoadMiles, {
    least: window.leastLoadMiles,
    most: window.mostLoadMiles,
    done: done.loadMiles,
  });
  const trimp = range(planned?.trimp ?? null, signs.usualTrimp, {
    least: window.leastTrimp,
    most: window.mostTrimp,
    done: done.trimp,
  });
  if (loadMiles === null && trimp === null) return null;
  const minutes = signs.rates.flatMap((rate) => {
    const to = minutesWithin(rate, { loadMiles: loadMiles?.to ?? null, trimp: trimp?.to ?? null });
    if (to === null) return [];
    const from = minutesWithin(rate, {
      loadMiles: loadMiles?.from ?? null,
      trimp: trimp?.from ?? null,
    });
    return [{ family: rate.family, from: from === null ? null : Math.min(from, to), to }];
  });
  return { loadMiles, trimp, minutes };
}
