import { describe, expect, test } from 'vitest';
import { activityFacts } from './activity-facts.ts';
import { athleteSettingsDocument, defaultAthleteSettings } from './athlete-settings.ts';
import { refusalFrom } from './refusal-from.ts';
import { anActivity } from '../testing/an-activity.ts';
import { aThresholdSet } from '../testing/a-threshold-set.ts';

const settings = defaultAthleteSettings('Europe/Berlin', '2025-03-10T00:00:00.000Z');

describe('refusalFrom', () => {
  test.each([
    [
      { thresholds: [aThresholdSet({ maxHr: 300 })] },
      'thresholds.0.maxHr',
      'must be between 100 and 240 bpm',
    ],
    [
      { thresholds: [aThresholdSet(), aThresholdSet()] },
      'thresholds',
      'must be ascending by from, one set a day',
    ],
    [{ timeZone: 'Mars/Base' }, 'timeZone', 'must be an IANA time zone such as Europe/Berlin'],
    [{ footFeetPerMile: 600 }, 'footFeetPerMile', 'must be 750, 528 or 667'],
    [
      { updatedAt: 'yesterday' },
      'updatedAt',
      'must be an instant in UTC such as 2025-08-16T06:30:00.000Z',
    ],
    [{ password: 'x' }, 'password', 'must be left out: no such field is known'],
  ])('of settings with %j names %s', (changes, field, message) => {
    const parsed = athleteSettingsDocument.safeParse({ ...settings, ...changes });
    expect(parsed.success).toBe(false);
    if (!parsed.success) expect(refusalFrom(parsed.error)).toEqual({ field, message });
  });

  test('names the nested field of impossible facts', () => {
    const parsed = activityFacts.safeParse(
      anActivity({ heartRate: { avgBpm: 400, maxBpm: null, histogram: null } }),
    );
    expect(parsed.success ? null : refusalFrom(parsed.error).field).toBe('heartRate.avgBpm');
  });
});

describe('defaultAthleteSettings', () => {
  test('fit their own document and are not confirmed', () => {
    expect(athleteSettingsDocument.parse(settings)).toEqual(settings);
    expect(settings.confirmed).toBe(false);
    expect(settings.thresholds[0]).toMatchObject({ restingHr: 44, maxHr: 178, gender: 'male' });
  });
});
