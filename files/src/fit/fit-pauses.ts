import type { FitTimerEvent } from './fit-recording.ts';

/** The timer stood still from one time to another, seconds since the FIT epoch. */
export interface FitPause {
  fromS: number;
  toS: number;
}

/** The pauses between stops and starts of the timer; the last stop lasts for ever. */
export function pausesFromTimer(events: readonly FitTimerEvent[]): FitPause[] {
  const pauses: FitPause[] = [];
  let stoppedAt: number | null = null;
  for (const event of events.toSorted((a, b) => a.at - b.at)) {
    if (!event.running) stoppedAt ??= event.at;
    else if (stoppedAt !== null) {
      if (event.at > stoppedAt) pauses.push({ fromS: stoppedAt, toS: event.at });
      stoppedAt = null;
    }
  }
  if (stoppedAt !== null) pauses.push({ fromS: stoppedAt, toS: Infinity });
  return pauses;
}

/** Seconds of a span that were paused. */
export function pausedSeconds(pauses: readonly FitPause[], fromS: number, toS: number): number {
  return pauses.reduce(
    (sum, pause) => sum + Math.max(0, Math.min(pause.toS, toS) - Math.max(pause.fromS, fromS)),
    0,
  );
}
