import { UnreadableFileError } from '../unreadable-file-error.ts';
import {
  cutOff,
  MESSAGE,
  readFitDefinition,
  TIMESTAMP,
  type FitDefinition,
} from './fit-definition.ts';
import { fitNumber, fitText } from './fit-field.ts';
import { FitHeartRateSeries } from './fit-heart-rate-series.ts';
import { FitRecordColumns } from './fit-record-columns.ts';
import { UNKNOWN_U32, UNKNOWN_U8, type FitRecording } from './fit-recording.ts';
import { localOffsetS } from './local-offset.ts';

const EVENT_TIMER = 0;
const TIMER_START = 0;
/** stop, stop_all, stop_disable, stop_disable_all */
const TIMER_STOPS = [1, 4, 8, 9];

/** A part's own messages, and the beats that wait to be placed among records. */
export interface FitContent {
  recording: FitRecording;
  heartRates: FitHeartRateSeries;
}

/**
 * One pass over the messages between two positions, keeping only what the product uses.
 *
 * Idea: a definition message is compiled once into byte positions, and each record then costs a few
 * reads at known places and no allocation. Developer fields and unknown messages are stepped over;
 * compressed timestamps are resolved against the last full time.
 *
 * Source: FIT Protocol, "File Structure" and "Compressed Timestamp Header".
 */
export function readFitContent(
  bytes: Uint8Array,
  view: DataView,
  from: number,
  to: number,
): FitContent {
  const definitions: (FitDefinition | undefined)[] = [];
  const records = new FitRecordColumns((to - from) >>> 6);
  const heartRates = new FitHeartRateSeries();
  const recording: FitRecording = {
    fileType: null,
    manufacturer: null,
    productName: null,
    localOffsetS: null,
    sessions: [],
    timerEvents: [],
    firstLatitude: null,
    firstLongitude: null,
    records,
    problem: null,
  };
  let clock = 0;
  let at = from;
  while (at < to) {
    const header = bytes[at] ?? 0;
    if ((header & 0xc0) === 0x40) {
      const read = readFitDefinition(bytes, at, to);
      definitions[read.local] = read.definition;
      at = read.next;
      continue;
    }
    const isCompressed = (header & 0x80) !== 0;
    const definition = definitions[isCompressed ? (header >> 5) & 3 : header & 0x0f];
    if (definition === undefined) {
      throw new UnreadableFileError('FIT', `the message at byte ${at} has no definition`);
    }
    const start = at + 1;
    at = start + definition.size;
    if (at > to) throw cutOff(start - 1);

    let time = UNKNOWN_U32;
    if (isCompressed) {
      const offset = header & 0x1f;
      // Five bits of time: a smaller offset than the clock's own means that they ran over once.
      clock = (clock - (clock & 0x1f) + offset + (offset < (clock & 0x1f) ? 0x20 : 0)) >>> 0;
      time = clock;
    } else if (definition.timeAt >= 0) {
      time = view.getUint32(start + definition.timeAt, definition.littleEndian);
      if (time !== UNKNOWN_U32) clock = time;
    }

    if (definition.message === MESSAGE.record) {
      const plain = definition.plainRecord;
      if (plain === null) readOddRecord(view, start, definition, time, records);
      else {
        records.add(
          time,
          plain.heartRateAt < 0 ? UNKNOWN_U8 : view.getUint8(start + plain.heartRateAt),
          plain.distanceAt < 0
            ? UNKNOWN_U32
            : view.getUint32(start + plain.distanceAt, definition.littleEndian),
        );
      }
      if (recording.firstLatitude === null) readPosition(view, start, definition, recording);
    } else if (definition.fields.length > 0) {
      readOther(bytes, view, start, definition, time, recording, heartRates);
    }
  }
  return { recording, heartRates };
}

/** A record whose fields have other types than devices usually write. */
function readOddRecord(
  view: DataView,
  start: number,
  definition: FitDefinition,
  time: number,
  records: FitRecordColumns,
): void {
  const heartRate = numberOf(view, start, definition, 3);
  const distance = numberOf(view, start, definition, 5);
  records.add(
    time,
    heartRate !== null && heartRate > 0 && heartRate < UNKNOWN_U8 ? heartRate : UNKNOWN_U8,
    distance ?? UNKNOWN_U32,
  );
}

function readPosition(
  view: DataView,
  start: number,
  definition: FitDefinition,
  recording: FitRecording,
): void {
  const latitude = degrees(numberOf(view, start, definition, 0));
  const longitude = degrees(numberOf(view, start, definition, 1));
  if (latitude === null || longitude === null) return;
  recording.firstLatitude = latitude;
  recording.firstLongitude = longitude;
}

function readOther(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  definition: FitDefinition,
  time: number,
  recording: FitRecording,
  heartRates: FitHeartRateSeries,
): void {
  const field = (number: number) => numberOf(view, start, definition, number);
  switch (definition.message) {
    case MESSAGE.fileId: {
      recording.fileType ??= field(0);
      recording.manufacturer ??= field(1);
      const name = definition.fields.find((f) => f.number === 8);
      if (name) recording.productName ??= fitText(bytes, start, name);
      return;
    }
    case MESSAGE.session:
      recording.sessions.push({
        endedAt: known(time),
        startedAt: field(2),
        startLatitude: degrees(field(3)),
        startLongitude: degrees(field(4)),
        sport: field(5),
        subSport: field(6),
        elapsedTimeS: scaled(field(7), 1000),
        timerTimeS: scaled(field(8), 1000),
        distanceM: scaled(field(9), 100),
        ascentM: field(22),
        avgHeartRateBpm: field(16),
        maxHeartRateBpm: field(17),
      });
      return;
    case MESSAGE.event: {
      const type = field(1);
      if (field(0) !== EVENT_TIMER || type === null || time === UNKNOWN_U32) return;
      if (type === TIMER_START) recording.timerEvents.push({ at: time, running: true });
      else if (TIMER_STOPS.includes(type)) recording.timerEvents.push({ at: time, running: false });
      return;
    }
    case MESSAGE.activity:
      recording.localOffsetS ??= localOffsetS(known(time), field(5));
      return;
    case MESSAGE.heartRate:
      heartRates.add(view, start, definition, known(time));
      return;
    default:
      return;
  }
}

function numberOf(view: DataView, start: number, definition: FitDefinition, number: number) {
  for (const field of definition.fields) {
    if (field.number === number && number !== TIMESTAMP) {
      return fitNumber(view, start, field, definition.littleEndian);
    }
  }
  return null;
}

const known = (time: number) => (time === UNKNOWN_U32 ? null : time);
const scaled = (value: number | null, scale: number) => (value === null ? null : value / scale);

/** Semicircles as degrees; devices without a fix write zero. */
function degrees(semicircles: number | null): number | null {
  return semicircles === null || semicircles === 0 ? null : (semicircles * 180) / 2 ** 31;
}
