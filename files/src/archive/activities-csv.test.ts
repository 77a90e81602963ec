import { describe, expect, test } from 'vitest';
import { hasRealRecordings, realText } from '../testing/real-recordings.ts';
import { parseActivitiesCsv } from './activities-csv.ts';
import { parseActivityDate } from './parse-activity-date.ts';

/** Fills a header's columns by title; a list fills the occurrences of a title in turn. */
function row(header: string[], values: Record<string, string | string[]>): string {
  const seen = new Map<string, number>();
  const cells = header.map((title) => {
    const occurrence = seen.get(title) ?? 0;
    seen.set(title, occurrence + 1);
    const value = values[title] ?? '';
    const cell = Array.isArray(value) ? (value[occurrence] ?? '') : occurrence === 0 ? value : '';
    return `"${cell.replaceAll('"', '""')}"`;
  });
  return cells.join(',');
}

const csv = (header: string[], ...rows: Record<string, string | string[]>[]) =>
  [
    header.map((title) => `"${title.replaceAll('"', '""')}"`).join(','),
    ...rows.map((r) => row(header, r)),
  ].join('\n');

const HEADER_2018 = [
  'id',
  'date',
  'name',
  'type',
  'description',
  'elapsed_time',
  'distance',
  'commute',
  'gear',
  'filename',
];
const MODERN = [
  'Activity ID',
  'Activity Date',
  'Activity Name',
  'Activity Type',
  'Activity Description',
  'Elapsed Time',
  'Distance',
  'Max Heart Rate',
  'Filename',
  'Elapsed Time',
  'Moving Time',
  'Distance',
  'Elevation Gain',
  'Max Heart Rate',
  'Average Heart Rate',
  '<span class="x">Type</span>',
];

const modernValues = {
  'Activity ID': '77',
  'Activity Date': 'May 12, 2026, 3:38:01 PM',
  'Activity Name': 'Hills, again',
  'Activity Type': 'E-Bike Ride',
  'Activity Description': 'first line\nsecond "line"',
  'Elapsed Time': ['3700', '3700.0'],
  Distance: ['12.34', '12340.5'],
  'Max Heart Rate': ['171', '171.0'],
  'Moving Time': '3600.0',
  'Elevation Gain': '250.0',
  'Average Heart Rate': '141.5',
  Filename: 'activities/123.fit.gz',
};
const expectedModern = {
  fileName: 'activities/123.fit.gz',
  name: 'Hills, again',
  sport: 'EBikeRide',
  startedAt: '2026-05-12T15:38:01.000Z',
  movingTimeS: 3600,
  elapsedTimeS: 3700,
  distanceM: 12_340.5,
  elevationGainM: 250,
  avgBpm: 141.5,
  maxBpm: 171,
};

describe('parseActivitiesCsv', () => {
  test('repeated titles are told apart by occurrence: the second distance is in metres', () => {
    expect(parseActivitiesCsv(csv(MODERN, modernValues))).toEqual([expectedModern]);
  });

  test('the titles of 2018 give metres and seconds', () => {
    const text = csv(HEADER_2018, {
      id: '5',
      date: '2018-05-30 17:53:05',
      name: 'Evening',
      type: 'Run',
      elapsed_time: '1800',
      distance: '5012.3',
      filename: '',
    });
    expect(parseActivitiesCsv(text)).toEqual([
      {
        fileName: null,
        name: 'Evening',
        sport: 'Run',
        startedAt: '2018-05-30T17:53:05.000Z',
        movingTimeS: null,
        elapsedTimeS: 1800,
        distanceM: 5012.3,
        elevationGainM: null,
        avgBpm: null,
        maxBpm: null,
      },
    ]);
  });

  test('a single modern distance is in kilometres', () => {
    const header = [
      'Activity Date',
      'Activity Name',
      'Activity Type',
      'Elapsed Time',
      'Distance',
      'Filename',
    ];
    const text = csv(header, { ...modernValues, Distance: '1,012.5', 'Elapsed Time': '60' });
    expect(parseActivitiesCsv(text)?.[0]?.distanceM).toBe(1_012_500);
  });

  test('empty cells are unknown, not zero', () => {
    const text = csv(MODERN, { 'Activity Date': 'May 12, 2026, 3:38:01 PM', 'Elapsed Time': '60' });
    expect(parseActivitiesCsv(text)?.[0]).toMatchObject({
      distanceM: null,
      avgBpm: null,
      sport: null,
    });
  });

  test('titles in another language, and no CSV at all, are left to the files', () => {
    expect(parseActivitiesCsv('Aktivitäts-ID,Aktivitätsdatum,Dateiname\n1,2,3')).toBeNull();
    expect(parseActivitiesCsv('a "b\n"c')).toBeNull();
    expect(parseActivitiesCsv('')).toBeNull();
  });

  test.skipIf(!hasRealRecordings)('the real titles of all three generations are understood', () => {
    const generations = JSON.parse(realText('strava-export-headers.json')) as Record<
      string,
      string[]
    >;
    const old = csv(generations['2018'] ?? [], {
      date: '2018-05-30 17:53:05',
      type: 'Ride',
      distance: '12340.5',
      elapsed_time: '3700',
      filename: 'activities/123.fit.gz',
      name: 'Hills, again',
    });
    expect(parseActivitiesCsv(old)).toMatchObject([
      { distanceM: 12_340.5, sport: 'Ride', elapsedTimeS: 3700, fileName: 'activities/123.fit.gz' },
    ]);
    for (const year of ['2022', '2026-05']) {
      const header = generations[year] ?? [];
      const maxima = header.filter((title) => title === 'Max Heart Rate').length;
      const values = {
        ...modernValues,
        'Max Heart Rate': maxima === 2 ? ['171', '171.0'] : ['171.0'],
      };
      expect(parseActivitiesCsv(csv(header, values)), year).toEqual([expectedModern]);
    }
  });
});

describe('parseActivityDate', () => {
  test('reads both forms, whatever blank stands before PM', () => {
    expect(parseActivityDate('May 12, 2026, 12:05:00\u202fAM')).toBe('2026-05-12T00:05:00.000Z');
    expect(parseActivityDate('2018-05-30 17:53:05')).toBe('2018-05-30T17:53:05.000Z');
  });

  test('refuses days that do not exist and other forms', () => {
    expect(parseActivityDate('2018-02-30 17:53:05')).toBeNull();
    expect(parseActivityDate('12 mai 2026 à 15:38:01')).toBeNull();
  });
});
