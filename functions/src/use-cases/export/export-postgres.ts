import { serviceErrorFrom } from '../../errors/error-dispositions.ts';
import { mirrorStored, type ChangeMark } from '../../ports/mirror-stored.ts';
import type { Ports } from '../../ports/ports.ts';
import type {
  OpenMirror,
  RelationalMirror,
  TwinDifference,
} from '../../ports/relational-mirror.ts';
import type { Snapshots } from '../../ports/snapshots.ts';
import type { QueryResult, StoredDocument } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import { exportAthlete } from './export-athlete.ts';

const PAGE = 200;
/** While one athlete's rows are sorted in, the next one's are read. */
const AT_ONCE = 2;

export interface ExportPorts extends Pick<Ports, 'store' | 'now' | 'uniqueId' | 'log'> {
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
    outcome.isComplete = (await exportAll(work)) && (await exportMarked(work));
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
    const uids = [...page.found.map(({ id }) => id), ...page.unreadable.map(lastSegment)].sort();
    for (let i = 0; i < uids.length; i += AT_ONCE) {
      if (isLate()) return false;
      const some = uids.slice(i, i + AT_ONCE);
      await Promise.all(some.map((uid) => exportOne(work, uid, null)));
      cursor = some.at(-1) ?? cursor;
      await mirror.advancePass(cursor, false);
    }
    if (page.last === null) break;
  }
  await removeVanished(work);
  await mirror.advancePass('', true);
  return true;
}

const lastSegment = (path: string) => path.slice(path.lastIndexOf('/') + 1);

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

type Mark = StoredDocument<ChangeMark>;

/** Everybody with a mark; false when time is up. */
async function exportMarked(work: Work): Promise<boolean> {
  const { ports, isLate } = work;
  let startAfter: StoredDocument<unknown> | null = null;
  for (;;) {
    const page: QueryResult<ChangeMark> = await ports.store.query(mirrorStored.marks(), {
      limit: PAGE,
      ...(startAfter === null ? {} : { startAfter }),
    });
    const byAthlete = new Map<string, Mark[]>();
    for (const mark of page.found) {
      const { uid } = mark.document;
      byAthlete.set(uid, [...(byAthlete.get(uid) ?? []), mark]);
    }
    const athletes = [...byAthlete];
    for (let i = 0; i < athletes.length; i += AT_ONCE) {
      if (isLate()) return false;
      const some = athletes.slice(i, i + AT_ONCE);
      await Promise.all(some.map(([uid, marks]) => exportOne(work, uid, marks)));
    }
    if (page.last === null || page.found.length + page.unreadable.length < PAGE) return true;
    startAfter = page.last;
  }
}

/** One athlete's trouble is not the others'; a mark stays or is left for the next run. */
async function exportOne(work: Work, uid: string, marks: Mark[] | null): Promise<void> {
  const { ports, mirror, outcome } = work;
  if (work.failed.has(uid)) return;
  try {
    const annotated = (marks ?? []).flatMap(({ document }) => document.activityId ?? []);
    const everything = marks === null;
    const counts = await exportAthlete(ports, mirror, uid, { everything, annotated });
    outcome.athletes += 1;
    outcome.rowsRead += counts.read;
    outcome.rowsWritten += counts.written;
    if (marks !== null) await clearMarks(ports, marks);
  } catch (thrown) {
    const error = serviceErrorFrom(thrown);
    if (error.code === 'upstream-unavailable') throw error;
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    ports.log('ERROR', 'an athlete could not be exported', { athleteId: uid, reason });
    work.failed.add(uid);
    if (marks === null) await markAgain(ports, uid);
  }
}

async function clearMarks(ports: ExportPorts, marks: Mark[]): Promise<void> {
  await ports.store.transact(async (tx) => {
    const present = await tx.getAll(marks.map(({ id }) => mirrorStored.mark(id)));
    for (const [n, { id, document }] of marks.entries()) {
      if (present[n]?.changeId === document.changeId) tx.delete(mirrorStored.mark(id));
    }
  });
}

async function markAgain(ports: ExportPorts, uid: string): Promise<void> {
  const mark = { uid, activityId: null, changeId: ports.uniqueId() };
  await ports.store.transact((tx) => {
    tx.set(mirrorStored.mark(uid), { ...mark, changedAt: ports.now().toISOString() });
    return Promise.resolve();
  });
}
