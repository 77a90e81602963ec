import { dayFromOrdinal, type LocalDay } from '@training-monkey/training';

type DayStyle = 'short' | 'long' | 'month' | 'full' | 'whole';
const STYLES: Record<DayStyle, Intl.DateTimeFormatOptions> = {
  short: { weekday: 'short', day: 'numeric', month: 'short' },
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  month: { month: 'short' },
  whole: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  full: { day: 'numeric', month: 'short', year: 'numeric' },
};
const formats = Object.fromEntries(
  Object.entries(STYLES).map(([style, options]) => [
    style,
    new Intl.DateTimeFormat(undefined, { ...options, timeZone: 'UTC' }),
  ]),
) as Record<DayStyle, Intl.DateTimeFormat>;

/** A calendar day in the athlete's language; a day has no zone, so it is read and shown in UTC. */
export function dayText(day: LocalDay, style: DayStyle = 'short'): string {
  return formats[style].format(new Date(`${day}T00:00:00Z`));
}

export function ordinalText(ordinal: number, style: DayStyle = 'short'): string {
  return dayText(dayFromOrdinal(ordinal), style);
}
