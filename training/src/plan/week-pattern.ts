import type { SessionKind } from '../documents/plan.ts';
import type { PlanWeek } from './plan-week.ts';

/** A session's place in its week, and its share of the load against the others. */
export interface PatternSession {
  weekday: number;
  kind: SessionKind;
  weight: number;
}

/** One day a week is always for rest. */
const MOST_SESSIONS = 6;
const WEIGHTS: Record<SessionKind, number> = {
  easy: 0.8,
  steady: 1.1,
  hard: 1.1,
  long: 1.8,
  test: 1,
  race: 0,
};

/** Some of the days, spread as evenly as they allow, the last one always among them. */
function spread(days: readonly number[], count: number): number[] {
  if (days.length <= count) return [...days];
  const step = days.length / count;
  return Array.from(
    { length: count },
    (_, i) => days[days.length - 1 - Math.floor(i * step)]!,
  ).sort((a, b) => a - b);
}

/**
 * The sessions of a week: the longest on the last free day, in a build week one hard session as far
 * from it as the days allow, otherwise one steady session; the rest easy. Never more than six.
 *
 * @param days free days, 0 Monday to 6 Sunday
 * @param count how many sessions the week's load is worth
 */
export function weekPattern(
  days: readonly number[],
  count: number,
  week: PlanWeek,
): PatternSession[] {
  const chosen = spread(days, Math.max(1, Math.min(MOST_SESSIONS, count)));
  const long = chosen.at(-1);
  const middle = chosen[Math.floor((chosen.length - 1) / 2)];
  const kindOf = (weekday: number): SessionKind => {
    if (weekday === long && chosen.length > 1) return week.phase === 'taper' ? 'steady' : 'long';
    if (weekday !== middle || week.isRecovery) return 'easy';
    if (chosen.length < 3 || week.phase === 'base') return 'steady';
    return 'hard';
  };
  return chosen.map((weekday) => {
    const kind = kindOf(weekday);
    return { weekday, kind, weight: WEIGHTS[kind] };
  });
}
