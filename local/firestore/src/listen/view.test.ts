import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WireValue } from '../../tests/naive-query.ts';
import { naiveQueries, ROOT } from '../../tests/query-arbitraries.ts';
import { wireQuery } from '../../tests/wire-query.ts';
import { memoryJournal } from '../store/memory-journal.ts';
import { Store } from '../store/store.ts';
import { storedDocument } from '../values/document.ts';
import type { StoredDocument } from '../values/document.ts';
import { Timestamp } from '../values/value.ts';
import { fieldsFromJson } from '../values/value-json.ts';
import { resultChanges } from './result-changes.ts';
import type { ResultChange } from './result-changes.ts';
import { resultsOf } from './target.ts';
import type { Target } from './target.ts';
import { View } from './view.ts';

const names = ['c/a', 'c/b', 'c/c', 'c/a/c/a', 'o/a/c/b', 'c-d/a'].map((path) => `${ROOT}/${path}`);
const smallValue = fc.constantFrom<WireValue[]>(
  { integerValue: '0' },
  { integerValue: '1' },
  { stringValue: 'a' },
  { nullValue: null },
  { arrayValue: { values: [{ integerValue: '1' }] } },
);
const write = fc.record({
  name: fc.constantFrom(...names),
  fields: fc.option(
    fc.record({ a: smallValue, b: smallValue }, { requiredKeys: [] }) as fc.Arbitrary<
      Record<string, WireValue>
    >,
    { freq: 4 },
  ),
});
const commits = fc.array(fc.uniqueArray(write, { selector: (w) => w.name, maxLength: 3 }), {
  minLength: 1,
  maxLength: 8,
});

type Writes = { name: string; fields: Record<string, WireValue> | null }[];

function commitTo(store: Store, writes: Writes): void {
  const version = store.nextVersion();
  const time = Timestamp.fromMicros(version);
  const changes = writes.map(({ name, fields }) => ({
    name,
    before: store.get(name),
    after: fields && storedDocument(name, fieldsFromJson(fields), time, time),
  }));
  store.commit(
    version,
    changes.filter(({ before, after }) => before !== after),
  );
}

/** What a client holds after being told of changes. */
function tell(held: Map<string, StoredDocument>, changes: readonly ResultChange[]): void {
  for (const change of changes) {
    if (change.kind === 'put') held.set(change.document.name, change.document);
    else held.delete(change.kind === 'left' ? change.document.name : change.name);
  }
}

function newStore(): Store {
  let now = 0;
  return new Store(memoryJournal(), () => (now += 1));
}

const sorted = (held: ReadonlyMap<string, StoredDocument>): [string, StoredDocument][] =>
  [...held].sort(([a], [b]) => (a < b ? -1 : 1));

describe('a view', () => {
  test('that is kept up to date holds what a new query would find', () => {
    fc.assert(
      fc.property(naiveQueries, commits, (query, history) => {
        const store = newStore();
        const parsed = wireQuery(query);
        const target: Target = { kind: 'query', key: parsed.key, query: parsed };
        const view = new View(target, store);
        const held = new Map<string, StoredDocument>();
        store.onCommit(({ changes }) => tell(held, view.update(changes)));
        for (const writes of history) {
          commitTo(store, writes);
          const fresh = resultsOf(target, store.documents);
          expect(sorted(view.results)).toEqual(sorted(fresh));
          expect(sorted(held)).toEqual(sorted(fresh));
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('resumed at any earlier version leads to the present results', () => {
    fc.assert(
      fc.property(naiveQueries, commits, (query, history) => {
        const store = newStore();
        const parsed = wireQuery(query);
        const target: Target = { kind: 'query', key: parsed.key, query: parsed };
        const moments = [{ version: store.version, held: resultsOf(target, store.documents) }];
        for (const writes of history) {
          commitTo(store, writes);
          moments.push({ version: store.version, held: resultsOf(target, store.documents) });
        }
        const present = resultsOf(target, store.documents);
        for (const { version, held } of moments) {
          const before = resultsOf(target, store.at(version));
          expect(sorted(before)).toEqual(sorted(held));
          tell(
            held,
            resultChanges(before, present, (name) => store.get(name)),
          );
          expect(sorted(held)).toEqual(sorted(present));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
