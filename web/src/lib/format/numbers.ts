/** A number with fixed digits and a true minus sign; unknown is a dash, never 0. */
export function decimal(value: number | null, digits = 2): string {
  if (value === null) return '–';
  const text = Math.abs(value).toLocaleString(undefined, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return value < 0 && Number(value.toFixed(digits)) !== 0 ? `−${text}` : text;
}

/** As in `percent(0.923) // '92 %'`. */
export function percent(fraction: number | null): string {
  return fraction === null ? '–' : `${Math.round(fraction * 100)} %`;
}

/** As in `duration(3725) // '1 h 02 min'`. */
export function duration(seconds: number | null): string {
  if (seconds === null) return '–';
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** The change to a value before as in `change(12, 10) // '+20 %'`; null without one to compare. */
export function change(now: number, before: number): string | null {
  if (before === 0) return null;
  const share = Math.round(((now - before) / before) * 100);
  return share === 0 ? 'as much' : `${share > 0 ? '+' : '−'}${Math.abs(share)} %`;
}
