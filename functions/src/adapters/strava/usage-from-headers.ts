import type { StravaUsage } from '../../ports/strava.ts';

function pair(headers: Headers, name: string): [number, number] | null {
  const match = /^(\d+),\s*(\d+)$/.exec(headers.get(name)?.trim() ?? '');
  return match === null ? null : [Number(match[1]), Number(match[2])];
}

/**
 * Usage of the running windows by the count that leaves fewer calls: overall or reads. Everything
 * this application asks is a read and counts in both. Null without readable headers.
 */
export function usageFromHeaders(headers: Headers): StravaUsage | null {
  const counts = ['x-ratelimit', 'x-readratelimit'].flatMap((name) => {
    const limit = pair(headers, `${name}-limit`);
    const used = pair(headers, `${name}-usage`);
    return limit === null || used === null ? [] : [{ limit, used }];
  });
  const tightest = (window: 0 | 1) =>
    counts
      .map(({ limit, used }) => ({ limit: limit[window], used: used[window] }))
      .reduce((a, b) => (b.limit - b.used < a.limit - a.used ? b : a));
  return counts.length === 0 ? null : { quarter: tightest(0), day: tightest(1) };
}
