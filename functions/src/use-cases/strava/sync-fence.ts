import type { Ports } from '../../ports/ports.ts';
import type { Alongside } from '../../ports/store.ts';
import { stravaStored, type StravaSyncDocument } from '../../ports/strava-stored.ts';

const TRUTHS_KEPT_MS = 300_000;
const MOST_TRUTHS = 1000;

/** What was asked of Strava, and when. */
export interface Asked {
  /** The link's epoch at that time. */
  epoch: string;
  at: string;
  /** Strava's ids. */
  ids: string[];
}

/** Nothing may be written: the link has ended, or something newer is known by now. */
export class OvertakenError extends Error {
  readonly ids: string[];

  /** `ids` are those that something newer is known about; none when the link has ended. */
  constructor(ids: string[]) {
    super(ids.length === 0 ? 'the link to Strava has ended' : 'newer truth is known by now');
    this.name = 'OvertakenError';
    this.ids = ids;
  }
}

/** The sync document while the athlete is linked. @throws OvertakenError otherwise */
export async function openSync(
  ports: Pick<Ports, 'store'>,
  uid: string,
): Promise<StravaSyncDocument> {
  const sync = await ports.store.get(stravaStored.sync(uid));
  if (sync === null) throw new OvertakenError([]);
  return sync;
}

/**
 * Lets a write go through only if the link it was asked for still exists and nobody has asked later
 * about the same activities: events come in any order, and workers differ in speed.
 *
 * @param change what else becomes of the sync document in the same transaction
 */
export function syncFence(
  uid: string,
  asked: Asked,
  change: (sync: StravaSyncDocument) => Partial<StravaSyncDocument>,
  ...others: Alongside[]
): Alongside {
  const ref = stravaStored.sync(uid);
  return async (tx) => {
    const sync = await tx.get(ref);
    if (sync === null || sync.epoch !== asked.epoch) throw new OvertakenError([]);
    const ids = new Set(asked.ids);
    const newer = sync.truths.filter(({ id, askedAt }) => ids.has(id) && askedAt > asked.at);
    if (newer.length > 0) throw new OvertakenError(newer.map(({ id }) => id));
    const writes: (() => void)[] = [];
    for (const other of others) writes.push(await other(tx));
    return () => {
      const changed = change(sync);
      if (Object.keys(changed).length > 0) tx.update(ref, changed);
      for (const write of writes) write();
    };
  };
}

/** The truths known once another has been asked for. */
export function withTruth(
  ports: Pick<Ports, 'now'>,
  sync: StravaSyncDocument,
  id: string,
  askedAt: string,
): Pick<StravaSyncDocument, 'truths'> {
  const oldest = new Date(ports.now().getTime() - TRUTHS_KEPT_MS).toISOString();
  const kept = sync.truths.filter((one) => one.id !== id && one.askedAt > oldest);
  return { truths: [...kept, { id, askedAt }].slice(-MOST_TRUTHS) };
}

/** Runs work that may be overtaken. @returns false when it was, so that there is nothing to do */
export async function unlessOvertaken(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof OvertakenError) return false;
    throw error;
  }
}
