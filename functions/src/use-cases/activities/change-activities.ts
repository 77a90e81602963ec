import { isDeepStrictEqual } from 'node:util';
import { localDayOf, yearOf, type LocalDay, type UserDocument } from '@training-monkey/training';
import { ServiceError } from '../../errors/service-error.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Alongside } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import type { ActivityChange, ChangeResult } from './activity-change.ts';
import { applyChange } from './apply-change.ts';
import { firstActivityDayAfter } from './first-activity-day-after.ts';
import { dashboardOf, dashboardYears } from './dashboard-of.ts';
import { ledgerDesk, type LedgerDesk } from './ledger-desk.ts';
import { trackedDocuments } from './tracked-documents.ts';
import { yearsNear } from './years-near.ts';

/** So many changes stay far below what one transaction may write (10 MiB). */
export const MAX_CHANGES = 200;

/**
 * The one way in which activities and all that follows from them change: activities with their
 * scores, ledgers, the user's first day and years, and the dashboard where it is touched, all in one
 * transaction. Changes apply in order, each to what the one before left; the same change twice is
 * harmless.
 *
 * `alongside` belongs to the same transaction, for the note that the work is done.
 *
 * @returns a result a change, in the order given
 * @throws ServiceError `not-found` when there is no such athlete
 * @throws RangeError for more than 200 changes
 */
export function changeActivities(
  ports: Pick<Ports, 'store' | 'now'>,
  uid: string,
  changes: ActivityChange[],
  alongside?: Alongside,
): Promise<ChangeResult[]> {
  if (changes.length > MAX_CHANGES) {
    throw new RangeError(
      `changeActivities requires at most ${MAX_CHANGES} changes, got ${changes.length}`,
    );
  }
  return ports.store.transact(async (tx) => {
    const user = await tx.get(stored.user(uid));
    if (user === null) throw new ServiceError('not-found', 'There is no such athlete.');
    const now = ports.now().toISOString();

    const activities = trackedDocuments(tx, (id) => stored.activity(uid, id));
    const annotations = trackedDocuments(tx, (id) => stored.annotation(uid, id));
    const desk = ledgerDesk(tx, uid, user);
    const ids = [...new Set(changes.map((change) => change.activityId))];
    await activities.load(ids);
    const existing = ids.flatMap((id) => activities.get(id) ?? []);
    await annotations.load(ids.filter((id) => activities.get(id) !== null));
    await desk.open([
      ...existing.map((activity) => yearOf(activity.date)),
      ...changes.flatMap((change) =>
        change.kind === 'put' ? yearsNear(change.facts.localDay) : [],
      ),
    ]);

    const work = { activities, annotations, desk, settings: user.appliedSettings, now };
    const results: ChangeResult[] = [];
    for (const change of changes) results.push(await applyChange(work, change));

    const userAfter = {
      ...user,
      ledgerYears: desk.years(),
      firstActivityDay: await firstActivityDayAfter(desk, user),
    };
    const today = localDayOf(now, user.appliedSettings.timeZone);
    const dashboard = isDashboardTouched(desk, user, userAfter, today)
      ? await dashboardOf(userAfter, today, now, desk.ledgersOf)
      : null;
    const writeAlongside = (await alongside?.(tx)) ?? (() => undefined);

    activities.write();
    annotations.write();
    desk.write();
    if (dashboard !== null) tx.set(stored.dashboard(uid), dashboard);
    if (!isDeepStrictEqual(user, userAfter)) {
      const { ledgerYears, firstActivityDay } = userAfter;
      tx.update(stored.user(uid), { ledgerYears, firstActivityDay, updatedAt: now });
    }
    writeAlongside();
    return results;
  });
}

/** Metrics look at two years of ledgers and the first day; a change elsewhere leaves them alone. */
function isDashboardTouched(
  desk: LedgerDesk,
  before: UserDocument,
  after: UserDocument,
  today: LocalDay,
): boolean {
  const years = dashboardYears(today);
  return (
    before.firstActivityDay !== after.firstActivityDay ||
    desk.changedYears().some((year) => years.includes(year))
  );
}
