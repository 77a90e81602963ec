import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activityFacts, type ActivityFacts } from '../documents/activity-facts.ts';
import { activityDocument } from '../documents/activity.ts';
import { NO_ANNOTATION } from '../documents/annotation.ts';
import { defaultAthleteSettings } from '../documents/athlete-settings.ts';
import { anActivity } from '../testing/an-activity.ts';
import { activityDocumentFrom } from './activity-document-from.ts';
import { activityFactsFrom } from './activity-facts-from.ts';
import { scoreActivity } from './score-activity.ts';

const settings = defaultAthleteSettings('Europe/Berlin', '2025-03-10T00:00:00.000Z');
const origin = {
  source: 'file' as const,
  stravaActivityId: null,
  fileName: 'morning.fit',
  createdAt: '2025-08-16T08:00:00.000Z',
  updatedAt: '2025-08-16T08:00:00.000Z',
};
const documentOf = (facts: ActivityFacts) =>
  activityDocumentFrom(facts, scoreActivity(facts, NO_ANNOTATION, settings), origin);

describe('activityDocumentFrom', () => {
  test('stores miles, feet and minutes, and fits its document', () => {
    const document = documentOf(anActivity({ elevationGainM: 100 }));
    expect(activityDocument.parse(document)).toEqual(document);
    expect(document).toMatchObject({
      date: '2025-08-16',
      type: 'Run',
      durationMinutes: 60,
      distanceMiles: 10,
      avgHeartRate: 150,
      timeInZone1: 0,
      fileName: 'morning.fit',
    });
    expect(document.elevationGainFeet).toBeCloseTo(328.084, 9);
  });

  test('stores what is unknown as null', () => {
    const document = documentOf(
      anActivity({ heartRate: null, distanceM: null, elevationGainM: null, timeZone: null }),
    );
    expect(activityDocument.parse(document)).toEqual(document);
    expect(document).toMatchObject({
      distanceMiles: null,
      elevationGainFeet: null,
      avgHeartRate: null,
      heartRateHistogram: null,
      trimp: null,
      timeInZone5: null,
      totalLoadMiles: null,
    });
  });
});

describe('activityFactsFrom', () => {
  const tenths = (max: number) => fc.integer({ min: 0, max: max * 10 }).map((n) => n / 10);
  const facts = fc
    .record({
      movingTimeS: tenths(604_800),
      elapsedTimeS: tenths(604_800),
      distanceM: fc.option(tenths(4_000_000), { nil: null }),
      elevationGainM: fc.option(tenths(40_000), { nil: null }),
      sport: fc.constantFrom('Run', 'Ride', 'Swim', 'Rowing', 'Yoga', 'Golf'),
    })
    .map(anActivity);

  test('gives back every fact in the precision of a recording', () => {
    fc.assert(
      fc.property(facts, (original) => {
        expect(activityFactsFrom(documentOf(original))).toEqual(original);
        expect(activityFacts.safeParse(original).success).toBe(true);
      }),
    );
  });

  test('scores a stored activity the same again and again', () => {
    const crooked = fc.double({ min: 0.1, max: 300_000, noNaN: true });
    fc.assert(
      fc.property(facts, crooked, crooked, (original, movingTimeS, distanceM) => {
        const stored = documentOf({ ...original, movingTimeS, distanceM });
        const once = documentOf(activityFactsFrom(stored));
        expect(documentOf(activityFactsFrom(once))).toEqual(once);
        expect(once.totalLoadMiles ?? 0).toBeCloseTo(stored.totalLoadMiles ?? 0, 6);
        expect(once.trimp ?? 0).toBeCloseTo(stored.trimp ?? 0, 6);
      }),
    );
  });
});
