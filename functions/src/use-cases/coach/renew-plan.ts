import { isDeepStrictEqual } from 'node:util';
import { localDayOf, planDocumentFrom } from '@training-monkey/training';
import { coachStored } from '../../ports/coach-stored.ts';
import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';
import { dashboardYears } from '../activities/dashboard-of.ts';

/**
 * Makes the athlete's plan follow from their goal and from what they have really done until now. A
 * goal that is gone takes its plan along. Nothing is written where nothing changes.
 *
 * @returns whether the plan changed
 */
export async function renewPlan(
  ports: Pick<Ports, 'store' | 'now'>,
  uid: string,
): Promise<boolean> {
  return ports.store.transact(async (tx) => {
    const [user, goal, before] = await Promise.all([
      tx.get(stored.user(uid)),
      tx.get(coachStored.goal(uid)),
      tx.get(coachStored.plan(uid)),
    ]);
    if (user === null || goal === null) {
      if (before !== null) tx.delete(coachStored.plan(uid));
      return before !== null;
    }
    const now = ports.now().toISOString();
    const settings = user.appliedSettings;
    const today = localDayOf(now, settings.timeZone);
    const years = dashboardYears(today).filter((year) => user.ledgerYears.includes(year));
    const ledgers = await tx.getAll(years.map((year) => stored.ledger(uid, year)));
    const history = {
      ledgers: ledgers.filter((ledger) => ledger !== null),
      firstDay: user.firstActivityDay,
    };
    const plan = planDocumentFrom(before, { goal, history, settings, today }, now);
    if (isDeepStrictEqual({ ...plan, updatedAt: before?.updatedAt }, before)) return false;
    tx.set(coachStored.plan(uid), plan);
    return true;
  });
}
