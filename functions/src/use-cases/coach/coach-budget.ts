import {
  nextLocalMidnight,
  type CoachBudgetDocument,
  type LocalDay,
  type ModelUsage,
} from '@training-monkey/training';
import { ServiceError } from '../../errors/service-error.ts';
import { coachStored } from '../../ports/coach-stored.ts';
import type { Ports } from '../../ports/ports.ts';

/** Refreshes that an athlete may ask for a day. */
const MOST_REFRESHES = 5;

function ofDay(budget: CoachBudgetDocument | null, day: LocalDay): CoachBudgetDocument {
  return budget?.day === day ? budget : { day, refreshes: 0, tokens: 0 };
}

/** Counts a refresh. @throws ServiceError `rate-limited` after five a day, to be retried tomorrow */
export async function countRefresh(
  ports: Pick<Ports, 'store' | 'now'>,
  uid: string,
  day: LocalDay,
  timeZone: string,
): Promise<number> {
  return ports.store.transact(async (tx) => {
    const budget = ofDay(await tx.get(coachStored.budget(uid)), day);
    if (budget.refreshes >= MOST_REFRESHES) {
      const retryAt = new Date(nextLocalMidnight(ports.now().toISOString(), timeZone));
      const message = `The coach can be asked ${MOST_REFRESHES} times a day. Ask again tomorrow.`;
      throw new ServiceError('rate-limited', message, { retryAt });
    }
    const refreshes = budget.refreshes + 1;
    tx.set(coachStored.budget(uid), { ...budget, refreshes });
    return MOST_REFRESHES - refreshes;
  });
}

/** Sets tokens aside before a call, so that calls at the same time cannot spend them twice. */
export async function reserveTokens(
  ports: Pick<Ports, 'store'>,
  uid: string,
  day: LocalDay,
  { tokens, dailyTokens }: { tokens: number; dailyTokens: number },
): Promise<boolean> {
  return ports.store.transact(async (tx) => {
    const budget = ofDay(await tx.get(coachStored.budget(uid)), day);
    if (budget.tokens + tokens > dailyTokens) return false;
    tx.set(coachStored.budget(uid), { ...budget, tokens: budget.tokens + tokens });
    return true;
  });
}

/** Gives back what was set aside beyond the tokens that were used. */
export async function settleTokens(
  ports: Pick<Ports, 'store'>,
  uid: string,
  day: LocalDay,
  { reserved, usage }: { reserved: number; usage: ModelUsage },
): Promise<void> {
  const used =
    usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens + usage.outputTokens;
  await ports.store.transact(async (tx) => {
    const budget = await tx.get(coachStored.budget(uid));
    if (budget?.day !== day) return;
    const tokens = Math.max(0, budget.tokens - reserved + used);
    tx.set(coachStored.budget(uid), { ...budget, tokens });
  });
}
