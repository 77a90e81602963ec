const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** Seconds that a zone's wall clock is ahead of UTC at an instant. */
export function utcOffsetS(timeZone: string, instantMs: number): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatFor(timeZone).formatToParts(instantMs)) {
    parts[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return Math.round((wall - Math.floor(instantMs / 1000) * 1000) / 1000);
}

/** The instant at which a zone's wall clock shows a time; a time skipped in spring moves on. */
export function instantOfWallClock(timeZone: string, wallMs: number): number {
  const guess = wallMs - utcOffsetS(timeZone, wallMs) * 1000;
  return wallMs - utcOffsetS(timeZone, guess) * 1000;
}

/** Strava's text for a zone: always the standard offset, as in "(GMT-05:00) America/New_York". */
export function timeZoneText(timeZone: string): string {
  const standard = Math.min(
    utcOffsetS(timeZone, Date.UTC(2025, 0, 15)),
    utcOffsetS(timeZone, Date.UTC(2025, 6, 15)),
  );
  const minutes = Math.abs(standard) / 60;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `(GMT${standard < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}) ${timeZone}`;
}
