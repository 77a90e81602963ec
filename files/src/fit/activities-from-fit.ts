import {
  heartRateFactsFrom,
  type ActivityFacts,
  type HeartRateFacts,
} from '@training-monkey/training';
import { plausibleFacts, within, type ReadingOptions } from '../read-activity.ts';
import { localDayAt } from '../place/local-day-at.ts';
import { highestBpm } from '../highest-bpm.ts';
import { zoneAt } from '../place/zone-at.ts';
import { fitDevice } from './fit-device.ts';
import {
  FIRST_REAL_TIME,
  FIT_EPOCH_S,
  UNKNOWN_U32,
  UNKNOWN_U8,
  type FitRecording,
  type FitSession,
} from './fit-recording.ts';
import { fitSport } from './fit-sport.ts';
import { pausedSeconds, pausesFromTimer, type FitPause } from './fit-pauses.ts';
import { sessionStart, shareOutRecords, type RecordSpan } from './share-out-records.ts';

/** The caution of recordings without a real date. */
export const CLOCK_NOT_SET = 'the clock of the device was not set, the date is not the real one';

/** Each session of a recording as an activity; a recording without sessions is one by itself. */
export function activitiesFromFit(
  recording: FitRecording,
  options: ReadingOptions,
): { facts: ActivityFacts; caution: string | null }[] {
  const pauses = pausesFromTimer(recording.timerEvents);
  return shareOutRecords(recording).flatMap(({ session, span }) => {
    const facts = factsOf(recording, session, span, pauses, options);
    if (facts === null) return [];
    const isUnset = Date.parse(facts.startedAt) / 1000 - FIT_EPOCH_S < FIRST_REAL_TIME;
    return [{ facts: plausibleFacts('FIT', facts), caution: isUnset ? CLOCK_NOT_SET : null }];
  });
}

function factsOf(
  recording: FitRecording,
  session: FitSession | null,
  span: RecordSpan,
  pauses: readonly FitPause[],
  options: ReadingOptions,
): ActivityFacts | null {
  const start = startOf(session, span);
  if (start === null) return null;
  const spanS = span.lastTime === null ? 0 : span.lastTime - start;
  const elapsedTimeS = session?.elapsedTimeS ?? spanS;
  // A timer of zero over a session that took time was not kept.
  const timerTimeS = session?.timerTimeS ?? 0;
  const movingTimeS =
    timerTimeS > 0
      ? timerTimeS
      : Math.max(0, elapsedTimeS - pausedSeconds(pauses, start, start + elapsedTimeS));
  if (movingTimeS === 0 && elapsedTimeS === 0) return null;

  const startedAt = new Date((start + FIT_EPOCH_S) * 1000).toISOString();
  const placeZone = zoneAt(
    session?.startLatitude ?? recording.firstLatitude,
    session?.startLongitude ?? recording.firstLongitude,
  );
  const offsetS = recording.localOffsetS;
  const { athleteTimeZone } = options;
  return {
    startedAt,
    localDay: localDayAt(startedAt, { offsetS, placeZone, athleteTimeZone }),
    timeZone: placeZone,
    name: '',
    sport: fitSport(session?.sport ?? null, session?.subSport ?? null),
    movingTimeS,
    elapsedTimeS,
    distanceM: within(session?.distanceM ?? distanceOf(recording, span), 0, 5_000_000),
    elevationGainM: within(session?.ascentM ?? null, 0, 50_000),
    heartRate: heartRateOf(recording, session, span, pauses),
    deviceName: fitDevice(recording.productName, recording.manufacturer),
  };
}

/**
 * Some multisport watches date the first session after its own first record. A first record from
 * before the clock was set says nothing.
 */
function startOf(session: FitSession | null, { firstTime }: RecordSpan): number | null {
  const started = session === null ? null : sessionStart(session);
  if (started === null) return firstTime;
  const isUsable =
    firstTime !== null && (firstTime >= FIRST_REAL_TIME || started < FIRST_REAL_TIME);
  return isUsable ? Math.min(started, firstTime) : started;
}

/** The way made between the first and the last record with a distance. */
function distanceOf({ records }: FitRecording, span: RecordSpan): number | null {
  let first: number | null = null;
  let last: number | null = null;
  for (let i = span.from; i < span.to; i++) {
    const cm = records.distancesCm[i] ?? UNKNOWN_U32;
    if (cm === UNKNOWN_U32) continue;
    first ??= cm;
    last = cm;
  }
  return first === null || last === null ? null : Math.max(0, last - first) / 100;
}

function heartRateOf(
  { records }: FitRecording,
  session: FitSession | null,
  span: RecordSpan,
  pauses: readonly FitPause[],
): HeartRateFacts | null {
  const bpm = records.heartRates.subarray(span.from, span.to);
  if (bpm.some((beats) => beats !== UNKNOWN_U8)) {
    const timesS = records.times.subarray(span.from, span.to);
    const endS = span.endTime ?? undefined;
    const sampled = heartRateFactsFrom({ ...withTimes({ timesS, bpm }), pauses, endS });
    // A peak in the very last sample lasts no time, so the histogram alone would miss it.
    if (sampled !== null) return { ...sampled, maxBpm: highestBpm(bpm) };
  }
  const avgBpm = within(session?.avgHeartRateBpm ?? null, 25, 250);
  if (avgBpm === null) return null;
  return { avgBpm, maxBpm: within(session?.maxHeartRateBpm ?? null, 25, 250), histogram: null };
}

/** A record without a time would stand for an end of time, and the one before it last too long. */
function withTimes(columns: { timesS: Uint32Array; bpm: Uint8Array }) {
  const { timesS, bpm } = columns;
  if (!timesS.includes(UNKNOWN_U32)) return columns;
  const isTimed = (_: number, i: number) => timesS[i] !== UNKNOWN_U32;
  return { timesS: timesS.filter(isTimed), bpm: bpm.filter(isTimed) };
}
