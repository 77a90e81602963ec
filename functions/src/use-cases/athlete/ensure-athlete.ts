import {
  defaultAthleteSettings,
  FORMULA_VERSION,
  localDayOf,
  nextLocalMidnight,
  type AthleteSettings,
  type UserDocument,
} from '@training-monkey/training';
import { ServiceError } from '../../errors/service-error.ts';
import type { Identity } from '../../ports/identity.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StoreTransaction } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import { tombstoneRef } from '../../ports/tombstone-stored.ts';
import { dashboardOf } from '../activities/dashboard-of.ts';

/**
 * The athlete who is asking, created on their first call with default settings and a serial number. The
 * email follows the sign-in service; the admin flag does not, since a token may be older than a grant.
 */
export async function ensureAthlete(
  ports: Pick<Ports, 'store' | 'now'>,
  identity: Identity,
  timeZone: string,
): Promise<{ user: UserDocument; isNew: boolean }> {
  const known = await ports.store.get(stored.user(identity.uid));
  const { email } = identity;
  if (known !== null && known.email === email) return { user: known, isNew: false };
  return ports.store.transact(async (tx) => {
    const ref = stored.user(identity.uid);
    const user = await tx.get(ref);
    const now = ports.now().toISOString();
    if (user === null) return { user: await newAthlete(tx, identity, timeZone, now), isNew: true };
    tx.update(ref, { email, updatedAt: now });
    return { user: { ...user, email, updatedAt: now }, isNew: false };
  });
}

async function newAthlete(
  tx: StoreTransaction,
  { uid, email, isAdmin }: Identity,
  timeZone: string,
  now: string,
): Promise<UserDocument> {
  const [counter, own, tombstone] = await Promise.all([
    tx.get(stored.userIdCounter()),
    tx.get(stored.settings(uid)),
    tx.get(tombstoneRef(uid)),
  ]);
  // A token outlives its account by up to an hour.
  if (tombstone !== null) throw new ServiceError('forbidden', 'This account has been deleted.');
  const userId = (counter?.last ?? 0) + 1;
  const settings: AthleteSettings = own ?? defaultAthleteSettings(timeZone, now);
  const user: UserDocument = {
    userId,
    email,
    isAdmin,
    strava: null,
    ledgerYears: [],
    firstActivityDay: null,
    nextRolloverAt: nextLocalMidnight(now, settings.timeZone),
    appliedSettings: settings,
    appliedFormulaVersion: FORMULA_VERSION,
    rescore: null,
    awaitsExport: true,
    createdAt: now,
    updatedAt: now,
  };
  const today = localDayOf(now, settings.timeZone);
  const dashboard = await dashboardOf(user, today, now, () => Promise.resolve([]));
  tx.set(stored.userIdCounter(), { last: userId });
  tx.create(stored.user(uid), user);
  if (own === null) tx.create(stored.settings(uid), settings);
  tx.set(stored.dashboard(uid), dashboard);
  return user;
}
