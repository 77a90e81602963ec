/** Makers by their number in Garmin's public profile. */
const MAKERS: Record<number, string> = {
  1: 'Garmin',
  15: 'Dynastream',
  23: 'Suunto',
  32: 'Wahoo',
  38: 'o-synce',
  63: 'Specialized',
  70: 'Sigma Sport',
  89: 'Tacx',
  95: 'Stryd',
  123: 'Polar',
  260: 'Zwift',
  265: 'Strava',
  267: 'Bryton',
  289: 'Hammerhead',
  294: 'Coros',
};

/** What recorded the activity, as far as the file names it. */
export function fitDevice(productName: string | null, manufacturer: number | null): string | null {
  const name = productName ?? (manufacturer === null ? null : (MAKERS[manufacturer] ?? null));
  return name === null ? null : name.slice(0, 100);
}
