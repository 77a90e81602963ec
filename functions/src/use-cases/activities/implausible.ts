import { addDays, localDay, localDayOf, type ActivityFacts } from '@training-monkey/training';

const EARLIEST = localDay('1980-01-01');

/** Why facts that have the right shape cannot be true; null when they can. */
export function implausible(facts: ActivityFacts, now: Date): string | null {
  const { startedAt, localDay: day } = facts;
  const dayInUtc = localDayOf(startedAt, 'UTC');
  if (startedAt > new Date(now.getTime() + 86_400_000).toISOString()) {
    return 'facts.startedAt: lies in the future';
  }
  if (day < EARLIEST) return `facts.localDay: lies before ${EARLIEST}`;
  if (day < addDays(dayInUtc, -1) || day > addDays(dayInUtc, 1)) {
    return 'facts.localDay: is not the day of startedAt in any time zone';
  }
  return null;
}
