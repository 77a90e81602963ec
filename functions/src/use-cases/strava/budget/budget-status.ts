import type { Ports } from '../../../ports/ports.ts';
import { stravaStored, type StravaBudget } from '../../../ports/strava-stored.ts';
import { currentBudget, newBudget } from './budget-windows.ts';

/** What an operator may know of the budget: counts, nobody's training. */
export interface StravaBudgetStatus {
  quarter: { used: number; limit: number };
  day: { used: number; limit: number };
  athletesWaiting: number;
  stopped: StravaBudget['stopped'];
}

export async function stravaBudgetStatus(
  ports: Pick<Ports, 'store' | 'now'>,
): Promise<StravaBudgetStatus> {
  const nowMs = ports.now().getTime();
  const budget = (await ports.store.get(stravaStored.budget())) ?? newBudget(nowMs);
  const { limits, quarter, day, waiting, stopped } = currentBudget(budget, nowMs);
  return {
    quarter: { used: quarter.used, limit: limits.quarter },
    day: { used: day.used, limit: limits.day },
    athletesWaiting: waiting.length,
    stopped,
  };
}
