import { wallClockMs } from './wall-clock-ms.ts';

const MS_PER_DAY = 86_400_000;

/**
 * The first instant whose calendar day in a time zone is later than now's.
 *
 * Usually 00:00; 01:00 where daylight saving skips midnight. The guess under the present offset is
 * moved on while the clock has been put back in between, then narrowed down to the millisecond.
 *
 * @returns an instant as ISO 8601 in UTC
 * @throws RangeError if the instant cannot be read or the time zone is unknown
 * @example nextLocalMidnight('2025-03-30T12:00:00.000Z', 'Europe/Berlin') // '2025-03-30T22:00:00.000Z'
 */
export function nextLocalMidnight(nowIso: string, timeZone: string): string {
  const nowMs = Date.parse(nowIso);
  if (Number.isNaN(nowMs)) {
    throw new RangeError(`nextLocalMidnight requires an ISO 8601 instant, got ${nowIso}`);
  }
  const dayCountAt = (ms: number) => Math.floor(wallClockMs(ms, timeZone) / MS_PER_DAY);
  const today = dayCountAt(nowMs);
  const untilMidnight = (ms: number) => (today + 1) * MS_PER_DAY - wallClockMs(ms, timeZone);

  let before = nowMs;
  let after = nowMs + untilMidnight(nowMs);
  while (dayCountAt(after) <= today) {
    before = after;
    after += untilMidnight(after);
  }
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayCountAt(middle) > today) after = middle;
    else before = middle;
  }
  return new Date(after).toISOString();
}
