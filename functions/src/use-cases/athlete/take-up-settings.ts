import { isDeepStrictEqual } from 'node:util';
import { FORMULA_VERSION, localDayOf, nextLocalMidnight } from '@training-monkey/training';
import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';
import { dashboardOf } from '../activities/dashboard-of.ts';
import { ledgerDesk } from '../activities/ledger-desk.ts';
import { rescoreJob } from '../inbox/rescore-job.ts';
import { daysToRescore, EVERY_DAY } from './days-to-rescore.ts';

/**
 * Makes derived state rest on the athlete's present settings and the present formulas: the dashboard
 * and the next midnight at once, activities that weigh otherwise through the inbox. Does nothing when
 * it rests on them already, unless `everything` is to be scored anew.
 */
export function takeUpSettings(
  ports: Pick<Ports, 'store' | 'now'>,
  uid: string,
  { everything = false } = {},
): Promise<{ rescoring: number }> {
  return ports.store.transact(async (tx) => {
    const user = await tx.get(stored.user(uid));
    const settings = await tx.get(stored.settings(uid));
    if (user === null || settings === null) return { rescoring: 0 };
    const isNewFormula = everything || user.appliedFormulaVersion !== FORMULA_VERSION;
    if (isDeepStrictEqual(user.appliedSettings, settings) && !isNewFormula) return { rescoring: 0 };

    const now = ports.now().toISOString();
    const desk = ledgerDesk(tx, uid, user);
    const range = isNewFormula ? EVERY_DAY : daysToRescore(user.appliedSettings, settings);
    const job = range === null ? null : await rescoreJob(tx, uid, range, desk, now);
    const dashboard = await dashboardOf(
      { ...user, appliedSettings: settings },
      localDayOf(now, settings.timeZone),
      now,
      desk.ledgersOf,
    );

    tx.update(stored.user(uid), {
      appliedSettings: settings,
      appliedFormulaVersion: FORMULA_VERSION,
      nextRolloverAt: nextLocalMidnight(now, settings.timeZone),
      updatedAt: now,
      ...(job === null ? {} : { rescore: { done: 0, total: job.total } }),
    });
    tx.set(stored.dashboard(uid), dashboard);
    job?.write();
    return { rescoring: job?.total ?? 0 };
  });
}
