const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone,
        calendar: 'gregory',
        numberingSystem: 'latn',
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      throw new RangeError(`wallClockMs requires an IANA time zone, got ${timeZone}`);
    }
    formats.set(timeZone, format);
  }
  return format;
}

/**
 * What a clock on the wall shows at an instant, as milliseconds of the same reading in UTC.
 *
 * @param instantMs milliseconds since 1970-01-01T00:00Z
 * @throws RangeError if the time zone is unknown
 * @example wallClockMs(0, 'Asia/Tokyo') // 32400000
 */
export function wallClockMs(instantMs: number, timeZone: string): number {
  const reading = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatIn(timeZone).formatToParts(instantMs)) {
    if (type in reading) reading[type as keyof typeof reading] = Number(value);
  }
  const { year, month, day, hour, minute, second } = reading;
  const wholeSecondMs = Date.UTC(year, month - 1, day, hour, minute, second);
  return wholeSecondMs + (((instantMs % 1000) + 1000) % 1000);
}
