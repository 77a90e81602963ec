import type {
  CollectionRef,
  DocumentRef,
  QueryResult,
  Store,
  StoredDocument,
  StoreQuery,
} from '../../../functions/src/ports/store.ts';
import {
  generatedAthlete,
  type GeneratedAthlete,
} from '../../../functions/src/testing/generated-athlete.ts';
import { localDay } from '../../../training/src/index.ts';

const PATTERNS = 5;
const YEARS = 4;
export const TODAY = localDay('2025-06-10');

export interface GeneratedProject {
  store: Store;
  athletes: () => Generator<GeneratedAthlete>;
  /** Documents read and written so far, as Firestore bills them. */
  bill: { reads: number; writes: number };
}

/**
 * A project too large to keep: athletes repeat a few patterns under names of their own, and their
 * documents are made when they are asked for. All that can be written are the marks of change, which
 * stand at first.
 */
export function generatedProject(size: { athletes: number; activities: number }): GeneratedProject {
  const patterns = Array.from({ length: PATTERNS }, (_, n) =>
    fromFiles(
      generatedAthlete({
        ...{ seed: n + 1, userId: n + 1, activities: size.activities },
        ...{ days: YEARS * 365, today: TODAY },
      }),
    ),
  );
  const uids = Array.from(
    { length: size.athletes },
    (_, n) => `athlete-${String(n + 1).padStart(5, '0')}`,
  );
  const marked = new Set(uids);
  const bill = { reads: 0, writes: 0 };
  const athleteOf = (uid: string): GeneratedAthlete => {
    const number = Number(uid.slice('athlete-'.length));
    const pattern = patterns[number % PATTERNS] as GeneratedAthlete;
    const user = { ...pattern.user, userId: number, awaitsExport: marked.has(uid) };
    return { ...pattern, uid, user };
  };
  const documentAt = (path: string): unknown => {
    const [, uid = '', collection, id = ''] = path.split('/');
    const { user, ledgers, activities, annotations } = athleteOf(uid);
    if (collection === undefined) return user;
    if (collection === 'ledger') return ledgers.find(({ year }) => String(year) === id);
    return (collection === 'activities' ? activities : annotations).get(id);
  };
  /** In the order of their ids. */
  const documentsBelow = (path: string, isMarked: boolean): [string, unknown][] => {
    if (path === 'users') {
      const some = isMarked ? [...marked].sort() : uids;
      return some.map((uid) => [uid, athleteOf(uid).user]);
    }
    const [, uid = '', collection] = path.split('/');
    if (collection === 'activities') return [...athleteOf(uid).activities];
    return collection === 'annotations' ? [...athleteOf(uid).annotations] : [];
  };
  const get = <T>({ path }: DocumentRef<T>): Promise<T | null> => {
    bill.reads += 1;
    return Promise.resolve((documentAt(path) ?? null) as T | null);
  };
  const store: Store = {
    get,
    getAll: (refs) => Promise.all(refs.map(get)),
    query: (collection, query) => {
      const result = page(collection, query, documentsBelow);
      bill.reads += Math.max(1, result.found.length);
      return Promise.resolve(result);
    },
    create: () => Promise.resolve(false),
    transact: (run) =>
      run({
        ...{ get, getAll: (refs) => Promise.all(refs.map(get)) },
        ...{ create: readOnly, set: readOnly, delete: readOnly },
        update: ({ path }) => {
          bill.writes += 1;
          marked.delete(path.slice('users/'.length));
        },
      }),
  };
  function* athletes() {
    for (const uid of uids) yield athleteOf(uid);
  }
  return { store, bill, athletes };
}

function readOnly(): never {
  throw new RangeError('generatedProject requires that only marks are written');
}

/** Under ids that are free in every athlete's name. */
function fromFiles(athlete: GeneratedAthlete): GeneratedAthlete {
  const renamed = <T>(documents: Map<string, T>) =>
    new Map(
      [...documents]
        .map(([id, document]) => [id.replace('strava-', 'file-'), document] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return {
    ...athlete,
    activities: new Map(
      [...renamed(athlete.activities)].map(([id, document]) => [
        id,
        { ...document, source: 'file' as const, stravaActivityId: null },
      ]),
    ),
    annotations: renamed(athlete.annotations),
    ledgers: athlete.ledgers.map((ledger) => ({
      ...ledger,
      activityIds: ledger.activityIds.map((id) => id.replace('strava-', 'file-')),
    })),
  };
}

function page<T>(
  { path }: CollectionRef<T>,
  { startAfter, limit, where }: StoreQuery,
  documentsBelow: (path: string, isMarked: boolean) => [string, unknown][],
): QueryResult<T> {
  const found = documentsBelow(path, where !== undefined)
    .filter(([id]) => startAfter === undefined || id > startAfter.id)
    .slice(0, limit)
    .map(([id, document]): StoredDocument<T> => ({
      ...{ id, path: `${path}/${id}`, document: document as T },
      ...{ version: '', orderValue: null },
    }));
  return { found, unreadable: [], last: found.at(-1) ?? null };
}
