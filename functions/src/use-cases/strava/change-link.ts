import type { StravaLink } from '@training-monkey/training';
import { isDeepStrictEqual } from 'node:util';
import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';

/** Changes an athlete's link to Strava as it stands; nothing happens to a link that is gone. */
export function changeLink(
  ports: Pick<Ports, 'store' | 'now'>,
  uid: string,
  change: (link: StravaLink) => StravaLink,
): Promise<void> {
  return ports.store.transact(async (tx) => {
    const user = await tx.get(stored.user(uid));
    if (user === null || user.strava === null || user.strava.status === 'deleting') return;
    const strava = change(user.strava);
    if (isDeepStrictEqual(strava, user.strava)) return;
    tx.update(stored.user(uid), { strava, updatedAt: ports.now().toISOString() });
  });
}
