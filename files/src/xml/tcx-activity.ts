import {
  heartRateFactsFrom,
  type ActivityFacts,
  type HeartRateFacts,
} from '@training-monkey/training';
import { highestBpm } from '../highest-bpm.ts';
import { localDayAt } from '../place/local-day-at.ts';
import { zoneAt } from '../place/zone-at.ts';
import { plausibleFacts, within, type ReadingOptions } from '../read-activity.ts';
import { stravaSport } from '../sport/strava-sport.ts';
import { trackAscentM } from './track-ascent.ts';
import { trackDistanceM } from './track-distance.ts';
import { toMilliseconds, trackTime, type TrackTime } from './track-time.ts';
import { firstPosition, type Track } from './track.ts';

/** A lap as the device summed it up; NaN is unknown. */
export interface TcxLap {
  startS: number;
  timeS: number;
  distanceM: number;
  avgBpm: number;
  maxBpm: number;
}

export interface TcxActivity {
  sport: string | null;
  device: string | null;
  offsetS: number | null;
  laps: TcxLap[];
  track: Track;
}

/** The facts of one TCX activity; null when nothing tells when it was. */
export function factsFromTcx(tcx: TcxActivity, options: ReadingOptions): ActivityFacts | null {
  const { laps, track } = tcx;
  const time = trackTime(track.timesS);
  const lapStart = laps.find((lap) => !Number.isNaN(lap.startS))?.startS ?? Infinity;
  const startS = Math.min(lapStart, time?.startS ?? Infinity);
  const lapTimeS = sumOf(laps.map((lap) => lap.timeS));
  const { movingTimeS, lapsHold } = movingTime(lapTimeS, time);
  if (!Number.isFinite(startS) || movingTimeS === 0) return null;

  const startedAt = new Date(startS * 1000).toISOString();
  const position = firstPosition(track);
  const placeZone = zoneAt(position?.latitude ?? null, position?.longitude ?? null);
  const lapDistanceM = lapsHold ? sumOf(laps.map((lap) => lap.distanceM)) : null;
  const distanceM =
    lapDistanceM ?? countedDistanceM(track) ?? trackDistanceM(track, time?.pauses ?? []);
  return plausibleFacts('TCX', {
    startedAt,
    localDay: localDayAt(startedAt, {
      offsetS: placeZone === null ? tcx.offsetS : null,
      placeZone,
      athleteTimeZone: options.athleteTimeZone,
    }),
    timeZone: placeZone,
    name: '',
    sport: stravaSport(tcx.sport) ?? 'Other',
    movingTimeS: toMilliseconds(movingTimeS),
    elapsedTimeS: toMilliseconds(Math.max(movingTimeS, time === null ? 0 : time.endS - startS)),
    distanceM: within(distanceM, 0, 5_000_000),
    elevationGainM: within(trackAscentM(track.altitudesM), 0, 50_000),
    heartRate: heartRateOf(tcx, time),
    deviceName: tcx.device === null || tcx.device === '' ? null : tcx.device.slice(0, 100),
  });
}

/**
 * The laps' time, checked against the track. Some programs count pauses into it (the laps then last
 * nearly as long as the track with its gaps), some write only the first lap (the track then lasts
 * more than twice as long); in both cases the track is believed.
 */
function movingTime(lapTimeS: number | null, time: TrackTime | null) {
  if (lapTimeS === null || lapTimeS <= 0)
    return { movingTimeS: time?.movingS ?? 0, lapsHold: false };
  if (time === null || time.movingS === 0) return { movingTimeS: lapTimeS, lapsHold: true };
  if (time.movingS > 2 * lapTimeS) return { movingTimeS: time.movingS, lapsHold: false };
  const countsPauses = lapTimeS > (time.movingS + time.endS - time.startS) / 2;
  const isBelieved = time.pauses.length === 0 || !countsPauses;
  return { movingTimeS: isBelieved ? lapTimeS : time.movingS, lapsHold: true };
}

/** The device's own count; some devices return to zero at the end, so the largest value counts. */
function countedDistanceM(track: Track): number | null {
  let farthest: number | null = null;
  for (const distance of track.distancesM) {
    if (!Number.isNaN(distance)) farthest = Math.max(farthest ?? 0, distance);
  }
  return farthest;
}

function heartRateOf({ laps, track }: TcxActivity, time: TrackTime | null): HeartRateFacts | null {
  const sampled = heartRateFactsFrom({
    timesS: track.timesS,
    bpm: track.bpm,
    pauses: time?.pauses ?? [],
  });
  if (sampled !== null) return { ...sampled, maxBpm: highestBpm(track.bpm) };
  const timed = laps.filter(({ avgBpm, timeS }) => avgBpm >= 25 && avgBpm <= 250 && timeS > 0);
  const seconds = sumOf(timed.map((lap) => lap.timeS));
  if (seconds === null) return null;
  const avgBpm = timed.reduce((sum, lap) => sum + lap.avgBpm * lap.timeS, 0) / seconds;
  return { avgBpm, maxBpm: highestBpm(laps.map((lap) => lap.maxBpm)), histogram: null };
}

/** The sum of what is known; null when nothing is. */
function sumOf(values: number[]): number | null {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
