import { Decoder, Stream } from '@garmin/fitsdk';
import { describe, expect, test } from 'vitest';
import { aFitRide } from '../testing/a-fit-ride.ts';
import { hasRealRecordings, realBytes, realRecordings } from '../testing/real-recordings.ts';
import { decodeFit } from './decode-fit.ts';
import { UNKNOWN_U32, UNKNOWN_U8, type FitRecording } from './fit-recording.ts';

type Message = Record<string, unknown>;

/** What Garmin's own decoder makes of a file, as plain messages. */
function sdkMessages(bytes: Uint8Array): Record<string, Message[] | undefined> {
  const decoder = new Decoder(Stream.fromByteArray([...bytes]));
  const { messages, errors } = decoder.read({
    convertDateTimesToDates: false,
    convertTypesToStrings: false,
  });
  expect(errors).toEqual([]);
  return messages as Record<string, Message[] | undefined>;
}

const known = (value: number | null | undefined, unknown: number) =>
  value === unknown || value === undefined ? null : value;
const orNull = (message: Message, field: string) => message[field] ?? null;
const semicircles = (value: unknown) =>
  typeof value === 'number' && value !== 0 ? (value * 180) / 2 ** 31 : null;

function usedOfSdk(messages: Record<string, Message[] | undefined>) {
  const positions = (messages['recordMesgs'] ?? [])
    .map((m) => [semicircles(m['positionLat']), semicircles(m['positionLong'])])
    .filter(([latitude, longitude]) => latitude !== null && longitude !== null);
  return {
    records: (messages['recordMesgs'] ?? []).map((m) => [
      orNull(m, 'timestamp'),
      orNull(m, 'heartRate'),
      typeof m['distance'] === 'number' ? Math.round(m['distance'] * 100) : null,
    ]),
    firstPosition: positions[0] ?? [null, null],
    sessions: (messages['sessionMesgs'] ?? []).map((m) => ({
      endedAt: orNull(m, 'timestamp'),
      startedAt: orNull(m, 'startTime'),
      startLatitude: semicircles(m['startPositionLat']),
      startLongitude: semicircles(m['startPositionLong']),
      sport: orNull(m, 'sport'),
      subSport: orNull(m, 'subSport'),
      elapsedTimeS: orNull(m, 'totalElapsedTime'),
      timerTimeS: orNull(m, 'totalTimerTime'),
      distanceM: orNull(m, 'totalDistance'),
      ascentM: orNull(m, 'totalAscent'),
      avgHeartRateBpm: orNull(m, 'avgHeartRate'),
      maxHeartRateBpm: orNull(m, 'maxHeartRate'),
    })),
    timer: (messages['eventMesgs'] ?? [])
      .filter((m) => m['event'] === 0 && [0, 1, 4, 8, 9].includes(m['eventType'] as number))
      .map((m) => ({ at: m['timestamp'], running: m['eventType'] === 0 })),
    fileType: messages['fileIdMesgs']?.[0]?.['type'] ?? null,
    manufacturer: messages['fileIdMesgs']?.[0]?.['manufacturer'] ?? null,
    productName: messages['fileIdMesgs']?.[0]?.['productName'] ?? null,
  };
}

function usedOfFastPath({ records, ...recording }: FitRecording) {
  return {
    records: Array.from({ length: records.length }, (_, i) => [
      known(records.times[i], UNKNOWN_U32),
      known(records.heartRates[i], UNKNOWN_U8),
      known(records.distancesCm[i], UNKNOWN_U32),
    ]),
    firstPosition: [recording.firstLatitude, recording.firstLongitude],
    sessions: recording.sessions,
    timer: recording.timerEvents,
    fileType: recording.fileType,
    manufacturer: recording.manufacturer,
    productName: recording.productName,
  };
}

describe('decodeFit equals @garmin/fitsdk in every field used', () => {
  test('on an invented ride', () => {
    const bytes = aFitRide({ pauses: [[100, 160]], localOffsetS: 7200 });
    const [recording] = decodeFit(bytes).recordings;
    expect(recording && usedOfFastPath(recording)).toEqual(usedOfSdk(sdkMessages(bytes)));
    expect(recording?.localOffsetS).toBe(7200);
  });

  // Garmin's decoder stops at compressed times; those files are compared with another dump.
  const compressed = ['antfs-dump.63.fit', 'compressed-speed-distance.fit'];
  const readable = realRecordings().filter(
    ({ file, format, crc_ok }) =>
      format === 'fit' && crc_ok === true && !compressed.some((name) => file.endsWith(name)),
  );

  test.skipIf(!hasRealRecordings).for(readable)('on $file', ({ file }) => {
    const bytes = realBytes(file);
    const { recordings, damage } = decodeFit(bytes);
    const [recording] = recordings;
    if (!recording) throw new Error('nothing was read');
    // Where a later part is damaged, the whole part before it is compared.
    const whole = damage === null ? bytes : firstPart(bytes);
    expect(usedOfFastPath(recording)).toEqual(usedOfSdk(sdkMessages(whole)));
  });
});

function firstPart(bytes: Uint8Array): Uint8Array {
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  return bytes.subarray(0, (bytes[0] ?? 0) + size + 2);
}
