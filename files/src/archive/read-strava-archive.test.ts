import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { gzipSync, zipSync, type Zippable } from 'fflate';
import { describe, expect, test } from 'vitest';
import { aFitRide } from '../testing/a-fit-ride.ts';
import { gpxText } from '../testing/xml-recordings.ts';
import { UnreadableFileError } from '../unreadable-file-error.ts';
import type { RandomAccess } from './random-access.ts';
import { readStravaArchive, type ArchiveItem, type ArchiveOptions } from './read-strava-archive.ts';

const OPTIONS = { athleteTimeZone: 'Europe/Berlin' };
const bytes = (text: string) => new TextEncoder().encode(text);

const HEADER =
  'Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename,Moving Time,Distance,Average Heart Rate';
const CSV = [
  HEADER,
  '1,"May 10, 2025, 7:00:00 AM",Morning loop,Gravel Ride,700,4.8,activities/900.fit.gz,600,4800,',
  '2,"May 11, 2025, 10:30:00 PM",Gym,Weight Training,3600,0,,3000,,118',
  '3,"May 12, 2025, 7:00:00 AM",Broken,Run,1800,5.0,activities/902.fit,1700,5000,150',
  '4,"May 13, 2025, 7:00:00 AM",Lost,Run,1800,5.0,activities/903.fit,1700,5000,',
  '5,sometime,Undated,Run,1800,5.0,,1700,5000,',
].join('\n');

function anArchive(changes: Zippable = {}): Uint8Array {
  return zipSync({
    'activities.csv': bytes(CSV),
    'activities/900.fit.gz': [gzipSync(aFitRide()), { level: 0 }],
    'activities/901.gpx': bytes(gpxText()),
    'activities/902.fit': aFitRide().subarray(0, 900),
    'routes/loop.gpx': bytes(gpxText({ withTimes: false })),
    'media/photo.jpg': bytes('not a recording'),
    '__MACOSX/activities/._900.fit.gz': bytes('x'),
    ...changes,
  });
}

/** Reads an archive and counts how much of it was held at a time. */
async function readAll(archive: Uint8Array, options: ArchiveOptions = OPTIONS) {
  let largestRead = 0;
  const source: RandomAccess = {
    size: archive.length,
    read: (offset, length) => {
      largestRead = Math.max(largestRead, length);
      return Promise.resolve(archive.slice(offset, offset + length));
    },
  };
  const items: ArchiveItem[] = [];
  for await (const item of readStravaArchive(source, options)) items.push(item);
  return { items, largestRead };
}

const summary = (items: ArchiveItem[]) =>
  items.map((item) =>
    'skipped' in item
      ? [item.fileName, item.skipped]
      : [item.fileName, ...item.activities.map(({ facts }) => `${facts.name}|${facts.sport}`)],
  );

describe('readStravaArchive', () => {
  test('recordings take name and type from their row; rows without recording stand alone', async () => {
    const { items } = await readAll(anArchive());
    expect(summary(items)).toEqual([
      ['activities/900.fit.gz', 'Morning loop|GravelRide'],
      ['activities/901.gpx', 'Along the river|Run'],
      ['activities/902.fit', 'Broken|Run'],
      ['activities.csv', 'Gym|WeightTraining'],
      ['activities/903.fit', 'Lost|Run'],
      ['activities.csv', 'the row of "Undated" has no date or no time that can be read'],
    ]);
    expect(items.at(-1)).toMatchObject({ done: 6, total: 6 });
  });

  test('a manual activity has its totals and the day of the athlete', async () => {
    const { items } = await readAll(anArchive());
    const gym = items.find(
      (item) => 'activities' in item && item.activities[0]?.facts.name === 'Gym',
    );
    expect(gym && 'activities' in gym && gym.activities[0]?.facts).toMatchObject({
      startedAt: '2025-05-11T22:30:00.000Z',
      localDay: '2025-05-12',
      movingTimeS: 3000,
      elapsedTimeS: 3600,
      distanceM: 0,
      heartRate: { avgBpm: 118, maxBpm: null, histogram: null },
    });
  });

  test('an activity without movement lasts as long as it took', async () => {
    const yoga = '6,"May 14, 2025, 7:00:00 AM",Mat,Yoga,1800,0,,0,0,';
    const { items } = await readAll(anArchive({ 'activities.csv': bytes(`${HEADER}\n${yoga}`) }));
    const last = items.at(-1);
    expect(last && 'activities' in last && last.activities[0]?.facts.movingTimeS).toBe(1800);
  });

  test('a recording that cannot be read says so and counts by its totals', async () => {
    const { items } = await readAll(anArchive());
    const broken = items.find((item) => item.fileName === 'activities/902.fit');
    const activity = broken && 'activities' in broken ? broken.activities[0] : undefined;
    expect(activity?.facts).toMatchObject({ movingTimeS: 1700, distanceM: 5000 });
    expect(activity?.caution).toMatch(/cannot be read \(FIT: the file is cut off/);
  });

  test('a row with an impossible date costs the others nothing', async () => {
    const csv = CSV.replace('May 11, 2025', 'Dec 31, 9999');
    const { items } = await readAll(anArchive({ 'activities.csv': bytes(csv) }));
    expect(items).toHaveLength(6);
    expect(items).toContainEqual({
      fileName: 'activities.csv',
      skipped: 'the row of "Gym" has no date or no time that can be read',
      done: 4,
      total: 6,
    });
  });

  test('headings in another language leave the recordings to speak for themselves', async () => {
    const csv = bytes('Aktivitäts-ID,Aktivitätsdatum,Dateiname\n1,2,activities/900.fit.gz');
    const { items } = await readAll(anArchive({ 'activities.csv': csv }));
    expect(summary(items)).toEqual([
      ['activities.csv', expect.stringMatching(/headings are not the English ones/) as string],
      ['activities/900.fit.gz', '|Ride'],
      ['activities/901.gpx', 'Along the river|Run'],
      ['activities/902.fit', expect.stringMatching(/^FIT: the file is cut off/) as string],
    ]);
  });

  test('an archive packed again inside a folder is the same', async () => {
    const plain = await readAll(anArchive());
    const nested = zipSync({
      export_1: {
        'activities.csv': bytes(CSV),
        activities: {
          '900.fit.gz': gzipSync(aFitRide()),
          '901.gpx': bytes(gpxText()),
          '902.fit': aFitRide().subarray(0, 900),
        },
      },
    });
    const { items } = await readAll(nested);
    const names = (list: ArchiveItem[]) => summary(list).map(([, ...rest]) => rest);
    expect(names(items)).toEqual(names(plain.items));
  });

  test('workers share an archive without gap or overlap', async () => {
    const whole = summary((await readAll(anArchive())).items);
    const shares = await Promise.all(
      [0, 1, 2].map((part) => readAll(anArchive(), { ...OPTIONS, share: { part, parts: 3 } })),
    );
    const shared = shares.flatMap(({ items }) => summary(items));
    expect(shared.toSorted()).toEqual(whole.toSorted());
  });

  test('it is never held whole', async () => {
    const recordings = Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [
        `activities/${i}.fit`,
        [aFitRide({ seconds: 300 + i }), { level: 0 }] as [Uint8Array, { level: 0 }],
      ]),
    );
    const archive = zipSync(recordings);
    const { items, largestRead } = await readAll(archive);
    expect(items).toHaveLength(200);
    expect(largestRead).toBeLessThan(archive.length / 10);
  });

  test('a Blob and the zip64 form are read', async () => {
    const writer = new ZipWriter(new Uint8ArrayWriter(), { zip64: true, useWebWorkers: false });
    await writer.add('activities/1.fit', new Uint8ArrayReader(aFitRide()));
    const archive = await writer.close();
    const items: ArchiveItem[] = [];
    for await (const item of readStravaArchive(new Blob([archive]), OPTIONS)) items.push(item);
    expect(summary(items)).toEqual([['activities/1.fit', '|Ride']]);
  });

  test('content that does not match its checksum is skipped, the rest goes on', async () => {
    const archive = zipSync({
      'a.fit': [aFitRide(), { level: 0 }],
      'b.fit': [aFitRide(), { level: 0 }],
    });
    archive[500] = (archive[500] ?? 0) ^ 1;
    const { items } = await readAll(archive);
    expect(summary(items)).toEqual([
      ['a.fit', 'zip: its content in the archive is damaged'],
      ['b.fit', '|Ride'],
    ]);
  });

  test('what is no zip, or cut off, is refused', async () => {
    for (const archive of [bytes('PK but no zip'), anArchive().subarray(0, 2000)]) {
      await expect(readAll(archive)).rejects.toThrow(UnreadableFileError);
    }
  });

  test('a clock that was not set takes its date from the row', async () => {
    const unset = aFitRide({ startedAt: '1990-07-09T07:00:00Z', latitude: 0, longitude: 0 });
    const { items } = await readAll(anArchive({ 'activities/900.fit.gz': gzipSync(unset) }));
    const [first] = items;
    expect(first && 'activities' in first && first.activities[0]).toMatchObject({
      facts: { startedAt: '2025-05-10T07:00:00.000Z', localDay: '2025-05-10' },
      caution: 'the clock of the device was not set, the date comes from activities.csv',
    });
  });
});
