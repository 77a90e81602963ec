import {
  localDay,
  type AnnotationDocument,
  type RecommendationDocument,
  type UserDocument,
} from '@training-monkey/training';
import { ServiceError } from '../../errors/service-error.ts';
import type {
  AthleteRows,
  RecommendationRow,
  RecommendationRows,
} from '../../ports/mirror-rows.ts';
import { mirrorStored } from '../../ports/mirror-stored.ts';
import type { Ports } from '../../ports/ports.ts';
import type { MirrorCounts, OpenMirror } from '../../ports/relational-mirror.ts';
import type { Snapshot, Snapshots } from '../../ports/snapshots.ts';
import type { CollectionRef, QueryResult, StoredDocument, StoreQuery } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import { activityRow } from './activity-row.ts';
import { athleteRows } from './athlete-rows.ts';
import { dayNumber } from './day-number.ts';

const PAGE = 500;
/** A transaction takes its instant when it begins and may commit this much later. */
const LATE_COMMIT_MS = 600_000;

/**
 * Makes the mirror show an athlete as they are at one instant; takes them out when they are gone.
 * Activities are read as far as they, or what is said about them, have changed since the last time, and
 * so is what the coach said; the rest follows from ledgers.
 */
export function exportAthlete(
  ports: Pick<Ports, 'now'> & { snapshots: Snapshots },
  mirror: OpenMirror,
  uid: string,
  { everything }: { everything: boolean },
): Promise<MirrorCounts> {
  const now = ports.now();
  const readThrough = new Date(now.getTime() - LATE_COMMIT_MS).toISOString();
  return ports.snapshots.read(async (snapshot) => {
    const user = await snapshot.get(stored.user(uid));
    if (user === null) return mirror.remove(uid);
    const ledgers = await snapshot.getAll(user.ledgerYears.map((year) => stored.ledger(uid, year)));
    const since = everything ? null : await mirror.readThrough(uid);
    const common = {
      ...athleteRows(
        uid,
        user,
        ledgers.filter((ledger) => ledger !== null),
        now,
      ),
      readThrough,
      recommendations: await recommendations(snapshot, uid, user, since),
    };
    const changed: AthleteRows = {
      ...common,
      activities:
        since === null
          ? everyActivityRow(snapshot, uid)
          : changedActivityRows(snapshot, uid, since),
    };
    const counts = await mirror.show(changed);
    if (counts !== null) return counts;
    const all = await mirror.show({ ...common, activities: everyActivityRow(snapshot, uid) });
    if (all !== null) return all;
    const cause = new Error(`the ledgers of ${uid} name activities that are not there`);
    throw new ServiceError('internal', 'Ledgers and activities do not agree.', { cause });
  });
}

async function* changedActivityRows(
  snapshot: Snapshot,
  uid: string,
  since: string,
): AthleteRows['activities'] {
  for await (const page of pages(snapshot, stored.activities(uid), changedAfter(since))) {
    const annotations = await snapshot.getAll(page.map(({ id }) => stored.annotation(uid, id)));
    yield page.map(({ id, document }, n) => activityRow(uid, id, document, annotations[n] ?? null));
  }
}

/** Every activity, a page at a time, with what is said about it. */
async function* everyActivityRow(snapshot: Snapshot, uid: string): AthleteRows['activities'] {
  // Read as a collection: asking for one that is not there costs as much as one that is.
  const said = new Map<string, AnnotationDocument>();
  for await (const page of pages(snapshot, mirrorStored.annotations(uid), {})) {
    for (const { id, document } of page) said.set(id, document);
  }
  for await (const page of pages(snapshot, stored.activities(uid), {})) {
    yield page.map(({ id, document }) => activityRow(uid, id, document, said.get(id) ?? null));
  }
}

async function recommendations(
  snapshot: Snapshot,
  uid: string,
  { userId }: UserDocument,
  since: string | null,
): Promise<RecommendationRows> {
  const said = mirrorStored.recommendations(uid);
  const changed: RecommendationRow[] = [];
  const query = since === null ? {} : changedAfter(since);
  for await (const page of pages(snapshot, said, query)) {
    changed.push(...page.map(({ document }) => recommendationRow(document, userId)));
  }
  if (since === null) return { changed, othersFrom: null };
  // They are named by their day and go all at once, so the first of them tells which are gone.
  const { last } = await snapshot.query(said, { limit: 1 });
  return { changed, othersFrom: last === null ? null : localDay(last.id) };
}

function changedAfter(since: string) {
  return { where: [['updatedAt', '>', since]], orderBy: 'updatedAt' } satisfies Partial<StoreQuery>;
}

function recommendationRow(said: RecommendationDocument, userId: number): RecommendationRow {
  return {
    id: dayNumber(said.generatedDate, userId),
    recommendationText: said.recommendationText,
    confidenceScore: said.confidenceScore,
    recommendationType: said.recommendationType,
    generatedDate: said.generatedDate,
    activityCount: said.activityCount,
    latestAcwr: said.latestAcwr,
    latestTrimp: said.latestTrimp,
    modelVersion: said.modelVersion,
    processingTimeMs: said.processingTimeMs,
  };
}

/** @throws ServiceError `internal` for a document that cannot be read: a mirror without it would lie */
async function* pages<T>(
  snapshot: Snapshot,
  collection: CollectionRef<T>,
  query: Partial<StoreQuery>,
): AsyncGenerator<StoredDocument<T>[]> {
  let startAfter: StoredDocument<unknown> | null = null;
  for (;;) {
    const page: QueryResult<T> = await snapshot.query(collection, {
      ...query,
      limit: PAGE,
      ...(startAfter === null ? {} : { startAfter }),
    });
    if (page.unreadable.length > 0) {
      const cause = new Error(page.unreadable.join(' '));
      throw new ServiceError('internal', 'A stored document cannot be read.', { cause });
    }
    if (page.found.length > 0) yield page.found;
    if (page.last === null || page.found.length < PAGE) return;
    startAfter = page.last;
  }
}
