import type { CoachDecision } from '../documents/coach-decision.ts';
import type { CoachAction } from './coach-action.ts';
import type { CoachSigns } from './coach-signs.ts';
import type { LoadRange } from './monotonous-range.ts';
import { minutesWithin } from './training-rates.ts';
import { variedTrimp } from './varied-trimp.ts';
import { wantedLoad } from './wanted-load.ts';

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
  const left = (
    measure: 'loadMiles' | 'trimp',
    wanted: LoadRange | null,
    bounds: { least: number | null; most: number | null },
  ): LoadRange | null => {
    const stands = planned?.action === action && planned[measure] !== null;
    const mayPush = !stands && (action === 'steady' || action === 'hard');
    return wanted && remaining(wanted, { ...bounds, done: done[measure] }, mayPush);
  };
  const loadMiles = left('loadMiles', wantedLoad(signs, action, 'loadMiles'), {
    least: window.leastLoadMiles,
    most: window.mostLoadMiles,
  });
  const trimp = left('trimp', variedTrimp(signs, action), {
    least: window.leastTrimp,
    most: window.mostTrimp,
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
