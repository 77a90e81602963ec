import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';
import { stravaStored } from '../../ports/strava-stored.ts';
import { queuedItem } from '../inbox/queued-item.ts';
import { stopWaiting } from './budget/spend-call.ts';
import { openedRefreshToken } from './sealed-tokens.ts';
import { stravaOf } from './strava-of.ts';

/**
 * Ends an athlete's link: from here on nothing is asked or written any more, and the removal of
 * everything that came from Strava is on its way. Harmless without a link.
 *
 * @returns whether there was a link
 */
export async function endLink(ports: Ports, uid: string): Promise<boolean> {
  const refreshToken = await ports.store.transact(async (tx) => {
    const [user, tokens] = await Promise.all([
      tx.get(stored.user(uid)),
      tx.get(stravaStored.tokens(uid)),
    ]);
    if (!user?.strava) return null;
    const athlete = stravaStored.athlete(user.strava.athleteId);
    const owner = await tx.get(athlete);
    const now = ports.now();
    const strava = { ...user.strava, status: 'deleting' as const, sync: null };
    tx.update(stored.user(uid), { strava, updatedAt: now.toISOString() });
    tx.delete(stravaStored.tokens(uid));
    tx.delete(stravaStored.sync(uid));
    // A link without scope owns nothing, and an owner may have come after one that was ended before.
    if (owner?.uid === uid) tx.delete(athlete);
    const item = queuedItem({ kind: 'strava-purge', uid }, now);
    tx.set(stored.inboxItem(`strava-purge-${uid}-${now.getTime()}`), item);
    const canRevoke = tokens !== null && ports.strava !== undefined;
    return canRevoke ? openedRefreshToken(ports, uid, tokens) : '';
  });
  if (refreshToken === null) return false;
  await stopWaiting(ports, uid);
  if (refreshToken !== '') await revoke(ports, refreshToken);
  return true;
}

/** Deletion does not wait for Strava: a grant that cannot be revoked now is useless without tokens. */
async function revoke(ports: Ports, refreshToken: string): Promise<void> {
  try {
    await stravaOf(ports).api.revoke(refreshToken);
  } catch {
    ports.log('WARNING', 'Strava did not take a revocation');
  }
}
