const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const OF_2018 = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/;
const SINCE_2022 =
  /^([A-Za-z]{3})[a-z]* (\d{1,2}), (\d{4}),? (\d{1,2}):(\d{2}):(\d{2})\s*([AP]M)$/i;

/**
 * `Activity Date` of an export as an instant, taken as UTC, which is common knowledge but not
 * documented; a recording's own times are preferred where there is one.
 *
 * @returns null for anything else
 * @example parseActivityDate('May 12, 2026, 3:38:01 PM') // '2026-05-12T15:38:01.000Z'
 */
export function parseActivityDate(text: string): string | null {
  const old = OF_2018.exec(text);
  if (old) return instant(old.slice(1).map(Number));
  const match = SINCE_2022.exec(text);
  if (!match) return null;
  const [, monthName = '', day, year, hour, minute, second, half = ''] = match;
  const month = MONTHS.indexOf(monthName.toLowerCase()) + 1;
  const hour24 = (Number(hour) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  return instant([Number(year), month, Number(day), hour24, Number(minute), Number(second)]);
}

function instant(parts: number[]): string | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const isPossible =
    month >= 1 && month <= 12 && day >= 1 && hour < 24 && minute < 60 && second < 60;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return isPossible && date.getUTCDate() === day ? date.toISOString() : null;
}
