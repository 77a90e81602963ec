import { describe, expect, test } from 'vitest';
import { readActivityFile } from '../read-activity-file.ts';
import { aFitRide } from '../testing/a-fit-ride.ts';
import { FIT_TYPE, FitWriter, withFitCrc } from '../testing/fit-writer.ts';
import { UnreadableFileError } from '../unreadable-file-error.ts';
import { decodeFit } from './decode-fit.ts';
import { fitCrc } from './fit-crc.ts';
import { FIT_EPOCH_S } from './fit-recording.ts';

const { enum: ENUM, uint8, uint16, uint32, string } = FIT_TYPE;
const START = Date.parse('2025-05-10T07:00:00Z') / 1000 - FIT_EPOCH_S;
const OPTIONS = { athleteTimeZone: 'Europe/Berlin' };

const RECORD: [number, number, number][] = [
  [253, 4, uint32],
  [3, 1, uint8],
];
const SESSION: [number, number, number][] = [
  [253, 4, uint32],
  [2, 4, uint32],
  [5, 1, ENUM],
  [7, 4, uint32],
  [8, 4, uint32],
];

function refusalOf(bytes: Uint8Array): string {
  try {
    readActivityFile('ride.fit', bytes, OPTIONS);
  } catch (error) {
    if (error instanceof UnreadableFileError) return error.message;
    throw error;
  }
  return 'read';
}

function samples(bytes: Uint8Array): [number | undefined, number | undefined][] {
  const records = decodeFit(bytes).recordings[0]?.records;
  return Array.from({ length: records?.length ?? 0 }, (_, i) => [
    (records?.times[i] ?? NaN) - START,
    records?.heartRates[i],
  ]);
}

describe('decodeFit', () => {
  test('the checksum is CRC-16/ARC', () => {
    expect(fitCrc(new TextEncoder().encode('123456789'), 0, 9)).toBe(0xbb3d);
  });

  test('compressed times count on from the last full time and run over after 32 s', () => {
    const writer = new FitWriter().define(0, 20, RECORD).define(1, 20, [[3, 1, uint8]]);
    writer.message(0, [START, 100]);
    for (const after of [1, 2, 20, 31, 33, 60]) writer.compressed(1, START + after, [100 + after]);
    expect(samples(writer.finish())).toEqual([
      [0, 100],
      [1, 101],
      [2, 102],
      [20, 120],
      [31, 131],
      [33, 133],
      [60, 160],
    ]);
  });

  test('developer fields are stepped over', () => {
    const writer = new FitWriter().define(0, 20, RECORD, { developer: [2, 5] });
    writer.message(0, [START, 111], [1, 2, 3, 4, 5, 6, 7]);
    writer.message(0, [START + 1, 112], [9, 9, 9, 9, 9, 9, 9]);
    expect(samples(writer.finish())).toEqual([
      [0, 111],
      [1, 112],
    ]);
  });

  test('both byte orders and odd field types are read', () => {
    const writer = new FitWriter().define(0, 20, RECORD, { littleEndian: false });
    writer.message(0, [START, 111]);
    writer.define(1, 20, [
      [3, 2, uint16],
      [253, 4, uint32],
    ]);
    writer.message(1, [112, START + 1]).message(1, [0xffff, START + 2]);
    expect(samples(writer.finish())).toEqual([
      [0, 111],
      [1, 112],
      [2, 255],
    ]);
  });

  test('joined files are several recordings, and zeros behind them are padding', () => {
    const joined = new Uint8Array([...aFitRide({ seconds: 60 }), ...aFitRide({ seconds: 90 })]);
    const padded = new Uint8Array([...joined, 0, 0, 0, 0]);
    for (const bytes of [joined, padded]) {
      const activities = readActivityFile('rides.fit', bytes, OPTIONS);
      expect(activities.map(({ facts }) => facts.movingTimeS)).toEqual([60, 90]);
      expect(activities.every(({ caution }) => caution === null)).toBe(true);
    }
  });

  test('a damaged second part leaves the first, with a caution', () => {
    const joined = new Uint8Array([...aFitRide({ seconds: 60 }), ...aFitRide({ seconds: 90 })]);
    joined[joined.length - 1] = (joined.at(-1) ?? 0) ^ 1;
    const activities = readActivityFile('rides.fit', joined, OPTIONS);
    expect(activities).toHaveLength(1);
    expect(activities[0]?.caution).toBe(
      'only the first part of the file could be read, behind it the checksum does not match, the file is damaged',
    );
  });

  test('every kind of damage is refused by name', () => {
    const whole = aFitRide({ seconds: 60 });
    const flipped = whole.slice();
    flipped[200] = (flipped[200] ?? 0) ^ 0x10;
    const noContent = whole.slice();
    new DataView(noContent.buffer).setUint32(4, 0, true);
    const undefinedMessage = whole.slice();
    undefinedMessage[14] = 0x0f;
    expect(refusalOf(new Uint8Array())).toBe('the file is empty');
    expect(refusalOf(whole.subarray(0, 700))).toMatch(
      /^FIT: the file is cut off, \d+ of \d+ bytes/,
    );
    expect(refusalOf(flipped)).toBe('FIT: the checksum does not match, the file is damaged');
    expect(refusalOf(noContent)).toMatch(/the recording was never finished/);
    expect(refusalOf(withFitCrc(undefinedMessage))).toMatch(/byte 14 has no definition/);
    expect(refusalOf(new TextEncoder().encode('hello'))).toBe('it is neither FIT, TCX nor GPX');
  });

  test('a settings file is refused as what it is', () => {
    const bytes = new FitWriter()
      .define(0, 0, [[0, 1, ENUM]])
      .message(0, [2])
      .finish();
    expect(refusalOf(bytes)).toBe('FIT: it is no activity but a settings file');
  });
});

describe('the activities of a FIT file', () => {
  const read = (bytes: Uint8Array, options = OPTIONS) =>
    readActivityFile('ride.fit', bytes, options).map(({ facts }) => facts);

  test('time while the timer is stopped does not count', () => {
    const [ride] = read(aFitRide({ seconds: 300, pauses: [[100, 160]] }));
    expect(ride).toMatchObject({ movingTimeS: 240, elapsedTimeS: 300 });
    const seconds = ride?.heartRate?.histogram?.seconds.reduce((a, b) => a + b, 0);
    expect(seconds).toBe(240);
  });

  test('a sample lasts until the next one, at most 30 s', () => {
    const writer = new FitWriter().define(0, 20, RECORD);
    writer
      .message(0, [START, 120])
      .message(0, [START + 10, 130])
      .message(0, [START + 100, 140]);
    const [ride] = read(writer.finish());
    expect(ride?.heartRate).toMatchObject({ avgBpm: (120 * 10 + 130 * 30) / 40, maxBpm: 140 });
  });

  test('a record without a time does not make the one before it last longer', () => {
    const writer = new FitWriter().define(0, 20, RECORD).define(1, 20, [[3, 1, uint8]]);
    writer.message(0, [START, 120]).message(1, [130]);
    for (const after of [1, 2]) writer.message(0, [START + after, 140]);
    const [ride] = readActivityFile('ride.fit', writer.finish(), OPTIONS);
    const seconds = [1, ...Array<number>(19).fill(0), 1];
    expect(ride?.facts.heartRate?.histogram).toEqual({ firstBpm: 120, seconds });
  });

  test('each session gets the records from its start on', () => {
    const writer = new FitWriter().define(0, 20, RECORD).define(1, 18, SESSION);
    for (let s = 0; s < 100; s++) writer.message(0, [START + s, s < 40 ? 100 : 150]);
    writer.message(1, [START + 100, START + 40, 1, 60_000, 60_000]);
    writer.message(1, [START + 40, START, 2, 40_000, 40_000]);
    const rides = read(writer.finish());
    expect(rides.map((r) => [r.sport, r.movingTimeS, r.heartRate?.avgBpm])).toEqual([
      ['Ride', 40, 100],
      ['Run', 60, 150],
    ]);
  });

  test('records from before the clock was set do not move the start', () => {
    const writer = new FitWriter().define(0, 20, RECORD).define(1, 18, SESSION);
    writer.message(0, [40, 110]);
    for (let s = 0; s < 60; s++) writer.message(0, [START + s, 120]);
    writer.message(1, [START + 60, START, 2, 60_000, 60_000]);
    expect(read(writer.finish())[0]?.startedAt).toBe('2025-05-10T07:00:00.000Z');
  });

  test('a session without its start began its time before its end', () => {
    const writer = new FitWriter().define(1, 18, SESSION);
    writer.message(1, [START + 600, 0xffffffff, 1, 600_000, 600_000]);
    expect(read(writer.finish())[0]?.startedAt).toBe('2025-05-10T07:00:00.000Z');
  });

  test('a timer that was not kept gives way to the time between stops', () => {
    const writer = new FitWriter().define(1, 18, SESSION);
    writer.message(1, [START + 600, START, 1, 600_000, 0]);
    expect(read(writer.finish())[0]?.movingTimeS).toBe(600);
  });

  test('a file without samples has the average of its session, and no histogram', () => {
    const writer = new FitWriter().define(1, 18, [...SESSION, [16, 1, uint8], [17, 1, uint8]]);
    writer.message(1, [START + 600, START, 1, 600_000, 600_000, 140, 171]);
    const [run] = read(writer.finish());
    expect(run?.heartRate).toEqual({ avgBpm: 140, maxBpm: 171, histogram: null });
  });

  test('an average of zero is unknown, not a heart rate', () => {
    const writer = new FitWriter().define(1, 18, [...SESSION, [16, 1, uint8]]);
    writer.message(1, [START + 600, START, 1, 600_000, 600_000, 0]);
    expect(read(writer.finish())[0]?.heartRate).toBeNull();
  });

  test('the day comes from the device’s wall clock, else the place, else the athlete', () => {
    const late = '2025-05-10T22:30:00Z';
    const inNewYork = { latitude: 40.7, longitude: -74 };
    const nowhere = { latitude: 0, longitude: 0 };
    const [byClock] = read(aFitRide({ startedAt: late, ...inNewYork, localOffsetS: 7200 }));
    const [byPlace] = read(aFitRide({ startedAt: late, ...inNewYork }));
    const [byAthlete] = read(aFitRide({ startedAt: late, seconds: 5, ...nowhere }), {
      athleteTimeZone: 'Asia/Tokyo',
    });
    expect(byClock).toMatchObject({ localDay: '2025-05-11', timeZone: 'America/New_York' });
    expect(byPlace).toMatchObject({ localDay: '2025-05-10', timeZone: 'America/New_York' });
    expect(byAthlete?.localDay).toBe('2025-05-11');
  });

  test.each([
    ['on a treadmill', 1, 'Run'],
    ['on an indoor track', 45, 'Run'],
    ['in a virtual world', 58, 'VirtualRun'],
  ])('a run %s has the type that Strava gives it', (_where, subSport, type) => {
    const [run] = readActivityFile('run.fit', aFitRide({ sport: 1, subSport }), OPTIONS);
    expect(run?.facts.sport).toBe(type);
  });

  test('the device is named', () => {
    const writer = new FitWriter()
      .define(0, 0, [
        [0, 1, ENUM],
        [8, 12, string],
      ])
      .message(0, [4, 'Pace 9'])
      .define(1, 18, SESSION)
      .message(1, [START + 60, START, 2, 60_000, 60_000]);
    expect(read(writer.finish())[0]).toMatchObject({ deviceName: 'Pace 9', name: '' });
  });

  test('an impossible time is refused by its field', () => {
    const writer = new FitWriter().define(1, 18, SESSION);
    writer.message(1, [START + 60, START, 2, 4_000_000_000, 4_000_000_000]);
    expect(refusalOf(writer.finish())).toMatch(/^FIT: movingTimeS is impossible/);
  });
});
