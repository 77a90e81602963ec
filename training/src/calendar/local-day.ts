/**
 * A calendar day on the athlete's wall clock, `YYYY-MM-DD`.
 *
 * Not a `Date`: a `Date` is an instant and means different days in different places. Arithmetic is
 * done in UTC, where every day has 24 hours, so daylight saving cannot shift a window.
 */
export type LocalDay = string & { readonly __localDay: unique symbol };

const MS_PER_DAY = 86_400_000;
/** 1970-01-01 in the proleptic Gregorian count where 0001-01-01 is 1. */
const UNIX_EPOCH_ORDINAL = 719_163;
/** 9999-12-31. */
const LAST_ORDINAL = 3_652_059;

/** Whether a text names a day that exists, as in `isLocalDay('2024-02-29') // true`. */
export function isLocalDay(text: string): text is LocalDay {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '0001') return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** A text as a day. @throws RangeError if no such day exists */
export function localDay(text: string): LocalDay {
  if (!isLocalDay(text)) {
    throw new RangeError(`localDay requires an existing day as YYYY-MM-DD, got ${text}`);
  }
  return text;
}

/**
 * Days counted from 0001-01-01 = 1, as Python's `date.toordinal()`.
 * @example dayOrdinal(localDay('2025-08-16')) // 739479
 */
export function dayOrdinal(day: LocalDay): number {
  return Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY + UNIX_EPOCH_ORDINAL;
}

/** The day with an ordinal; the inverse of `dayOrdinal`. @throws RangeError outside years 1–9999 */
export function dayFromOrdinal(ordinal: number): LocalDay {
  if (!Number.isInteger(ordinal) || ordinal < 1 || ordinal > LAST_ORDINAL) {
    throw new RangeError(
      `dayFromOrdinal requires a whole number from 1 to ${LAST_ORDINAL}, got ${ordinal}`,
    );
  }
  const date = new Date((ordinal - UNIX_EPOCH_ORDINAL) * MS_PER_DAY);
  return date.toISOString().slice(0, 10) as LocalDay;
}

/** @example addDays(localDay('2024-02-28'), 2) // '2024-03-01' */
export function addDays(day: LocalDay, days: number): LocalDay {
  return dayFromOrdinal(dayOrdinal(day) + days);
}

/** Days from one day to another, negative when `to` comes first. */
export function daysBetween(from: LocalDay, to: LocalDay): number {
  return dayOrdinal(to) - dayOrdinal(from);
}

/** The calendar year of a day. */
export function yearOf(day: LocalDay): number {
  return Number(day.slice(0, 4));
}

/** 1 for 1 January up to 365 or 366. */
export function dayOfYear(day: LocalDay): number {
  return daysBetween(localDay(`${day.slice(0, 4)}-01-01`), day) + 1;
}

/** The day that is the n-th of its year; the inverse of `dayOfYear`. */
export function dayInYear(year: number, dayNumber: number): LocalDay {
  return addDays(localDay(`${String(year).padStart(4, '0')}-01-01`), dayNumber - 1);
}
