import type { HeartRateHistogram } from '../documents/activity-facts.ts';

const LONGEST_SAMPLE_S = 30;
const LOWEST_BPM = 25;
const HIGHEST_BPM = 250;

/** A span in which the timer stood still, in the seconds of `timesS`. */
export interface Pause {
  fromS: number;
  toS: number;
}

/** A recording as columns of equal length, oldest first. */
export interface HeartRateSamples {
  /** Seconds on any clock, as long as `pauses` and `endS` use the same. */
  timesS: ArrayLike<number>;
  /** Null, NaN or a value outside 25–250 is missing. */
  bpm: ArrayLike<number | null>;
  /** False where the athlete stood still; without it every sample moves. */
  moving?: ArrayLike<boolean> | undefined;
  /** Ascending, not overlapping. */
  pauses?: readonly Pause[] | undefined;
  /** When the recording ended; without it the last sample lasts no time. */
  endS?: number | undefined;
}

/** Seconds of a span that lie outside all pauses; `first` is the first pause that can matter. */
function unpausedSeconds(fromS: number, toS: number, pauses: readonly Pause[], first: number) {
  let seconds = toS - fromS;
  for (let p = first; p < pauses.length; p++) {
    const pause = pauses[p]!;
    if (pause.fromS >= toS) break;
    seconds -= Math.max(0, Math.min(toS, pause.toS) - Math.max(fromS, pause.fromS));
  }
  return Math.max(0, seconds);
}

const isHeartRate = (bpm: number | null | undefined): bpm is number =>
  typeof bpm === 'number' && bpm >= LOWEST_BPM && bpm <= HIGHEST_BPM;

/**
 * Seconds spent at each whole heart rate.
 *
 * A sample lasts until the next one, at most 30 s. Time paused or not moving does not count. A
 * missing sample still ends the one before it, and its own time is time without heart rate; at the
 * same time as a heart rate it is only another sensor's and ends nothing. Samples that go back in
 * time last no time.
 *
 * @returns null when no valid sample lasted any time
 */
export function heartRateHistogramFrom(samples: HeartRateSamples): HeartRateHistogram | null {
  const { timesS, bpm, moving, pauses = [], endS } = samples;
  const seconds = new Float64Array(HIGHEST_BPM + 1);
  let firstPause = 0;
  for (let i = 0; i < timesS.length; i++) {
    const beats = bpm[i];
    if (!isHeartRate(beats) || moving?.[i] === false) continue;
    const fromS = timesS[i]!;
    let next = i + 1;
    while (timesS[next] === fromS && !isHeartRate(bpm[next])) next++;
    const nextS = timesS[next] ?? endS ?? fromS;
    const toS = Math.min(nextS, fromS + LONGEST_SAMPLE_S);
    if (!(toS > fromS)) continue;
    while (firstPause > 0 && pauses[firstPause - 1]!.toS > fromS) firstPause--;
    while (firstPause < pauses.length && pauses[firstPause]!.toS <= fromS) firstPause++;
    const lasted = unpausedSeconds(fromS, toS, pauses, firstPause);
    seconds[Math.round(beats)]! += lasted;
  }
  const first = seconds.findIndex((s) => s > 0);
  if (first < 0) return null;
  const last = seconds.findLastIndex((s) => s > 0);
  return { firstBpm: first, seconds: Array.from(seconds.subarray(first, last + 1)) };
}
