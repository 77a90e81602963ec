/** Bars from `base` up by `height` in plot units, drawn as one path: a year is one element, not 365. */
export interface BarShape {
  /** Left and right edge as day ordinals. */
  from: number;
  to: number;
  base: number;
  height: number;
}

/** @param x pixel of a day ordinal @param y pixel of a value @param gap pixels between neighbours */
export function barPath(
  bars: readonly BarShape[],
  x: (ordinal: number) => number,
  y: (value: number) => number,
  gap: number,
): string {
  let path = '';
  for (const bar of bars) {
    if (!(bar.height > 0)) continue;
    const left = x(bar.from) + gap / 2;
    const width = Math.max(0.75, x(bar.to) - x(bar.from) - gap);
    const top = y(bar.base + bar.height);
    path += `M${left.toFixed(2)} ${y(bar.base).toFixed(2)}V${top.toFixed(2)}h${width.toFixed(2)}V${y(bar.base).toFixed(2)}Z`;
  }
  return path;
}
