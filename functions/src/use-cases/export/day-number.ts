import { dayOrdinal, localDay, type LocalDay } from '@training-monkey/training';

/** From here on no day under a larger multiplier meets one under a smaller. */
const FIRST_DAY = localDay('0011-01-01');

/**
 * One number for a day of an athlete: day ordinal × 1000 + user id, with 10⁶ and then 10⁹ in place of
 * 1000 for user ids from 1000 and from 10⁶ on. No two are alike for any athletes and days: within a
 * multiplier the user id is the remainder, and the ranges of the multipliers lie apart.
 *
 * @throws RangeError for a user id outside 1–999,999,999, or a day before the year 11
 * @example dayNumber(localDay('2025-08-16'), 1) // 739479001n
 */
export function dayNumber(day: LocalDay, userId: number): bigint {
  if (!Number.isInteger(userId) || userId < 1 || userId > 999_999_999) {
    throw new RangeError(`dayNumber requires a user id from 1 to 999999999, got ${userId}`);
  }
  if (day < FIRST_DAY) throw new RangeError(`dayNumber requires a day from year 11 on, got ${day}`);
  const multiplier = userId < 1000 ? 1_000 : userId < 1_000_000 ? 1_000_000 : 1_000_000_000;
  return BigInt(dayOrdinal(day)) * BigInt(multiplier) + BigInt(userId);
}

/**
 * The id of a rest day's row; always negative, so that it meets no activity.
 * @example restDayId(localDay('2025-08-16'), 1) // -739479001n
 */
export function restDayId(day: LocalDay, userId: number): bigint {
  return -dayNumber(day, userId);
}
