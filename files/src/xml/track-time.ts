const LONGEST_GAP_S = 30;

/** How the time of a track divides; seconds since 1970 for instants. */
export interface TrackTime {
  startS: number;
  endS: number;
  /** Time between points without the pauses. */
  movingS: number;
  pauses: { fromS: number; toS: number }[];
}

/**
 * Moving time and pauses of a track that has no timer: a gap of more than 30 s is a pause. When most
 * steps are longer than that, the track was recorded sparsely and no gap says anything; it then has
 * no pauses.
 *
 * @returns null for a track without points
 */
export function trackTime(timesS: readonly number[]): TrackTime | null {
  const first = timesS[0];
  if (first === undefined) return null;
  let [startS, endS, movingS] = [first, first, 0];
  let steps = 0;
  const pauses: TrackTime['pauses'] = [];
  for (let i = 1; i < timesS.length; i++) {
    const time = timesS[i] ?? first;
    startS = Math.min(startS, time);
    if (time <= endS) continue;
    steps += 1;
    if (time - endS > LONGEST_GAP_S) pauses.push({ fromS: endS, toS: time });
    else movingS += time - endS;
    endS = time;
  }
  if (pauses.length > steps / 2) return { startS, endS, movingS: endS - startS, pauses: [] };
  return { startS, endS, movingS, pauses };
}

/** To the millisecond, which is as exact as files are; sums of decimal seconds carry dust. */
export const toMilliseconds = (seconds: number) => Math.round(seconds * 1000) / 1000;
