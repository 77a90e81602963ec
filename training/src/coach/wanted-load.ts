import type { CoachAction } from './coach-action.ts';
import type { CoachSigns } from './coach-signs.ts';
import type { LoadRange } from './monotonous-range.ts';

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

/**
 * The load that an action asks of the whole day: the planned session's where it stands, else a share
 * of a usual day. Null where neither is known.
 */
export function wantedLoad(
  { planned, usualLoadMiles, usualTrimp }: CoachSigns,
  action: CoachAction,
  measure: 'loadMiles' | 'trimp',
): LoadRange | null {
  if (action === 'rest') return { from: 0, to: 0 };
  const asked = planned?.action === action ? planned[measure] : null;
  if (asked !== null) {
    return { from: asked * (1 - PLANNED_SLACK), to: asked * (1 + PLANNED_SLACK) };
  }
  const usual = measure === 'trimp' ? usualTrimp : usualLoadMiles;
  const share = SHARES[action];
  return usual === null ? null : { from: share.from * usual, to: share.to * usual };
}
