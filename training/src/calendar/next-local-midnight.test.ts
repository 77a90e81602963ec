import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localDayOf } from './local-day-of.ts';
import { nextLocalMidnight } from './next-local-midnight.ts';

describe('nextLocalMidnight', () => {
  test.each([
    ['a plain evening', '2025-06-10T18:00:00.000Z', 'Europe/Berlin', '2025-06-10T22:00:00.000Z'],
    ['midnight itself', '2025-06-10T22:00:00.000Z', 'Europe/Berlin', '2025-06-11T22:00:00.000Z'],
    [
      'the day of 23 hours',
      '2025-03-29T23:30:00.000Z',
      'Europe/Berlin',
      '2025-03-30T22:00:00.000Z',
    ],
    [
      'the day of 25 hours',
      '2025-10-25T22:30:00.000Z',
      'Europe/Berlin',
      '2025-10-26T23:00:00.000Z',
    ],
    [
      'a midnight that is skipped',
      '2018-11-03T20:00:00.000Z',
      'America/Sao_Paulo',
      '2018-11-04T03:00:00.000Z',
    ],
    [
      'a clock put back at midnight',
      '2018-02-17T20:00:00.000Z',
      'America/Sao_Paulo',
      '2018-02-18T03:00:00.000Z',
    ],
    [
      'a day that never was',
      '2011-12-29T20:00:00.000Z',
      'Pacific/Apia',
      '2011-12-30T10:00:00.000Z',
    ],
    [
      'a day begun twice',
      '2006-10-29T01:00:00.000Z',
      'America/St_Johns',
      '2006-10-29T02:30:00.000Z',
    ],
  ])('after %s', (_, now, timeZone, midnight) => {
    expect(nextLocalMidnight(now, timeZone)).toBe(midnight);
  });

  test('is the first instant of a later day', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'America/Sao_Paulo',
      'Africa/Cairo',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Pacific/Auckland',
      'America/Havana',
    );
    const instants = fc.date({
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2035-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, zones, (now, zone) => {
        const today = localDayOf(now.toISOString(), zone);
        const next = nextLocalMidnight(now.toISOString(), zone);
        const justBefore = new Date(Date.parse(next) - 1).toISOString();
        expect(localDayOf(next, zone) > today).toBe(true);
        expect(localDayOf(justBefore, zone)).toBe(today);
        expect(Date.parse(next)).toBeGreaterThan(now.getTime());
      }),
      { numRuns: 300 },
    );
  });

  test('refuses what is no instant', () => {
    expect(() => nextLocalMidnight('soon', 'UTC')).toThrow(
      'nextLocalMidnight requires an ISO 8601 instant, got soon',
    );
  });
});
