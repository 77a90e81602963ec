import {
  FORMULA_VERSION,
  localDayOf,
  nextLocalMidnight,
  type UserDocument,
} from '@training-monkey/training';
import { serviceErrorFrom } from '../../errors/error-dispositions.ts';
import type { Ports } from '../../ports/ports.ts';
import type { QueryResult, StoredDocument } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import { dashboardOf } from '../activities/dashboard-of.ts';
import { ledgerDesk } from '../activities/ledger-desk.ts';
import { takeUpSettings } from './take-up-settings.ts';

const PAGE = 100;
const AT_ONCE = 8;

export interface TurnedDays {
  turned: number;
  failed: number;
  /** Athletes left for the next run when time was up. */
  isComplete: boolean;
}

/**
 * Turns the dashboards of all athletes whose local midnight has passed to their new day, until
 * `deadline`. Safe to run twice or at once: an athlete who has been turned, or changed meanwhile, is
 * left alone and comes up again if still due.
 */
export async function turnTheDay(
  ports: Pick<Ports, 'store' | 'now' | 'log'>,
  deadline: Date,
): Promise<TurnedDays> {
  const due = ports.now().toISOString();
  const outcome: TurnedDays = { turned: 0, failed: 0, isComplete: true };
  let startAfter: StoredDocument<unknown> | null = null;
  for (;;) {
    const page: QueryResult<UserDocument> = await ports.store.query(stored.users(), {
      where: [['nextRolloverAt', '<=', due]],
      orderBy: 'nextRolloverAt',
      limit: PAGE,
      ...(startAfter === null ? {} : { startAfter }),
    });
    for (let i = 0; i < page.found.length; i += AT_ONCE) {
      if (ports.now() >= deadline) return { ...outcome, isComplete: false };
      const some = page.found.slice(i, i + AT_ONCE);
      for (const turned of await Promise.all(some.map((athlete) => turn(ports, athlete)))) {
        outcome.turned += turned === 'turned' ? 1 : 0;
        outcome.failed += turned === 'failed' ? 1 : 0;
      }
    }
    if (page.last === null) return outcome;
    startAfter = page.last;
  }
}

async function turn(
  ports: Pick<Ports, 'store' | 'now' | 'log'>,
  { id: uid, document: user, version }: StoredDocument<UserDocument>,
): Promise<'turned' | 'overtaken' | 'failed'> {
  try {
    await ports.store.transact(async (tx) => {
      const now = ports.now().toISOString();
      const { timeZone } = user.appliedSettings;
      const desk = ledgerDesk(tx, uid, user);
      const dashboard = await dashboardOf(user, localDayOf(now, timeZone), now, desk.ledgersOf);
      // The version stands in for reading the athlete once more.
      tx.update(
        stored.user(uid),
        { nextRolloverAt: nextLocalMidnight(now, timeZone), updatedAt: now },
        version,
      );
      tx.set(stored.dashboard(uid), dashboard);
    });
    if (user.appliedFormulaVersion !== FORMULA_VERSION) await takeUpSettings(ports, uid);
    return 'turned';
  } catch (thrown) {
    const error = serviceErrorFrom(thrown);
    if (error.code === 'conflict') return 'overtaken';
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    ports.log('ERROR', 'turning the day failed', { athleteId: uid, code: error.code, reason });
    return 'failed';
  }
}
