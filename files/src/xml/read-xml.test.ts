import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { gunzipBounded } from '../gunzip-bounded.ts';
import { readActivityFile } from '../read-activity-file.ts';
import { everySecond, gpxText, tcxText } from '../testing/xml-recordings.ts';
import { UnreadableFileError } from '../unreadable-file-error.ts';
import { parseInstant } from './parse-instant.ts';
import { trackAscentM } from './track-ascent.ts';
import { greatCircleM } from './track-distance.ts';
import { trackTime } from './track-time.ts';

const OPTIONS = { athleteTimeZone: 'UTC' };
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) =>
  readActivityFile('a', bytes(text), OPTIONS).map((activity) => activity.facts);

function refusalOf(content: Uint8Array): string {
  try {
    readActivityFile('a', content, OPTIONS);
  } catch (error) {
    if (error instanceof UnreadableFileError) return error.message;
    throw error;
  }
  return 'read';
}

const withGap = [
  ...everySecond(61, () => ({ bpm: 130 })),
  ...everySecond(61, () => ({ bpm: 150 })).map((p) => ({ ...p, at: p.at + 160 })),
];

describe('readTcx', () => {
  test('time, distance, heart rate, sport and device are read', () => {
    const [ride] = read(tcxText());
    expect(ride).toMatchObject({
      startedAt: '2025-05-10T07:00:00.000Z',
      sport: 'Ride',
      movingTimeS: 60,
      distanceM: 400,
      heartRate: { avgBpm: 130, maxBpm: 130 },
      deviceName: 'Invented 1',
    });
  });

  test('leading blanks, a byte order mark and other encodings do not matter', () => {
    const plain = read(tcxText());
    expect(read(`\n   \t${tcxText()}`)).toEqual(plain);
    expect(read(`\uFEFF${tcxText()}`)).toEqual(plain);
    const latin = tcxText().replace('UTF-8', 'ISO-8859-1').replace('Invented 1', 'V\u00e9lo');
    const latinBytes = Uint8Array.from(latin, (letter) => letter.charCodeAt(0));
    const [ride] = readActivityFile('a', latinBytes, OPTIONS);
    expect(ride?.facts.deviceName).toBe('Vélo');
  });

  test('laps that count a pause give way to the track', () => {
    const [ride] = read(tcxText({ laps: [{ seconds: 220 }], points: withGap }));
    expect(ride).toMatchObject({ movingTimeS: 120, elapsedTimeS: 220 });
    expect(ride?.heartRate?.avgBpm).toBe(140);
  });

  test('laps that leave a pause out are believed, even if they are a little longer than the track', () => {
    const [ride] = read(tcxText({ laps: [{ seconds: 125 }], points: withGap }));
    expect(ride).toMatchObject({ movingTimeS: 125, elapsedTimeS: 220 });
  });

  test('laps shorter than the track for short stops are believed', () => {
    const [ride] = read(tcxText({ laps: [{ seconds: 30 }, { seconds: 20 }] }));
    expect(ride?.movingTimeS).toBe(50);
  });

  test('a lap that covers less than half its track is not believed', () => {
    const points = everySecond(601, (at) => ({ bpm: 120, distanceM: at * 3 }));
    const [run] = read(tcxText({ laps: [{ seconds: 100, distanceM: 300 }], points }));
    expect(run).toMatchObject({ movingTimeS: 600, distanceM: 1800 });
  });

  test('laps alone are an activity with average heart rate', () => {
    const laps = [
      { seconds: 600, distanceM: 2000, avgBpm: 120 },
      { seconds: 300, distanceM: 1000, avgBpm: 150 },
    ];
    const [run] = read(tcxText({ sport: 'Running', laps, points: [] }));
    expect(run).toMatchObject({ sport: 'Run', movingTimeS: 900, distanceM: 3000 });
    expect(run?.heartRate).toEqual({ avgBpm: 130, maxBpm: null, histogram: null });
  });

  test('text that is cut off is refused with the place', () => {
    const text = tcxText();
    const cut = bytes(text.slice(0, text.length / 2));
    expect(refusalOf(cut)).toMatch(
      /^TCX: it is not well-formed XML, line \d+, column \d+: unclosed tag/,
    );
  });
});

describe('readGpx', () => {
  test('name, sport, heart rate, distance and zone are read', () => {
    const [run] = read(gpxText());
    expect(run).toMatchObject({
      name: 'Along the river',
      sport: 'Run',
      movingTimeS: 60,
      timeZone: 'Europe/Vienna',
      heartRate: { avgBpm: 140, maxBpm: 140 },
    });
    expect(run?.distanceM).toBeCloseTo(60 * 1e-5 * 111_195.08, 1);
  });

  test('heart rate is found in the extensions of other programs', () => {
    const forms = [
      (bpm: number) => `<ns3:hr xmlns:ns3="x">${bpm}</ns3:hr>`,
      (bpm: number) => `<gpxdata:hr xmlns:gpxdata="x">${bpm}</gpxdata:hr>`,
      (bpm: number) => `<heartrate>${bpm}</heartrate>`,
      (bpm: number) => `<HeartRate> ${bpm}.0 </HeartRate>`,
    ];
    for (const heartRate of forms) {
      expect(read(gpxText({ heartRate }))[0]?.heartRate?.avgBpm).toBe(140);
    }
  });

  test('gaps over 30 s are pauses in time, distance and heart rate', () => {
    const points = withGap.map((p) => ({ ...p, latitude: 47.5 + p.at * 1e-5, longitude: 10 }));
    const [run] = read(gpxText({ points }));
    expect(run).toMatchObject({ movingTimeS: 120, elapsedTimeS: 220 });
    expect(run?.distanceM).toBeCloseTo(120 * 1e-5 * 111_195.08, 1);
    expect(run?.heartRate?.histogram?.seconds.reduce((a, b) => a + b, 0)).toBe(120);
  });

  test('a planned route and a track without times are refused', () => {
    expect(refusalOf(bytes('<gpx><rte><rtept lat="1" lon="2"/></rte></gpx>'))).toBe(
      'GPX: it holds no track, only a route or waypoints',
    );
    expect(refusalOf(bytes(gpxText({ withTimes: false })))).toMatch(/its track has no times/);
  });

  test.each(['0000-01-01T00:30:00+01:00', '0005-05-10T07:00:00Z', '9999-12-31T23:30:00-05:00'])(
    'a start at %s is refused',
    (time) => {
      const text = gpxText({ points: everySecond(61) })
        .replace(/<time>2025-05-10T07:00:00.000Z/g, `<time>${time}`)
        .replace(/<time>2025-[^<]*/g, `<time>${time.replace(':00', ':01')}`);
      expect(refusalOf(bytes(text))).toMatch(/^it cannot have begun at /);
    },
  );

  test('entities of a document type are not expanded', () => {
    const bomb = `<!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${gpxText({ name: '&b;' }).replace(/<\?xml.*\?>/, '')}`;
    expect(refusalOf(bytes(bomb))).toMatch(/^GPX: it is not well-formed XML, .*undefined entity/);
  });

  test('gzip is unpacked, and refused when damaged or cut off', () => {
    const packed = gzipSync(bytes(gpxText()));
    expect(readActivityFile('a.gpx.gz', packed, OPTIONS)).toHaveLength(1);
    const damaged = packed.slice();
    damaged[damaged.length - 6] = (damaged.at(-6) ?? 0) ^ 1;
    expect(refusalOf(damaged)).toBe('gzip: the checksum does not match, the file is damaged');
    expect(refusalOf(packed.subarray(0, packed.length - 40))).toMatch(/^gzip: .*cut off/);
    const bomb = gzipSync(new Uint8Array(4 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(8192);
    expect(() => gunzipBounded(bomb, 1024 * 1024)).toThrow(/unpacks to more than 1 MB/);
  });
});

describe('tracks', () => {
  test('most steps above 30 s mean a sparse recording, not pauses', () => {
    expect(trackTime([0, 60, 120, 180, 190])).toEqual({
      startS: 0,
      endS: 190,
      movingS: 190,
      pauses: [],
    });
  });

  test('points that go back in time add nothing', () => {
    expect(trackTime([0, 10, 5, 12])).toMatchObject({ movingS: 12, endS: 12 });
  });

  test('climb counts turns above 2 m', () => {
    expect(trackAscentM([100, 101, 100, 110, 109, 120])).toBe(20);
    expect(trackAscentM([NaN])).toBeNull();
  });

  test('a degree of longitude at the equator is 111.195 km', () => {
    expect(greatCircleM(0, 0, 0, 1)).toBeCloseTo(111_195.08, 2);
  });

  test('times are read with and without zone', () => {
    expect(parseInstant('2025-05-10T09:00:00+02:00')).toEqual({
      timeS: 1_746_860_400,
      offsetS: 7200,
    });
    expect(parseInstant('2025-05-10T07:00:00')).toEqual({ timeS: 1_746_860_400, offsetS: null });
    expect(parseInstant('yesterday')).toBeNull();
  });
});
