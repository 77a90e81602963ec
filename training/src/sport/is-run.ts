const RUNS: ReadonlySet<string> = new Set(['Run', 'TrailRun', 'VirtualRun']);

/** Whether a sport counts for the longest run, as in `isRun('TrailRun') // true`. */
export function isRun(sport: string): boolean {
  return RUNS.has(sport);
}
