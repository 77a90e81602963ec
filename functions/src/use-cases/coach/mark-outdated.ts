import { isDeepStrictEqual } from 'node:util';
import { coachDecision, type LocalDay } from '@training-monkey/training';
import { coachStored } from '../../ports/coach-stored.ts';
import type { Ports } from '../../ports/ports.ts';
import { readCoachState } from './read-coach-state.ts';

/**
 * Makes today's recommendation say whether it still rests on the present state: outdated when the
 * same rules would decide otherwise, or on other numbers, now.
 *
 * @param day of the recommendation, where known; another than today's is history and stays as it is
 * @returns whether it is outdated; false when there is none
 */
export async function markOutdated(
  ports: Pick<Ports, 'store' | 'now'>,
  uid: string,
  day?: LocalDay,
): Promise<boolean> {
  const { today, input } = await readCoachState(ports, uid);
  if (day !== undefined && day !== today) return false;
  const decision = coachDecision(input);
  return ports.store.transact(async (tx) => {
    const ref = coachStored.recommendation(uid, today);
    const standing = await tx.get(ref);
    if (standing === null) return false;
    const outdated = !isDeepStrictEqual(standing.decision, decision);
    if (outdated !== standing.outdated) {
      tx.update(ref, { outdated, updatedAt: ports.now().toISOString() });
    }
    return outdated;
  });
}
