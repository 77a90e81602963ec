const FIRST_MS = 5_000;
const LONGEST_MS = 3_600_000;

/**
 * How long to wait after so many failures: doubling from five seconds to an hour, half of it by
 * chance, so that works that failed together do not return together.
 * @example backoffMs(1, 0) // 2500
 */
export function backoffMs(failures: number, chance: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return Math.round(longest * (0.5 + chance / 2));
}
