import type { InboxWork } from '@training-monkey/training';
import { anyStored } from '../../ports/any-stored.ts';
import type { StoreQuery } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import { removeDocuments } from '../account/remove-documents.ts';
import { changeActivities } from '../activities/change-activities.ts';
import type { WorkContext, WorkHandler } from '../inbox/work-handler.ts';
import { isAlive } from './is-alive.ts';
import { isOfAnother } from './is-of-another.ts';
import { startListing } from './start-listing.ts';

const AT_ONCE = 100;

type Context = WorkContext<Extract<InboxWork, { kind: 'strava-purge' }>>;

/**
 * Removes everything that came from Strava or rests on it: activities with what was said about them
 * (ledgers and dashboard follow in the same transactions), recommendations and plan, and the traces
 * of the work itself. For a link that has ended the link goes last; one whose lease has lapsed stays,
 * and is filled again while Strava still answers.
 */
export const purgeStrava: WorkHandler<'strava-purge'> = async (context) => {
  const { ports, work, lease, itemId } = context;
  const { uid } = work;
  const user = await ports.store.get(stored.user(uid));
  const link = user?.strava ?? null;
  if (link === null) return;
  const hasEnded = link.status === 'deleting';
  const hasLapsed = link.leaseUntil <= ports.now().toISOString();
  if (!hasEnded && !hasLapsed) return;

  if (!(await removeActivities(context))) return;
  const { recommendations, plans } = anyStored.ofAthlete(uid);
  await removeDocuments(ports, recommendations);
  await removeDocuments(ports, plans);
  const works = (where: StoreQuery['where']) =>
    removeDocuments(ports, stored.inbox(), { where, except: itemId });
  if (!(await isOfAnother(ports, uid, link.athleteId))) {
    // Not of any kind: the deletion of the whole account knows the Strava id as well.
    await works([
      ['work.stravaAthleteId', '==', link.athleteId],
      ['work.kind', '==', 'strava-event'],
    ]);
  }
  for (const kind of ['strava-backfill', 'strava-streams', 'strava-purge']) {
    await works([
      ['work.uid', '==', uid],
      ['work.kind', '==', kind],
    ]);
  }
  if (!hasEnded) {
    if (isAlive(link) && ports.strava !== undefined) await startListing(ports, uid);
    return;
  }
  await ports.store.transact(async (tx) => {
    const present = await tx.get(stored.user(uid));
    const done = await lease.done(tx);
    if (present?.strava?.status === 'deleting') {
      tx.update(stored.user(uid), { strava: null, updatedAt: ports.now().toISOString() });
    }
    done();
  });
};

/** @returns false when time is up; the rest is handed back then */
async function removeActivities({ ports, work, lease, deadline }: Context): Promise<boolean> {
  const { uid } = work;
  for (;;) {
    const { found } = await ports.store.query(stored.activities(uid), {
      where: [['source', '==', 'strava']],
      limit: AT_ONCE,
    });
    if (found.length === 0) return true;
    if (ports.now() >= deadline) {
      await ports.store.transact(async (tx) => (await lease.handBack(work)(tx))());
      return false;
    }
    const changes = found.map(({ id }) => ({ kind: 'remove' as const, activityId: id }));
    await changeActivities(ports, uid, changes, lease.moveOn(work));
  }
}
