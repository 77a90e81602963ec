import {
  addDays,
  dayInYear,
  ledgerRows,
  yearOf,
  type InboxWork,
  type LocalDay,
} from '@training-monkey/training';
import { ServiceError } from '../../errors/service-error.ts';
import type { Store } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import { changeActivities, MAX_CHANGES } from '../activities/change-activities.ts';
import type { WorkContext, WorkHandler } from './work-handler.ts';

/** Enough for steady progress, few enough that nobody waits for the transaction. */
const CHUNK = 150;

/** Scores an athlete's activities anew, some days at a time; each chunk notes where the next begins. */
export const rescore: WorkHandler<'rescore'> = async (context) => {
  let work: Extract<InboxWork, { kind: 'rescore' }> | null = context.work;
  while (work !== null) work = await rescoreChunk(context, work);
};

async function rescoreChunk(
  { ports, lease, deadline }: WorkContext,
  work: Extract<InboxWork, { kind: 'rescore' }>,
): Promise<typeof work | null> {
  const { uid } = work;
  const chunk = await nextChunk(ports.store, uid, work);
  const rest =
    chunk.through === null || chunk.through >= work.to
      ? null
      : { ...work, from: addDays(chunk.through, 1) };
  const isTimeUp = ports.now() >= deadline;
  const note = rest === null ? lease.done : isTimeUp ? lease.handBack(rest) : lease.moveOn(rest);

  const changes = chunk.activityIds.map((activityId) => ({ kind: 'rescore' as const, activityId }));
  // A whole day may be more than a transaction takes; only the end of the chunk is progress.
  while (changes.length > MAX_CHANGES) {
    await changeActivities(ports, uid, changes.splice(0, MAX_CHANGES));
  }
  await changeActivities(ports, uid, changes, async (tx) => {
    const user = await tx.get(stored.user(uid));
    const write = await note(tx);
    return () => {
      write();
      const progress = user?.rescore ?? null;
      if (progress === null) return;
      const done = Math.min(progress.total, progress.done + chunk.activityIds.length);
      tx.update(stored.user(uid), { rescore: rest === null ? null : { ...progress, done } });
    };
  });
  return isTimeUp ? null : rest;
}

/** The next activities in order of days, whole days at a time, and the last of those days. */
async function nextChunk(
  store: Store,
  uid: string,
  { from, to }: { from: LocalDay; to: LocalDay },
): Promise<{ activityIds: string[]; through: LocalDay | null }> {
  const user = await store.get(stored.user(uid));
  if (user === null) throw new ServiceError('not-found', 'There is no such athlete.');
  const years = user.ledgerYears.filter((year) => year >= yearOf(from) && year <= yearOf(to));

  const activityIds: string[] = [];
  let through: LocalDay | null = null;
  for (const year of years) {
    const ledger = await store.get(stored.ledger(uid, year));
    for (const row of ledger === null ? [] : ledgerRows(ledger)) {
      const day = dayInYear(year, row.day);
      if (day < from || day > to) continue;
      if (activityIds.length >= CHUNK && day !== through) return { activityIds, through };
      activityIds.push(row.activityId);
      through = day;
    }
  }
  return { activityIds, through: null };
}
