import { describe, expect, test } from 'vitest';
import { readCoachConfiguration } from './coach-configuration.ts';

const KEY = { ANTHROPIC_API_KEY: 'sk-not-a-key' };

describe('readCoachConfiguration', () => {
  test.each([[{}], [{ ANTHROPIC_API_KEY: '' }], [{ COACH_MAY_USE_STRAVA_DATA: 'yes' }]])(
    'of %j is nothing: without a key the rules speak',
    (env) => {
      expect(readCoachConfiguration(env)).toBeNull();
    },
  );

  test('keeps data from Strava out unless told otherwise', () => {
    expect(readCoachConfiguration(KEY)).toMatchObject({
      mayUseStravaData: false,
      timeoutMs: 20_000,
      retries: 1,
      effort: 'low',
    });
    const told = readCoachConfiguration({ ...KEY, COACH_MAY_USE_STRAVA_DATA: 'yes' });
    expect(told?.mayUseStravaData).toBe(true);
  });

  test.each([
    ['COACH_MAY_USE_STRAVA_DATA', 'true'],
    ['ANTHROPIC_TIMEOUT_MS', '600000'],
    ['ANTHROPIC_RETRIES', 'many'],
    ['ANTHROPIC_BASE_URL', 'nowhere'],
    ['COACH_DAILY_TOKENS', '-1'],
  ])('names a wrong %s', (name, value) => {
    expect(() => readCoachConfiguration({ ...KEY, [name]: value })).toThrow(
      `readCoachConfiguration requires ${name} to be right`,
    );
  });

  test('takes effort away for models that know none', () => {
    expect(readCoachConfiguration({ ...KEY, ANTHROPIC_EFFORT: 'none' })?.effort).toBeNull();
  });
});
