import type {
  CollectionRef,
  DocumentRef,
  QueryResult,
  Store,
  StoredDocument,
  StoreQuery,
} from '../../../functions/src/ports/store.ts';
import { stored } from '../../../functions/src/ports/stored.ts';
import {
  generatedAthlete,
  type GeneratedAthlete,
} from '../../../functions/src/testing/generated-athlete.ts';
import { localDay } from '../../../training/src/index.ts';

const PATTERNS = 5;
const YEARS = 4;
const TODAY = localDay('2025-06-10');

/**
 * A project too large to keep: athletes repeat a few patterns under names of their own, and their
 * documents are made when they are asked for.
 */
export function generatedProject(size: { athletes: number; activities: number }): { store: Store } {
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
  const documentsBelow = (path: string): [string, unknown][] => {
    if (path === 'users') return uids.map((uid) => [uid, documentAt(stored.user(uid).path)]);
    const [, uid = '', collection = ''] = path.split('/');
    const pattern = patternOf(uid);
    if (collection === 'activities') return [...pattern.activities];
    if (collection === 'annotations') return [...pattern.annotations];
    return [];
  };
  const numberOf = (uid: string) => Number(uid.slice('athlete-'.length));
  const patternOf = (uid: string) => patterns[numberOf(uid) % PATTERNS] as GeneratedAthlete;
  const documentAt = (path: string): unknown => {
    const [, uid = '', collection, id = ''] = path.split('/');
    const pattern = patternOf(uid);
    if (collection === undefined) return { ...pattern.user, userId: numberOf(uid) };
    if (collection === 'ledger') return pattern.ledgers.find(({ year }) => String(year) === id);
    return collection === 'activities' ? pattern.activities.get(id) : pattern.annotations.get(id);
  };
  const get = <T>({ path }: DocumentRef<T>): Promise<T | null> =>
    Promise.resolve((documentAt(path) ?? null) as T | null);
  return {
    store: {
      get,
      getAll: (refs) => Promise.all(refs.map(get)),
      query: (collection, query) => Promise.resolve(page(collection, query, documentsBelow)),
      create: () => Promise.resolve(false),
      transact: () => Promise.reject(new RangeError('generatedProject requires readers alone')),
    },
  };
}

/** Under ids that are free in every athlete's name. */
function fromFiles(athlete: GeneratedAthlete): GeneratedAthlete {
  const renamed = <T>(documents: Map<string, T>) =>
    new Map([...documents].map(([id, document]) => [id.replace('strava-', 'file-'), document]));
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
  { startAfter, limit }: StoreQuery,
  documentsBelow: (path: string) => [string, unknown][],
): QueryResult<T> {
  const all = documentsBelow(path).sort(([a], [b]) => (a < b ? -1 : 1));
  const found = all
    .filter(([id]) => startAfter === undefined || id > startAfter.id)
    .slice(0, limit)
    .map(([id, document]): StoredDocument<T> => ({
      ...{ id, path: `${path}/${id}`, document: document as T },
      ...{ version: '', orderValue: null },
    }));
  return { found, unreadable: [], last: found.at(-1) ?? null };
}
