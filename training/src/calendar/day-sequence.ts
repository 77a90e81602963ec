import type { LocalDay } from './local-day.ts';

const twoDigits = Array.from({ length: 32 }, (_, n) => String(n).padStart(2, '0'));

/**
 * A run of days without gaps, the first included. Counts on month by month, which is several times
 * faster than converting each day for itself.
 *
 * @example daySequence(localDay('2024-02-28'), 3) // ['2024-02-28', '2024-02-29', '2024-03-01']
 */
export function daySequence(from: LocalDay, length: number): LocalDay[] {
  const days: LocalDay[] = [];
  let [year, month, day] = from.split('-').map(Number) as [number, number, number];
  while (days.length < length) {
    // Leap years repeat every 400 years, and Date.UTC misreads years below 100.
    const daysInMonth = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
    const prefix = `${String(year).padStart(4, '0')}-${twoDigits[month]!}-`;
    for (; day <= daysInMonth && days.length < length; day++) {
      days.push((prefix + twoDigits[day]!) as LocalDay);
    }
    day = 1;
    month = (month % 12) + 1;
    if (month === 1) year++;
  }
  return days;
}
