/** An instant as files write it. */
export interface ParsedInstant {
  /** Seconds since 1970. */
  timeS: number;
  /** Seconds ahead of UTC when the text has a zone other than Z; null otherwise. */
  offsetS: number | null;
}

const PATTERN =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?$/i;

/** Reads an ISO 8601 time; without a zone it is taken as UTC. Null for anything else. */
export function parseInstant(text: string): ParsedInstant | null {
  const match = PATTERN.exec(text);
  if (!match) return null;
  const [, day = '', clock = '', zone = 'Z'] = match;
  const isUtc = zone.toUpperCase() === 'Z';
  const colonZone = isUtc ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const timeMs = Date.parse(`${day}T${clock.replace(',', '.')}${colonZone}`);
  if (Number.isNaN(timeMs)) return null;
  const sign = zone.startsWith('-') ? -1 : 1;
  const offsetS = isUtc
    ? null
    : sign * (Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(-2)) * 60);
  return { timeS: timeMs / 1000, offsetS };
}

/** A finite number, or NaN. */
export function parseNumber(text: string): number {
  const value = text === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : NaN;
}
