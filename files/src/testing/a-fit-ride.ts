import { FIT_EPOCH_S } from '../fit/fit-recording.ts';
import { FIT_TYPE, FitWriter } from './fit-writer.ts';

const { enum: ENUM, uint8, uint16, uint32, sint32 } = FIT_TYPE;
const SEMICIRCLES = 2 ** 31 / 180;

export interface FitRide {
  startedAt: string;
  seconds: number;
  sport: number;
  subSport: number;
  bpm: (second: number) => number;
  speedMps: number;
  ascentM: number;
  /** Timer stopped from one second to another. */
  pauses: readonly (readonly [from: number, to: number])[];
  latitude: number;
  longitude: number;
  localOffsetS: number | null;
}

/** An invented ride as a FIT file: one record a second, one session, timer events. */
export function aFitRide(ride: Partial<FitRide> = {}): Uint8Array {
  const {
    startedAt = '2025-05-10T07:00:00Z',
    seconds = 600,
    sport = 2,
    subSport = 0,
    bpm = (second: number) => 120 + (second % 30),
    speedMps = 8,
    ascentM = 50,
    pauses = [],
    latitude = 47.5,
    longitude = 10.3,
    localOffsetS = null,
  } = ride;
  const start = Date.parse(startedAt) / 1000 - FIT_EPOCH_S;
  const end = start + seconds;
  const paused = pauses.reduce((sum, [from, to]) => sum + to - from, 0);
  const writer = new FitWriter()
    .define(0, 0, [
      [0, 1, ENUM],
      [1, 2, uint16],
    ])
    .message(0, [4, 1])
    .define(1, 21, [
      [253, 4, uint32],
      [0, 1, ENUM],
      [1, 1, ENUM],
    ])
    .message(1, [start, 0, 0])
    .define(2, 20, [
      [253, 4, uint32],
      [0, 4, sint32],
      [1, 4, sint32],
      [5, 4, uint32],
      [2, 2, uint16],
      [6, 2, uint16],
      [3, 1, uint8],
    ]);
  for (let second = 0; second <= seconds; second++) {
    const starts = pauses.find(([, to]) => to === second);
    const stops = pauses.find(([from]) => from === second);
    if (starts) writer.message(1, [start + second, 0, 0]);
    if (stops) writer.message(1, [start + second, 0, 4]);
    if (pauses.some(([from, to]) => second >= from && second < to)) continue;
    writer.message(2, [
      start + second,
      Math.round((latitude + second * 1e-5) * SEMICIRCLES),
      Math.round(longitude * SEMICIRCLES),
      Math.round(second * speedMps * 100),
      2500 + (second % 100),
      Math.round(speedMps * 1000),
      bpm(second),
    ]);
  }
  writer
    .message(1, [end, 0, 4])
    .define(3, 18, [
      [253, 4, uint32],
      [2, 4, uint32],
      [5, 1, ENUM],
      [6, 1, ENUM],
      [7, 4, uint32],
      [8, 4, uint32],
      [9, 4, uint32],
      [22, 2, uint16],
    ])
    .message(3, [
      end,
      start,
      sport,
      subSport,
      seconds * 1000,
      (seconds - paused) * 1000,
      Math.round((seconds - paused) * speedMps * 100),
      ascentM,
    ])
    .define(4, 34, [
      [253, 4, uint32],
      [5, 4, uint32],
    ])
    .message(4, [end, localOffsetS === null ? 0xffffffff : end + localOffsetS]);
  return writer.finish();
}
