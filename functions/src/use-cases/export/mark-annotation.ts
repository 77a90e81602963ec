import { mirrorStored } from '../../ports/mirror-stored.ts';
import type { Ports } from '../../ports/ports.ts';

/** The athlete said something about an activity; it is exported even where no score follows from it. */
export function markAnnotation(
  ports: Pick<Ports, 'store' | 'now' | 'uniqueId'>,
  uid: string,
  activityId: string,
): Promise<void> {
  return ports.store.transact((tx) => {
    const changedAt = ports.now().toISOString();
    const mark = { uid, activityId, changeId: ports.uniqueId(), changedAt };
    tx.set(mirrorStored.mark(`${uid}~${activityId}`), mark);
    return Promise.resolve();
  });
}
