import { isDeepStrictEqual } from 'node:util';
import {
  emptyLedger,
  firstCountedDay,
  ledgerRowFrom,
  localDayOf,
  withLedgerRows,
  yearOf,
  type ActivityDocument,
  type Ledger,
  type LedgerRow,
} from '@training-monkey/training';
import { ServiceError } from '../../errors/service-error.ts';
import type { Ports } from '../../ports/ports.ts';
import type { QueryResult, Store, StoredDocument } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import { dashboardOf } from './dashboard-of.ts';

const PAGE = 500;

/** The ledgers that activities as stored make, by year. */
export function ledgersFrom(activities: Iterable<[string, ActivityDocument]>): Map<number, Ledger> {
  const rows = new Map<number, LedgerRow[]>();
  for (const [activityId, activity] of activities) {
    const year = yearOf(activity.date);
    rows.set(year, [...(rows.get(year) ?? []), ledgerRowFrom(activityId, activity)]);
  }
  return new Map(
    [...rows].map(([year, put]) => [year, withLedgerRows(emptyLedger(year), { put })] as const),
  );
}

/**
 * Makes ledgers, first day and dashboard anew from the stored activities, whatever they were before.
 * Everyday changes keep them right by themselves; this is for the operator after a mishap.
 *
 * @returns the years whose ledgers differed
 */
export async function rebuildLedgers(
  ports: Pick<Ports, 'store' | 'now'>,
  uid: string,
): Promise<{ repairedYears: number[] }> {
  const listed = await activityIds(ports.store, uid);
  return ports.store.transact(async (tx) => {
    const user = await tx.get(stored.user(uid));
    if (user === null) throw new ServiceError('not-found', 'There is no such athlete.');
    const kept = new Map<number, Ledger | null>();
    const before = await tx.getAll(user.ledgerYears.map((year) => stored.ledger(uid, year)));
    user.ledgerYears.forEach((year, i) => kept.set(year, before[i] ?? null));

    // Whatever was added since the listing has a row in a ledger read here.
    const inRows = before.flatMap((ledger) => ledger?.activityIds ?? []);
    const ids = [...new Set([...listed, ...inRows])];
    const found = await tx.getAll(ids.map((id) => stored.activity(uid, id)));
    const activities = ids.flatMap((id, i) => {
      const activity = found[i] ?? null;
      return activity === null ? [] : [[id, activity] as [string, ActivityDocument]];
    });
    const rebuilt = ledgersFrom(activities);
    const years = [...new Set([...kept.keys(), ...rebuilt.keys()])].sort((a, b) => a - b);
    const repairedYears = years.filter(
      (year) => !isDeepStrictEqual(kept.get(year) ?? null, rebuilt.get(year) ?? null),
    );

    const now = ports.now().toISOString();
    const ledgerYears = [...rebuilt.keys()].sort((a, b) => a - b);
    const firstActivityDay = firstCountedDay([...rebuilt.values()]);
    const dashboard = await dashboardOf(
      { ...user, firstActivityDay },
      localDayOf(now, user.appliedSettings.timeZone),
      now,
      (wanted) => Promise.resolve(wanted.flatMap((year) => rebuilt.get(year) ?? [])),
    );
    for (const year of repairedYears) {
      const ledger = rebuilt.get(year);
      if (ledger === undefined) tx.delete(stored.ledger(uid, year));
      else tx.set(stored.ledger(uid, year), ledger);
    }
    tx.update(stored.user(uid), { ledgerYears, firstActivityDay, updatedAt: now });
    tx.set(stored.dashboard(uid), dashboard);
    return { repairedYears };
  });
}

async function activityIds(store: Store, uid: string): Promise<string[]> {
  const ids: string[] = [];
  let startAfter: StoredDocument<unknown> | null = null;
  do {
    const page: QueryResult<ActivityDocument> = await store.query(stored.activities(uid), {
      limit: PAGE,
      ...(startAfter === null ? {} : { startAfter }),
    });
    ids.push(...page.found.map(({ id }) => id));
    startAfter = page.last;
  } while (startAfter !== null);
  return ids;
}
