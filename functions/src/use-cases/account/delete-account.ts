import { serviceErrorFrom } from '../../errors/error-dispositions.ts';
import { ServiceError } from '../../errors/service-error.ts';
import { anyStored } from '../../ports/any-stored.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StoreQuery } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import { stravaStored } from '../../ports/strava-stored.ts';
import { tombstoneRef } from '../../ports/tombstone-stored.ts';
import type { WorkHandler } from '../inbox/work-handler.ts';
import { isOfAnother } from '../strava/is-of-another.ts';
import { removeDocuments, removeRefs } from './remove-documents.ts';

/** Exports take minutes and come every hour. */
const MIRROR_AGAIN_MS = 60_000;

/**
 * Removes everything about somebody who is no athlete any more: the sign-in, documents, tokens, work,
 * rows of the relational mirror, and at last the note of this work. Each step finds what is left, so
 * it may be interrupted anywhere; only the tombstone stays.
 */
export const deleteAccount: WorkHandler<'account-delete'> = async (context) => {
  const { ports, work, lease, itemId, deadline } = context;
  const { uid } = work;
  const isLate = () => ports.now() >= deadline;
  const handBack = () => ports.store.transact(async (tx) => (await lease.handBack(work)(tx))());

  await ports.identities.remove(uid);
  const given = work.stravaAthleteId;
  // Whoever begins anew may have connected the same Strava account before this comes round.
  const stravaAthleteId = given === null || (await isOfAnother(ports, uid, given)) ? null : given;
  const alone = [
    anyStored.document(stored.user(uid).path),
    stravaStored.tokens(uid),
    stravaStored.sync(uid),
    ...(stravaAthleteId === null ? [] : [stravaStored.athlete(stravaAthleteId)]),
  ];
  await removeRefs(ports, alone);
  for (const collection of Object.values(anyStored.ofAthlete(uid))) {
    if (!(await removeDocuments(ports, collection, { isLate }))) return handBack();
  }
  const works: StoreQuery['where'][] = [[['work.uid', '==', uid]]];
  if (stravaAthleteId !== null) {
    // Not of any kind: the deletion of an earlier account knows the Strava id as well.
    works.push([
      ['work.stravaAthleteId', '==', stravaAthleteId],
      ['work.kind', '==', 'strava-event'],
    ]);
  }
  for (const where of works) {
    const choice = { where, isLate, except: itemId };
    if (!(await removeDocuments(ports, stored.inbox(), choice))) return handBack();
  }
  const states = anyStored.collection('stravaStates');
  const own: StoreQuery['where'] = [['uid', '==', uid]];
  if (!(await removeDocuments(ports, states, { where: own, isLate }))) return handBack();

  await removeRows(ports, uid);
  await ports.store.transact(async (tx) => {
    const tombstone = await tx.get(tombstoneRef(uid));
    const done = await lease.done(tx);
    const now = ports.now().toISOString();
    const requestedAt = tombstone?.requestedAt ?? now;
    done();
    tx.delete(stored.inboxItem(itemId));
    tx.set(tombstoneRef(uid), { requestedAt, completedAt: now });
  });
};

async function removeRows({ mirroring, now }: Ports, uid: string): Promise<void> {
  if (mirroring === undefined) return;
  const mirror = await mirroring.mirror.open().catch((cause: unknown) => {
    if (serviceErrorFrom(cause).code !== 'conflict') throw cause;
    // Whoever keeps the mirror will be done with it, but a conflict would be given up at once.
    const retryAt = new Date(now().getTime() + MIRROR_AGAIN_MS);
    throw new ServiceError('rate-limited', 'The mirror is being written to.', { cause, retryAt });
  });
  try {
    await mirror.remove(uid);
  } finally {
    await mirror.close();
  }
}
