/**
 * A line through a value a day, broken wherever the value is unknown.
 *
 * @param first ordinal of the first value
 * @param x pixel of a day ordinal @param y pixel of a value
 */
export function linePath(
  values: readonly (number | null)[],
  first: number,
  x: (ordinal: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  let isDrawing = false;
  for (const [i, value] of values.entries()) {
    if (value !== null) {
      path += `${isDrawing ? 'L' : 'M'}${x(first + i).toFixed(1)} ${y(value).toFixed(1)}`;
    }
    isDrawing = value !== null;
  }
  return path;
}

/** The area between a low and a high value, open wherever they are unknown. */
export function ribbonPath(
  points: readonly { ordinal: number; low: number | null; high: number | null }[],
  x: (ordinal: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  let back: string[] = [];
  const close = () => {
    if (back.length > 0) path += `${back.reverse().join('')}Z`;
    back = [];
  };
  for (const { ordinal, low, high } of points) {
    if (low === null || high === null) {
      close();
      continue;
    }
    const at = x(ordinal).toFixed(1);
    path += `${back.length > 0 ? 'L' : 'M'}${at} ${y(high).toFixed(1)}`;
    back.push(`L${at} ${y(low).toFixed(1)}`);
  }
  close();
  return path;
}
