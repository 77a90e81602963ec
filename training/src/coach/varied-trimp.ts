import { COACH_ACTIONS, actionRank, type CoachAction } from './coach-action.ts';
import type { CoachSigns } from './coach-signs.ts';
import type { LoadRange } from './monotonous-range.ts';
import { wantedLoad } from './wanted-load.ts';

/** Less than this share of a usual day is no training. */
const LEAST_SHARE = 0.1;

/**
 * What of an action's TRIMP keeps the week's monotony in bounds: the part below the monotonous range
 * where there is one, else the part above it, which the band has to allow and a plan has to ask for.
 * Null when there is neither, or nothing is known to ask for.
 */
export function variedTrimp(signs: CoachSigns, action: CoachAction): LoadRange | null {
  const wanted = wantedLoad(signs, action, 'trimp');
  const { monotonousTrimp: monotonous, mostTrimp } = signs.window;
  if (wanted === null || monotonous === null || wanted.to <= monotonous.from) return wanted;
  const least = Math.max(wanted.from, LEAST_SHARE * (signs.usualTrimp ?? 0));
  if (least <= monotonous.from) return { from: wanted.from, to: monotonous.from };
  // An action in place of the planned one must not weigh more than that.
  const isAsked = signs.planned === null || signs.planned.action === action;
  const most = Math.min(wanted.to, mostTrimp ?? Infinity);
  if (!isAsked || most < monotonous.to) return null;
  return { from: Math.max(wanted.from, monotonous.to), to: wanted.to };
}

/**
 * The hardest action up to a given one that leaves the week varied; rest when none does. What is done
 * already today is left out, so that more of it never makes the rest of the day harder.
 */
export function variedAction(signs: CoachSigns, action: CoachAction): CoachAction {
  if (signs.window.monotonousTrimp === null || signs.usualTrimp === null) return action;
  for (let rank = actionRank(action); rank > 0; rank--) {
    const gentler = COACH_ACTIONS[rank]!;
    if (variedTrimp(signs, gentler) !== null) return gentler;
  }
  return 'rest';
}
