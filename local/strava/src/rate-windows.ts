const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;

export interface RateLimits {
  /** Calls in 15 minutes and in a day. */
  overall: readonly [number, number];
  read: readonly [number, number];
}

/** What an application may call, by how many athletes it may connect. */
export function limitsForCapacity(capacity: number): RateLimits {
  return capacity > 1
    ? { overall: [400, 4000], read: [200, 2000] }
    : { overall: [200, 2000], read: [100, 1000] };
}

/** The calls counted in one quarter of an hour. */
export interface RateWindow {
  startsAtMs: number;
  calls: number;
  refused: number;
}

/** Counts calls in windows that end at :00, :15, :30, :45 and at midnight UTC. */
export function rateWindows(clock: () => number, limits: () => RateLimits) {
  const windows: RateWindow[] = [];
  let day = { startsAtMs: 0, calls: 0 };

  function current(): { quarter: RateWindow; day: typeof day } {
    const now = clock();
    const quarterStart = Math.floor(now / QUARTER_MS) * QUARTER_MS;
    const dayStart = Math.floor(now / DAY_MS) * DAY_MS;
    let quarter = windows.at(-1);
    if (quarter?.startsAtMs !== quarterStart) {
      quarter = { startsAtMs: quarterStart, calls: 0, refused: 0 };
      windows.push(quarter);
    }
    if (day.startsAtMs !== dayStart) day = { startsAtMs: dayStart, calls: 0 };
    return { quarter, day };
  }

  return {
    /** Counts a read and tells whether it is allowed; a refused call counts as well. */
    count(): boolean {
      const { quarter, day: today } = current();
      quarter.calls += 1;
      today.calls += 1;
      const { overall, read } = limits();
      const allowed =
        quarter.calls <= Math.min(overall[0], read[0]) &&
        today.calls <= Math.min(overall[1], read[1]);
      if (!allowed) quarter.refused += 1;
      return allowed;
    },
    /** Calls made by someone else with the same application. */
    add(calls: number): void {
      const { quarter, day: today } = current();
      quarter.calls += calls;
      today.calls += calls;
    },
    headers(): Record<string, string> {
      const { quarter, day: today } = current();
      const { overall, read } = limits();
      const usage = `${quarter.calls},${today.calls}`;
      return {
        'X-RateLimit-Limit': overall.join(','),
        'X-RateLimit-Usage': usage,
        'X-ReadRateLimit-Limit': read.join(','),
        'X-ReadRateLimit-Usage': usage,
      };
    },
    /** Every window so far, oldest first. */
    log: windows as readonly RateWindow[],
    current,
  };
}
