import { dayInYear, yearOf, type LocalDay } from '@training-monkey/training';
import type { StoreTransaction } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import type { LedgerDesk } from '../activities/ledger-desk.ts';
import { spanOf, type DayRange } from '../athlete/days-to-rescore.ts';
import { queuedItem } from './queued-item.ts';

/**
 * Work to score the activities of some days anew, to be written in the same transaction; null when
 * there are none. An athlete has one such job: one still at work is taken over and covers both.
 */
export async function rescoreJob(
  tx: StoreTransaction,
  uid: string,
  range: DayRange,
  desk: LedgerDesk,
  now: string,
): Promise<{ total: number; write: () => void } | null> {
  const ref = stored.inboxItem(`rescore-${uid}`);
  const before = await tx.get(ref);
  const rest = before?.work.kind === 'rescore' && before.state !== 'done' ? before.work : null;
  const { from, to } = rest === null ? range : spanOf(range, rest);

  const total = (await daysWithActivities(desk, { from, to })).length;
  if (total === 0) return null;
  const item = queuedItem({ kind: 'rescore', uid, from, to }, new Date(now));
  return { total, write: () => tx.set(ref, item) };
}

/** Days between two days on which there are activities, ascending, one entry an activity. */
async function daysWithActivities(desk: LedgerDesk, { from, to }: DayRange): Promise<LocalDay[]> {
  const years = desk.years().filter((year) => year >= yearOf(from) && year <= yearOf(to));
  const ledgers = await desk.ledgersOf(years);
  return ledgers
    .flatMap((ledger) => ledger.days.map((day) => dayInYear(ledger.year, day)))
    .filter((day) => day >= from && day <= to);
}
