import { ServiceError } from '../../errors/service-error.ts';
import type {
  CollectionRef,
  DocumentRef,
  FieldValue,
  QueryResult,
  Store,
  StoredDocument,
  StoreQuery,
  StoreTransaction,
} from '../../ports/store.ts';

interface Kept {
  document: unknown;
  version: number;
}

interface Write {
  path: string;
  apply: (kept: Kept | undefined) => unknown;
}

/** What happened so far, counted as Firestore bills it. */
interface Bill {
  reads: number;
  writes: number;
  deletes: number;
}

export interface MemoryStore extends Store {
  bill: () => Bill;
  /** All documents by path, in path order. */
  contents: () => Map<string, unknown>;
  /** Puts a document there without a transaction and outside the bill. */
  put: (path: string, document: unknown) => void;
}

const REMOVED = Symbol('removed');
const MAX_ATTEMPTS = 100;

/**
 * The document database in memory, for tests: optimistic transactions, the shape of every document
 * checked on its way in. `pause` runs before every read and commit, so that a test can
 * decide who goes first.
 */
export function memoryStore(pause: () => Promise<void> = () => Promise.resolve()): MemoryStore {
  const kept = new Map<string, Kept>();
  const bill: Bill = { reads: 0, writes: 0, deletes: 0 };
  let versions = 0;

  const read = async <T>(
    ref: DocumentRef<T>,
    seen?: Map<string, number | undefined>,
  ): Promise<T | null> => {
    await pause();
    bill.reads += 1;
    const found = kept.get(ref.path);
    // Of two looks at one document the first counts, so that a change between them is noticed.
    if (seen?.has(ref.path) === false) seen.set(ref.path, found?.version);
    return found === undefined ? null : (structuredClone(found.document) as T);
  };

  const commit = (writes: Write[]): void => {
    const undo: [string, Kept | undefined][] = [];
    try {
      for (const write of writes) {
        const there = kept.get(write.path);
        const after = write.apply(there);
        undo.push([write.path, there]);
        versions += 1;
        if (after === REMOVED) kept.delete(write.path);
        else kept.set(write.path, { document: structuredClone(after), version: versions });
        if (after === REMOVED) bill.deletes += 1;
        else bill.writes += 1;
      }
    } catch (error) {
      for (const [path, there] of undo.reverse()) {
        if (there === undefined) kept.delete(path);
        else kept.set(path, there);
      }
      throw error;
    }
  };

  const attempt = async <T>(run: (tx: StoreTransaction) => Promise<T>) => {
    const seen = new Map<string, number | undefined>();
    const writes: Write[] = [];
    const look = <U>(ref: DocumentRef<U>) => {
      if (writes.length > 0) throw new RangeError('transact requires all reads before all writes');
      return read(ref, seen);
    };
    const result = await run({
      get: look,
      getAll: (refs) => Promise.all(refs.map(look)),
      create: (ref, document) => {
        writes.push({ path: ref.path, apply: (there) => created(ref, document, there) });
      },
      set: (ref, document) => {
        writes.push({ path: ref.path, apply: () => ref.schema.parse(document) });
      },
      update: (ref, fields, version) => {
        writes.push({ path: ref.path, apply: (there) => updated(ref, fields, version, there) });
      },
      delete: (ref) => {
        writes.push({ path: ref.path, apply: () => REMOVED });
      },
    });
    await pause();
    const overtaken = [...seen].some(([path, version]) => kept.get(path)?.version !== version);
    if (overtaken) return { done: false as const };
    commit(writes);
    return { done: true as const, result };
  };

  return {
    get: (ref) => read(ref),
    getAll: (refs) => Promise.all(refs.map((ref) => read(ref))),
    query: async (collection, query) => {
      await pause();
      const answer = matching(kept, collection, query);
      bill.reads += Math.max(1, answer.found.length + answer.unreadable.length);
      return answer;
    },
    create: async (ref, document) => {
      await pause();
      if (kept.has(ref.path)) return false;
      commit([{ path: ref.path, apply: () => ref.schema.parse(document) }]);
      return true;
    },
    transact: async (run) => {
      for (let tries = 0; tries < MAX_ATTEMPTS; tries += 1) {
        const outcome = await attempt(run);
        if (outcome.done) return outcome.result;
      }
      throw new ServiceError('upstream-unavailable', 'The database is too busy.');
    },
    bill: () => ({ ...bill }),
    contents: () =>
      new Map([...kept].map(([path, { document }]) => [path, document] as const).sort(byPath)),
    put: (path, document) => {
      versions += 1;
      kept.set(path, { document: structuredClone(document), version: versions });
    },
  };
}

function byPath([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function created<T>(ref: DocumentRef<T>, document: T, there: Kept | undefined): T {
  if (there !== undefined) throw new ServiceError('conflict', `${ref.path} exists already.`);
  return ref.schema.parse(document);
}

function updated<T>(
  ref: DocumentRef<T>,
  fields: Partial<T>,
  version: string | undefined,
  there: Kept | undefined,
): T {
  if (there === undefined || (version !== undefined && version !== String(there.version))) {
    throw new ServiceError('conflict', `${ref.path} is not there or has changed.`);
  }
  return ref.schema.parse({ ...(there.document as T), ...fields });
}

function fieldOf(document: unknown, field: string): FieldValue | undefined {
  let value: unknown = document;
  for (const key of field.split('.')) value = (value as Record<string, unknown> | null)?.[key];
  return value as FieldValue | undefined;
}

function holds(value: FieldValue | undefined, comparison: string, wanted: FieldValue): boolean {
  if (comparison === '==') return value === wanted;
  if (value === undefined || value === null || typeof value !== typeof wanted) return false;
  const order = value < (wanted as typeof value) ? -1 : value === wanted ? 0 : 1;
  return comparison.includes('<')
    ? order < 0 || (comparison === '<=' && order === 0)
    : order > 0 || (comparison === '>=' && order === 0);
}

function matching<T>(
  kept: Map<string, Kept>,
  collection: CollectionRef<T>,
  query: StoreQuery,
): QueryResult<T> {
  const start = `${collection.path}/`;
  const orderBy = query.orderBy;
  const rows: StoredDocument<unknown>[] = [...kept]
    .filter(([path]) => path.startsWith(start) && !path.slice(start.length).includes('/'))
    .map(([path, { document, version }]) => ({
      id: path.slice(start.length),
      path,
      document,
      version: String(version),
      orderValue: (orderBy === undefined ? null : fieldOf(document, orderBy)) as FieldValue,
    }))
    .filter((row) => orderBy === undefined || row.orderValue !== undefined)
    .filter((row) =>
      (query.where ?? []).every(([field, comparison, wanted]) =>
        holds(fieldOf(row.document, field), comparison, wanted),
      ),
    )
    .sort(inOrder);
  const { startAfter } = query;
  const page = rows
    .filter((row) => startAfter === undefined || inOrder(row, startAfter) > 0)
    .slice(0, query.limit)
    .map((row) => ({ ...row, document: structuredClone(row.document) }));
  const parsed = page.map((row) => ({ row, parse: collection.schema.safeParse(row.document) }));
  return {
    found: parsed.flatMap(({ row, parse }) =>
      parse.success ? [{ ...row, document: parse.data }] : [],
    ),
    unreadable: parsed.flatMap(({ row, parse }) => (parse.success ? [] : [row.path])),
    last: page.at(-1) ?? null,
  };
}

function inOrder(a: StoredDocument<unknown>, b: StoredDocument<unknown>): number {
  const [left, right] = [a.orderValue, b.orderValue];
  if (typeof left === 'number' && typeof right === 'number' && left !== right) return left - right;
  if (left !== right) return String(left) < String(right) ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
