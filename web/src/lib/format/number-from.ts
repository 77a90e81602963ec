/**
 * A number as typed, with point or comma; null for nothing.
 * @returns `impossible` when it is no number or outside the bounds
 * @example numberFrom('62,5', 25, 110) // 62.5
 */
export function numberFrom(
  text: string,
  least: number,
  most: number,
): number | null | 'impossible' {
  const typed = text.trim();
  if (typed === '') return null;
  const value = Number(typed.replace(',', '.'));
  return Number.isFinite(value) && value >= least && value <= most ? value : 'impossible';
}
