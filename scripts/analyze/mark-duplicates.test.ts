import { defaultAthleteSettings, localDay } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { scoredActivity, type ScoredActivity } from './analyzed-activity.ts';
import { markDuplicates } from './mark-duplicates.ts';

const SETTINGS = defaultAthleteSettings('UTC', '2025-05-10T00:00:00.000Z');

function anActivity(
  file: string,
  startedAt: string,
  movingTimeS: number,
  sampled = false,
): ScoredActivity {
  const histogram = sampled ? { firstBpm: 140, seconds: [movingTimeS] } : null;
  const facts = {
    startedAt,
    localDay: localDay(startedAt.slice(0, 10)),
    timeZone: null,
    name: '',
    sport: 'Ride',
    movingTimeS,
    elapsedTimeS: movingTimeS,
    distanceM: 1000,
    elevationGainM: null,
    heartRate: { avgBpm: 140, maxBpm: null, histogram },
    deviceName: null,
  };
  return scoredActivity(file, { facts, fileName: file, caution: null }, SETTINGS);
}
const marks = (...activities: ScoredActivity[]) =>
  markDuplicates(activities).map(({ file, duplicateOf }) => [file, duplicateOf]);

describe('markDuplicates', () => {
  test('a copy starts within two minutes and lasts about as long', () => {
    expect(
      marks(
        anActivity('late.fit', '2025-05-10T07:02:01.000Z', 3600),
        anActivity('a.fit', '2025-05-10T07:00:00.000Z', 3600),
        anActivity('b.fit', '2025-05-10T07:01:59.000Z', 3300),
        anActivity('short.fit', '2025-05-10T07:01:00.000Z', 3000),
      ),
    ).toEqual([
      ['a.fit', null],
      ['short.fit', null],
      ['b.fit', 'a.fit'],
      ['late.fit', null],
    ]);
  });

  test('short ones are told apart as in the product', () => {
    expect(
      marks(
        anActivity('a.fit', '2025-05-10T07:00:00.000Z', 300),
        anActivity('a.gpx', '2025-05-10T07:00:05.000Z', 345),
        anActivity('change.fit', '2025-05-10T08:00:00.000Z', 24),
        anActivity('swim.fit', '2025-05-10T08:00:24.000Z', 24),
      ),
    ).toEqual([
      ['a.fit', null],
      ['a.gpx', 'a.fit'],
      ['change.fit', null],
      ['swim.fit', null],
    ]);
  });

  test('the copy with samples counts', () => {
    expect(
      marks(
        anActivity('a.tcx', '2025-05-10T07:00:00.000Z', 3600),
        anActivity('b.fit', '2025-05-10T07:00:10.000Z', 3600, true),
      ),
    ).toEqual([
      ['a.tcx', 'b.fit'],
      ['b.fit', null],
    ]);
  });

  test('sessions of one file are never copies of each other', () => {
    expect(
      marks(
        anActivity('a.fit', '2025-05-10T07:00:00.000Z', 25),
        anActivity('a.fit', '2025-05-10T07:00:30.000Z', 24),
      ),
    ).toEqual([
      ['a.fit', null],
      ['a.fit', null],
    ]);
  });
});
