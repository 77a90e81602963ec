import { serviceErrorFrom } from '../../errors/error-dispositions.ts';
import type { Ports } from '../../ports/ports.ts';
import type {
  OpenMirror,
  RelationalMirror,
  TwinDifference,
} from '../../ports/relational-mirror.ts';
import type { Snapshots } from '../../ports/snapshots.ts';
import type { QueryResult, Store, StoredDocument } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import { aFewAtOnce } from './a-few-at-once.ts';
import { exportAthlete } from './export-athlete.ts';

const PAGE = 200;
/** While the rows of some athletes are written, those of another are read. */
const AT_ONCE = 3;
/** Athletes between two notes of how far the pass has come. */
const STRETCH = 20;

export interface ExportPorts extends Pick<Ports, 'now' | 'log'> {
  /** One that leaves no marks. */
  store: Store;
  snapshots: Snapshots;
  mirror: RelationalMirror;
}

export interface ExportOutcome {
  athletes: number;
  failed: number;
  rowsRead: number;
  rowsWritten: number;
  /** Athletes whose numbers were compared with the SQL twin. */
  compared: number;
  differences: TwinDifference[];
  /** False when time was up; the next run goes on from there. */
  isComplete: boolean;
}

/**
 * Brings the relational mirror up to date, an athlete a transaction: at first all of them, then those
 * who have changed. Harmless to repeat and to interrupt: what was committed stays, the rest is done
 * by the next run. Then has the SQL twin check what was written.
 */
export async function exportPostgres(
  ports: ExportPorts,
  { everything = false, deadline }: { everything?: boolean; deadline: Date },
): Promise<ExportOutcome> {
  const mirror = await ports.mirror.open();
  const outcome: ExportOutcome = {
    ...{ athletes: 0, failed: 0, rowsRead: 0, rowsWritten: 0 },
    ...{ compared: 0, differences: [], isComplete: true },
  };
  const isLate = () => ports.now() >= deadline;
  const work: Work = { ports, mirror, outcome, failed: new Set(), isLate };
  try {
    if (everything) await mirror.restartPass();
    outcome.isComplete = (await exportAll(work)) && (await exportChanged(work));
    const { compared, waiting, differences } = await mirror.compareTwin(work.isLate);
    const isComplete = outcome.isComplete && waiting === 0;
    return { ...outcome, failed: work.failed.size, compared, differences, isComplete };
  } finally {
    await mirror.close();
  }
}

interface Work {
  ports: ExportPorts;
  mirror: OpenMirror;
  outcome: ExportOutcome;
  /** Uids of those who could not be exported; they are not tried again in the same run. */
  failed: Set<string>;
  isLate: () => boolean;
}

/** The pass over all athletes, as far as it is not done; false when time is up. */
async function exportAll(work: Work): Promise<boolean> {
  const { ports, mirror, isLate } = work;
  const pass = await mirror.pass();
  if (pass.complete) return true;
  let { cursor } = pass;
  for (;;) {
    const page = await ports.store.query(stored.users(), {
      limit: PAGE,
      ...(cursor === '' ? {} : { startAfter: userSeen(cursor) }),
    });
    const uids = uidsOf(page);
    const marked = new Set(page.found.filter(({ document }) => document.awaitsExport).map(idOf));
    for (let i = 0; i < uids.length; i += STRETCH) {
      const some = uids.slice(i, i + STRETCH);
      await aFewAtOnce(some, AT_ONCE, async (uid) => {
        if (isLate()) return;
        if (marked.has(uid)) await takeMark(ports, uid);
        await exportOne(work, uid, { everything: true });
      });
      // Who was left out comes up again, and so do the others of the stretch, to no harm.
      if (isLate()) return false;
      cursor = some.at(-1) ?? cursor;
      await mirror.advancePass(cursor, false);
    }
    if (page.last === null) break;
  }
  await removeVanished(work);
  await mirror.advancePass('', true);
  return true;
}

const idOf = ({ id }: { id: string }) => id;

/** Of all, the ones whose documents cannot be read among them; it is for the export to say so. */
function uidsOf({ found, unreadable }: QueryResult<unknown>): string[] {
  const lastSegment = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  return [...found.map(idOf), ...unreadable.map(lastSegment)].sort();
}

function userSeen(uid: string): StoredDocument<unknown> {
  return { id: uid, path: stored.user(uid).path, document: null, version: '', orderValue: null };
}

async function removeVanished({ ports, mirror, outcome }: Work): Promise<void> {
  let after = '';
  for (;;) {
    const uids = await mirror.uids(after, PAGE);
    const users = await ports.store.getAll(uids.map((uid) => stored.user(uid)));
    for (const [n, uid] of uids.entries()) {
      if (users[n] !== null) continue;
      outcome.rowsWritten += (await mirror.remove(uid)).written;
    }
    const last = uids.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

/**
 * Everybody with a mark, then who is left from an earlier run; false when time is up. A mark is taken
 * before documents are read, so that a change after that leaves a new one; the mirror keeps the name
 * until it shows the athlete.
 */
async function exportChanged(work: Work): Promise<boolean> {
  const { ports, mirror, isLate } = work;
  let startAfter: StoredDocument<unknown> | null = null;
  for (;;) {
    if (isLate()) return false;
    const page: QueryResult<unknown> = await ports.store.query(stored.users(), {
      where: [['awaitsExport', '==', true]],
      limit: PAGE,
      ...(startAfter === null ? {} : { startAfter }),
    });
    const uids = uidsOf(page);
    if (uids.length > 0) await mirror.notePending(uids);
    await aFewAtOnce(uids, AT_ONCE, async (uid) => {
      if (isLate()) return;
      await takeMark(ports, uid);
      await exportOne(work, uid);
    });
    if (page.last === null || uids.length < PAGE) break;
    startAfter = page.last;
  }
  await aFewAtOnce(await mirror.pending(), AT_ONCE, async (uid) => {
    if (!isLate()) await exportOne(work, uid);
  });
  return !isLate();
}

/** An athlete who is gone has no mark either. */
async function takeMark({ store }: ExportPorts, uid: string): Promise<void> {
  try {
    await store.transact((tx) => {
      tx.update(stored.user(uid), { awaitsExport: false });
      return Promise.resolve();
    });
  } catch (thrown) {
    if (serviceErrorFrom(thrown).code !== 'conflict') throw thrown;
  }
}

/** One athlete's trouble is not the others'; they are left for the next run. */
async function exportOne(work: Work, uid: string, { everything = false } = {}): Promise<void> {
  const { ports, mirror, outcome } = work;
  if (work.failed.has(uid)) return;
  try {
    const counts = await exportAthlete(ports, mirror, uid, { everything });
    outcome.athletes += 1;
    outcome.rowsRead += counts.read;
    outcome.rowsWritten += counts.written;
  } catch (thrown) {
    const error = serviceErrorFrom(thrown);
    if (error.code === 'upstream-unavailable') throw error;
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    ports.log('ERROR', 'an athlete could not be exported', { athleteId: uid, reason });
    work.failed.add(uid);
    await mirror.notePending([uid]);
  }
}
