import { describe, expect, test } from 'vitest';
import { isSameActivity } from './is-same-activity.ts';

const from = (startedAtS: number, movingTimeS: number) => ({ startedAtS, movingTimeS });

describe('isSameActivity', () => {
  test.each([
    ['a second watch, started a minute late', from(0, 3600), from(70, 3500), true],
    ['a copy to the second', from(0, 20), from(0, 20), true],
    ['a copy that began two minutes later', from(0, 3600), from(121, 3600), false],
    ['a copy much shorter', from(0, 3600), from(0, 3200), false],
    ['the swim and the change after it, in one recording', from(0, 24), from(24, 12), false],
    ['the change and the ride after it', from(24, 12), from(36, 23), false],
  ])('%s', (_claim, a, b, same) => {
    expect(isSameActivity(a, b)).toBe(same);
    expect(isSameActivity(b, a)).toBe(same);
  });
});
