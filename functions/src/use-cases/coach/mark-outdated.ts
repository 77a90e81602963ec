import { isDeepStrictEqual } from 'node:util';
import { coachDecision } from '@training-monkey/training';
import { coachStored } from '../../ports/coach-stored.ts';
import type { Ports } from '../../ports/ports.ts';
import { readCoachState } from './read-coach-state.ts';

/**
 * Makes today's recommendation say whether it still rests on the present state: outdated when the
 * same rules would decide otherwise, or on other numbers, now.
 *
 * @returns whether it is outdated; false when there is none
 */
export async function markOutdated(
  ports: Pick<Ports, 'store' | 'now'>,
  uid: string,
): Promise<boolean> {
  return ports.store.transact(async (tx) => {
    const { today, input } = await readCoachState({ store: tx, now: ports.now }, uid);
    const ref = coachStored.recommendation(uid, today);
    const standing = await tx.get(ref);
    if (standing === null) return false;
    const outdated = !isDeepStrictEqual(standing.decision, coachDecision(input));
    if (outdated !== standing.outdated) {
      tx.update(ref, { outdated, updatedAt: ports.now().toISOString() });
    }
    return outdated;
  });
}
