import fc from 'fast-check';
import type { NaiveDocument, NaiveFilter, NaiveQuery, WireValue } from './naive-query.ts';

export const ROOT = 'projects/p/databases/(default)/documents';

/** Few enough values that equal ones meet, odd enough that each rule of the order is met. */
const anyScalar: fc.Arbitrary<WireValue> = fc.constantFrom<WireValue[]>(
  { nullValue: null },
  { booleanValue: false },
  { booleanValue: true },
  { doubleValue: 'NaN' },
  { doubleValue: '-Infinity' },
  { integerValue: '-9223372036854775808' },
  { integerValue: '-1' },
  { doubleValue: '-0' },
  { integerValue: '0' },
  { doubleValue: 0.5 },
  { integerValue: '1' },
  { doubleValue: 1 },
  { integerValue: '9007199254740993' },
  { doubleValue: 9007199254740992 },
  { doubleValue: 'Infinity' },
  { timestampValue: '1960-01-01T00:00:00Z' },
  { timestampValue: '2024-02-29T12:00:00.500Z' },
  { stringValue: '' },
  { stringValue: 'a' },
  { stringValue: 'a\u0000' },
  { stringValue: '\uff41' },
  { stringValue: '\u{1f600}' },
  { bytesValue: '' },
  { bytesValue: 'AP8=' },
  { referenceValue: `${ROOT}/c/a` },
  { referenceValue: `${ROOT}/c/a/s/b` },
  { referenceValue: `${ROOT}/c-d/a` },
  { geoPointValue: { latitude: -1, longitude: 2 } },
  { geoPointValue: { latitude: -1, longitude: -2 } },
);

const frequent: fc.Arbitrary<WireValue> = fc.constantFrom<WireValue[]>(
  { integerValue: '0' },
  { integerValue: '1' },
  { doubleValue: 1 },
  { doubleValue: '-0' },
  { stringValue: 'a' },
);

const scalar = fc.oneof({ weight: 2, arbitrary: frequent }, { weight: 1, arbitrary: anyScalar });

const list = fc
  .array(scalar, { maxLength: 3 })
  .map((values): WireValue => ({ arrayValue: { values } }));
const map = fc
  .dictionary(fc.constantFrom('x', 'y', '\u{1f600}', '\uff41'), scalar, { maxKeys: 2 })
  .map((fields): WireValue => ({ mapValue: { fields } }));
const vector = fc
  .array(fc.constantFrom(0, 1, -1.5), { maxLength: 2 })
  .map((numbers): WireValue => ({
    mapValue: {
      fields: {
        __type__: { stringValue: '__vector__' },
        value: { arrayValue: { values: numbers.map((n) => ({ doubleValue: n })) } },
      },
    },
  }));

export const wireValue = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 2, arbitrary: list },
  { weight: 1, arbitrary: map },
  { weight: 1, arbitrary: vector },
);

const FIELDS = ['a', 'a', 'a', 'b', 'm.x'];
const COLLECTIONS = [`${ROOT}/c`, `${ROOT}/c`, `${ROOT}/c/a/c`, `${ROOT}/o/a/c`, `${ROOT}/c-d`];
const IDS = ['a', 'b', 'c', 'B', '\uff41', '\u{1f600}'];

const fields = fc.record(
  { a: wireValue, b: wireValue, m: map },
  { requiredKeys: ['a'] },
) as fc.Arbitrary<Record<string, WireValue>>;

export const dataSet: fc.Arbitrary<NaiveDocument[]> = fc.uniqueArray(
  fc.record({
    name: fc
      .tuple(fc.constantFrom(...COLLECTIONS), fc.constantFrom(...IDS))
      .map(([collection, id]) => `${collection}/${id}`),
    fields,
  }),
  { selector: (document) => document.name, minLength: 4, maxLength: 16 },
);

const condition = fc
  .tuple(
    fc.constantFrom(...FIELDS),
    fc.constantFrom('==', '==', '<', '<=', '<=', '>', '>=', '>=', 'array-contains', 'in', 'in'),
    wireValue,
    fc.array(scalar, { minLength: 1, maxLength: 3 }),
  )
  .map(([field, op, value, values]): NaiveFilter => ({
    field,
    op,
    value: op === 'in' ? { arrayValue: { values } } : value,
  }));

/** Operators that Firestore allows once a query only. */
const single = fc
  .tuple(
    fc.constantFrom(...FIELDS),
    fc.constantFrom('!=', 'not-in', 'array-contains-any'),
    wireValue,
    fc.array(scalar, { minLength: 1, maxLength: 3 }),
  )
  .map(([field, op, value, values]): NaiveFilter => ({
    field,
    op,
    value: op === '!=' ? value : { arrayValue: { values } },
  }));

const containing = (filter: NaiveFilter): number => {
  if ('all' in filter) return filter.all.reduce((sum, part) => sum + containing(part), 0);
  if ('any' in filter) return Math.max(...filter.any.map(containing));
  return filter.op.startsWith('array-contains') ? 1 : 0;
};

const filter: fc.Arbitrary<NaiveFilter | null> = fc
  .oneof(
    fc.constant(null),
    fc.constant(null),
    condition,
    condition,
    single,
    fc.array(condition, { minLength: 2, maxLength: 3 }).map((all): NaiveFilter => ({ all })),
    fc.array(condition, { minLength: 2, maxLength: 3 }).map((any): NaiveFilter => ({ any })),
    fc
      .tuple(condition, fc.array(condition, { minLength: 2, maxLength: 2 }))
      .map(([one, any]): NaiveFilter => ({ all: [one, { any }] })),
  )
  .filter((one) => one === null || containing(one) <= 1);

const orders = fc.uniqueArray(
  fc.record({ field: fc.constantFrom(...FIELDS, '__name__'), descending: fc.boolean() }),
  { selector: (order) => order.field, maxLength: 2 },
);

const name = fc
  .tuple(fc.constantFrom(...COLLECTIONS), fc.constantFrom(...IDS))
  .map(([collection, id]): WireValue => ({ referenceValue: `${collection}/${id}` }));

function cursor(query: Pick<NaiveQuery, 'orders'>): fc.Arbitrary<NaiveQuery['startAt']> {
  if (query.orders.length === 0) return fc.constant(null);
  const values = query.orders.map((order) => (order.field === '__name__' ? name : wireValue));
  const bounds = fc.record({ values: fc.tuple(...values), before: fc.boolean() });
  return fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: bounds });
}

export const naiveQueries: fc.Arbitrary<NaiveQuery> = fc.record({ filter, orders }).chain((base) =>
  fc.record({
    filter: fc.constant(base.filter),
    orders: fc.constant(base.orders),
    parent: fc.constantFrom(ROOT, ROOT, ROOT, `${ROOT}/c/a`),
    collection: fc.constantFrom('c', 'c', 'c', 'c-d'),
    group: fc.boolean(),
    startAt: cursor(base),
    endAt: cursor(base),
    offset: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2),
    limit: fc.constantFrom(null, null, null, null, 0, 1, 3),
  }),
);
