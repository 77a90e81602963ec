import { aFitRide } from '../../files/src/testing/a-fit-ride.ts';
import { storedZip } from './stored-zip.ts';

const DAY_MS = 86_400_000;
const RUN = 1;
const CYCLING = 2;

export interface PlannedSession {
  /** ISO instant of the start. */
  startedAt: string;
  fileName: string;
  bytes: () => Uint8Array;
}

/**
 * Invented training of some years: runs and rides in weeks that build and recover, about one session
 * in twelve without heart rate. The same every time it is made.
 *
 * @param count sessions, the newest first to exist on `lastDay`
 * @param lastDay the day of the last session
 */
export function trainingPlan(count: number, lastDay: string, minutesScale = 1): PlannedSession[] {
  const sessions: PlannedSession[] = [];
  const last = Date.parse(`${lastDay}T06:30:00Z`);
  for (let ago = 0; sessions.length < count; ago++) {
    const time = last - ago * DAY_MS;
    const weekday = (new Date(time).getUTCDay() + 6) % 7;
    if (weekday === 0) continue;
    const week = Math.floor(ago / 7);
    const block = week % 4 === 3 ? 0.6 : 1 + (week % 4) * 0.08;
    const isRide = weekday === 2 || weekday === 5;
    const wobble = 0.8 + ((ago * 7919) % 41) / 100;
    const minutes = (weekday === 6 ? 85 : isRide ? 75 : 42) * block * wobble * minutesScale;
    const strain = ago < 6 ? 11 : 0;
    const base = (isRide ? 118 : 132) + (weekday === 3 ? 16 : 0) + strain;
    const isSilent = ago % 12 === 7;
    const startedAt = new Date(time).toISOString();
    sessions.push({
      startedAt,
      fileName: `${startedAt.slice(0, 10)}-${isRide ? 'ride' : 'run'}.fit`,
      bytes: () =>
        aFitRide({
          startedAt,
          seconds: Math.max(60, Math.round(minutes * 60)),
          sport: isRide ? CYCLING : RUN,
          speedMps: isRide ? 7.6 : 2.9,
          ascentM: Math.round((isRide ? 420 : 90) * block * wobble),
          bpm: (second) => (isSilent ? 255 : base + Math.round(14 * Math.sin(second / 170))),
        }),
    });
  }
  return sessions.reverse();
}

/** The sessions as one zip, such as a person would drop. */
export function trainingArchive(sessions: readonly PlannedSession[]): Buffer {
  return storedZip(
    sessions.map(({ fileName, bytes }) => ({ path: `activities/${fileName}`, bytes: bytes() })),
  );
}
