import { describe, expect, test } from 'vitest';
import { localDayOf } from './local-day-of.ts';
import { wallClockMs } from './wall-clock-ms.ts';

describe('localDayOf', () => {
  test.each([
    ['2025-03-30T22:30:00.000Z', 'Europe/Berlin', '2025-03-31'],
    ['2025-03-30T21:59:59.999Z', 'Europe/Berlin', '2025-03-30'],
    ['2025-01-01T04:59:59.999Z', 'America/New_York', '2024-12-31'],
    ['2025-01-01T05:00:00.000Z', 'America/New_York', '2025-01-01'],
    ['2025-06-30T18:30:00.000Z', 'Asia/Kolkata', '2025-07-01'],
    ['2025-06-30T10:00:00.000Z', 'Pacific/Kiritimati', '2025-07-01'],
    ['1969-12-31T23:59:59.999Z', 'UTC', '1969-12-31'],
  ])('%s in %s is %s', (instant, timeZone, day) => {
    expect(localDayOf(instant, timeZone)).toBe(day);
  });
  test('refuses what is no instant and what is no time zone', () => {
    expect(() => localDayOf('yesterday', 'UTC')).toThrow(
      'localDayOf requires an ISO 8601 instant, got yesterday',
    );
    expect(() => localDayOf('2025-01-01T00:00:00.000Z', 'Mars/Base')).toThrow(
      'requires an IANA time zone, got Mars/Base',
    );
  });
});

describe('wallClockMs', () => {
  test('keeps milliseconds and knows half-hour zones', () => {
    expect(wallClockMs(0, 'Asia/Tokyo')).toBe(32_400_000);
    expect(wallClockMs(-1, 'UTC')).toBe(-1);
    expect(wallClockMs(1234, 'Asia/Kolkata')).toBe(5.5 * 3_600_000 + 1234);
  });
});
