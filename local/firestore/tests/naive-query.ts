import type { Json } from '../src/values/value-json.ts';

// A second opinion on queries, written against proto3 JSON with none of the server's code: slow,
// plain, and read from Firestore's documentation.

export type WireValue = Record<string, Json>;

export interface NaiveDocument {
  name: string;
  fields: Record<string, WireValue>;
}

const ORDER = [
  'nullValue',
  'booleanValue',
  'number',
  'timestampValue',
  'stringValue',
  'bytesValue',
  'referenceValue',
  'geoPointValue',
  'arrayValue',
  'vector',
  'mapValue',
];

const typeOf = (value: WireValue): string => Object.keys(value)[0] ?? '';
const mapFields = (value: WireValue): Record<string, WireValue> =>
  (value.mapValue as { fields?: Record<string, WireValue> }).fields ?? {};
const elements = (value: WireValue): WireValue[] =>
  (value.arrayValue as { values?: WireValue[] }).values ?? [];

function rank(value: WireValue): number {
  let type = typeOf(value);
  if (type === 'integerValue' || type === 'doubleValue') type = 'number';
  if (type === 'mapValue' && mapFields(value).__type__?.stringValue === '__vector__')
    type = 'vector';
  return ORDER.indexOf(type);
}

const sign = (a: number | string | bigint, b: number | string | bigint): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** Exact comparison of a 64-bit integer and a double, by scaling both to the double's unit. */
function compareNumbers(a: WireValue, b: WireValue): number {
  const isNaNValue = (v: WireValue): boolean => v.doubleValue === 'NaN';
  if (isNaNValue(a) || isNaNValue(b)) return Number(isNaNValue(b)) - Number(isNaNValue(a));
  const exact = (v: WireValue): [bigint, number] => {
    if (v.integerValue !== undefined) return [BigInt(v.integerValue as string), 0];
    const d = Number(v.doubleValue);
    if (!Number.isFinite(d)) return [d > 0 ? 10n ** 400n : -(10n ** 400n), 0];
    return [BigInt(Math.trunc(d)), d - Math.trunc(d)];
  };
  const [wholeA, partA] = exact(a);
  const [wholeB, partB] = exact(b);
  return sign(wholeA, wholeB) || sign(partA, partB);
}

function compareLists(a: WireValue[], b: WireValue[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const order = naiveCompare(a[i] ?? {}, b[i] ?? {});
    if (order !== 0) return order;
  }
  return sign(a.length, b.length);
}

function naiveCompareNames(a: string, b: string): number {
  const left = a.split('/').map((s) => Buffer.from(s));
  const right = b.split('/').map((s) => Buffer.from(s));
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const order = Buffer.compare(left[i] ?? Buffer.alloc(0), right[i] ?? Buffer.alloc(0));
    if (order !== 0) return order;
  }
  return sign(left.length, right.length);
}

function compareMaps(a: WireValue, b: WireValue): number {
  const entries = (v: WireValue): [string, WireValue][] =>
    Object.entries(mapFields(v)).sort(([x], [y]) => Buffer.compare(Buffer.from(x), Buffer.from(y)));
  const left = entries(a);
  const right = entries(b);
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const [keyA, valueA] = left[i] ?? ['', {}];
    const [keyB, valueB] = right[i] ?? ['', {}];
    const order =
      Buffer.compare(Buffer.from(keyA), Buffer.from(keyB)) || naiveCompare(valueA, valueB);
    if (order !== 0) return order;
  }
  return sign(left.length, right.length);
}

export function naiveCompare(a: WireValue, b: WireValue): number {
  const byType = sign(rank(a), rank(b));
  if (byType !== 0) return byType;
  switch (ORDER[rank(a)]) {
    case 'booleanValue':
      return sign(Number(a.booleanValue), Number(b.booleanValue));
    case 'number':
      return compareNumbers(a, b);
    case 'timestampValue':
      return sign(Date.parse(a.timestampValue as string), Date.parse(b.timestampValue as string));
    case 'stringValue':
      return Buffer.compare(
        Buffer.from(a.stringValue as string),
        Buffer.from(b.stringValue as string),
      );
    case 'bytesValue':
      return Buffer.compare(
        Buffer.from(a.bytesValue as string, 'base64'),
        Buffer.from(b.bytesValue as string, 'base64'),
      );
    case 'referenceValue':
      return naiveCompareNames(a.referenceValue as string, b.referenceValue as string);
    case 'geoPointValue': {
      const p = a.geoPointValue as { latitude: number; longitude: number };
      const q = b.geoPointValue as { latitude: number; longitude: number };
      return sign(p.latitude, q.latitude) || sign(p.longitude, q.longitude);
    }
    case 'arrayValue':
      return compareLists(elements(a), elements(b));
    case 'vector': {
      const list = (v: WireValue): WireValue[] =>
        elements(mapFields(v).value ?? { arrayValue: {} });
      return sign(list(a).length, list(b).length) || compareLists(list(a), list(b));
    }
    case 'mapValue':
      return compareMaps(a, b);
    default:
      return 0;
  }
}

export type NaiveFilter =
  { all: NaiveFilter[] } | { any: NaiveFilter[] } | { field: string; op: string; value: WireValue };

export interface NaiveQuery {
  parent: string;
  collection: string;
  group: boolean;
  filter: NaiveFilter | null;
  orders: { field: string; descending: boolean }[];
  startAt: { values: WireValue[]; before: boolean } | null;
  endAt: { values: WireValue[]; before: boolean } | null;
  offset: number;
  limit: number | null;
}

const INEQUALITIES = ['<', '<=', '>', '>=', '!=', 'not-in'];

function field(document: NaiveDocument, path: string): WireValue | undefined {
  if (path === '__name__') return { referenceValue: document.name };
  const [head = '', ...rest] = path.split('.');
  let value = document.fields[head];
  for (const segment of rest) {
    value = value?.mapValue === undefined ? undefined : mapFields(value)[segment];
  }
  return value;
}

function holds(document: NaiveDocument, filter: NaiveFilter): boolean {
  if ('all' in filter) return filter.all.every((part) => holds(document, part));
  if ('any' in filter) return filter.any.some((part) => holds(document, part));
  const value = field(document, filter.field);
  if (value === undefined) return false;
  const same = (a: WireValue, b: WireValue): boolean => naiveCompare(a, b) === 0;
  const isNull = 'nullValue' in value;
  const wanted = filter.value;
  const comparable = rank(value) === rank(wanted);
  switch (filter.op) {
    case '==':
      return same(value, wanted);
    case '!=':
      return !isNull && !same(value, wanted);
    case '<':
      return comparable && naiveCompare(value, wanted) < 0;
    case '<=':
      return comparable && naiveCompare(value, wanted) <= 0;
    case '>':
      return comparable && naiveCompare(value, wanted) > 0;
    case '>=':
      return comparable && naiveCompare(value, wanted) >= 0;
    case 'in':
      return elements(wanted).some((one) => same(one, value));
    case 'not-in':
      return (
        !isNull &&
        !elements(wanted).some((one) => 'nullValue' in one) &&
        !elements(wanted).some((one) => same(one, value))
      );
    case 'array-contains':
      return 'arrayValue' in value && elements(value).some((one) => same(one, wanted));
    case 'array-contains-any':
      return (
        'arrayValue' in value &&
        elements(value).some((one) => elements(wanted).some((other) => same(one, other)))
      );
    default:
      throw new Error(`no operator ${filter.op}`);
  }
}

function inequalityFields(filter: NaiveFilter | null): string[] {
  if (!filter) return [];
  if ('all' in filter) return filter.all.flatMap(inequalityFields);
  if ('any' in filter) return filter.any.flatMap(inequalityFields);
  return INEQUALITIES.includes(filter.op) ? [filter.field] : [];
}

/** Names of the results, in order. */
export function naiveQuery(documents: readonly NaiveDocument[], query: NaiveQuery): string[] {
  const descending = query.orders.at(-1)?.descending ?? false;
  const orders = [...query.orders];
  for (const name of [...new Set(inequalityFields(query.filter))].sort()) {
    if (name === '__name__' || orders.some((o) => o.field === name)) continue;
    orders.push({ field: name, descending });
  }
  if (!orders.some((o) => o.field === '__name__')) orders.push({ field: '__name__', descending });
  const keys = (d: NaiveDocument): (WireValue | undefined)[] =>
    orders.map((o) => field(d, o.field));
  const compareKeys = (a: (WireValue | undefined)[], b: (WireValue | undefined)[]): number => {
    for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
      const order = naiveCompare(a[i] ?? {}, b[i] ?? {});
      if (order !== 0) return orders[i]?.descending ? -order : order;
    }
    return 0;
  };
  const inside = (document: NaiveDocument): boolean => {
    const path = document.name.split('/');
    if (path.at(-2) !== query.collection) return false;
    const parent = path.slice(0, -2).join('/');
    return query.group ? `${parent}/`.startsWith(`${query.parent}/`) : parent === query.parent;
  };
  const found = documents
    .filter(inside)
    .filter((d) => !query.filter || holds(d, query.filter))
    .filter((d) => !keys(d).includes(undefined))
    .filter((d) => {
      if (!query.startAt) return true;
      const order = compareKeys(keys(d), query.startAt.values);
      return query.startAt.before ? order >= 0 : order > 0;
    })
    .filter((d) => {
      if (!query.endAt) return true;
      const order = compareKeys(keys(d), query.endAt.values);
      return query.endAt.before ? order < 0 : order <= 0;
    })
    .sort((a, b) => compareKeys(keys(a), keys(b)));
  const end = query.limit === null ? undefined : query.offset + query.limit;
  return found.slice(query.offset, end).map((d) => d.name);
}
