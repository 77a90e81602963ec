import { describe, expect, test } from 'vitest';
import { compileRules, evaluateQuery } from './index.ts';
import type { QueryRequest, WireFilter, WireValue } from './index.ts';
import { ACCESS, DOCUMENT_RULES } from './testing/rules-tester.ts';

const QUERY: QueryRequest = {
  database: '(default)',
  parent: '',
  collectionId: 'posts',
  allDescendants: false,
  filter: null,
  orderBy: [],
  limit: null,
  offset: null,
  auth: { uid: 'alice', token: {} },
  time: { seconds: 1_763_820_000, nanos: 0 },
};

const text = (stringValue: string): WireValue => ({ stringValue });
const int = (value: number): WireValue => ({ integerValue: String(value) });
const list = (...values: WireValue[]): WireValue => ({ arrayValue: { values } });
const where = (fieldPath: string, op: string, value: WireValue): WireFilter => ({
  fieldFilter: { field: { fieldPath }, op, value },
});
const unary = (fieldPath: string, op: string): WireFilter => ({
  unaryFilter: { field: { fieldPath }, op },
});
const both = (op: 'AND' | 'OR', ...filters: WireFilter[]): WireFilter => ({
  compositeFilter: { op, filters },
});
const post = (id: string): WireValue => ({
  referenceValue: `projects/p/databases/(default)/documents/posts/${id}`,
});

const allows = (rules: string, query: Partial<QueryRequest>): boolean =>
  evaluateQuery(compileRules(DOCUMENT_RULES(rules)), { ...QUERY, ...query }, ACCESS).allowed;

describe('evaluateQuery judges a condition on posts from the filter alone', () => {
  const author = where('author', 'EQUAL', text('alice'));
  test.each<[string, WireFilter | null, boolean]>([
    ['true', null, true],
    ['false', null, false],
    ['request.auth != null', null, true],
    ['resource != null', null, true],
    ['resource.data.author == request.auth.uid', null, false],
    ['resource.data.author == request.auth.uid', author, true],
    ['resource.data.author == "bob"', author, false],
    ['resource.data.author != "bob"', author, true],
    ['resource.data.author == request.auth.uid', where('author', 'EQUAL', text('bob')), false],
    ['resource.data["author"] == request.auth.uid', author, true],
    ['resource.data.get("author", "") == request.auth.uid', author, true],
    ['resource.data.get("other", "x") == "x"', author, false],
    ['"author" in resource.data', author, true],
    ['"other" in resource.data', author, false],
    ['!("other" in resource.data)', author, false],
    ['resource.data.keys().hasAll(["author"])', author, false],
    ['resource.data.other == 1 || resource.data.author == "alice"', author, true],
    ['resource.data.other == 1 && resource.data.author == "alice"', author, false],
    ['!(resource.data.other == 1 && resource.data.author == "bob")', author, true],
    ['resource.data.other == 1 ? true : true', author, false],
    ['resource.data.author.size() == 5', author, true],
    ['resource.data.author is string', author, true],
    ['resource.data.other is string', author, false],
    // Firestore finds 5.0 for 5 and -0.0 for 0.
    ['resource.data.n == 5', where('n', 'EQUAL', int(5)), true],
    ['resource.data.n is number', where('n', 'EQUAL', int(5)), true],
    ['resource.data.n is int', where('n', 'EQUAL', int(5)), false],
    ['resource.data.n is float', where('n', 'EQUAL', { doubleValue: 5.5 }), true],
    ['resource.data.n / 2 == 2', where('n', 'EQUAL', int(5)), false],
    ['1.0 / resource.data.n > 0', where('n', 'EQUAL', int(0)), false],
    ['resource.data.n.x == 1', where('n', 'EQUAL', { mapValue: { fields: { x: int(1) } } }), false],
    ['resource.data.n is map', where('n', 'EQUAL', { mapValue: { fields: { x: int(1) } } }), true],
    ['resource.data.m.x == "a"', where('m.x', 'EQUAL', text('a')), true],
    ['resource.data.get(["m", "x"], "") == "a"', where('m.x', 'EQUAL', text('a')), true],
    ['resource.data.m.y == "a"', where('m.x', 'EQUAL', text('a')), false],
    ['resource.data["m.x"] == "a"', where('`m.x`', 'EQUAL', text('a')), true],
    [
      'resource.data.author in ["alice", "bob"]',
      where('author', 'IN', list(text('alice'), text('bob'))),
      true,
    ],
    [
      'resource.data.author in ["alice"]',
      where('author', 'IN', list(text('alice'), text('bob'))),
      false,
    ],
    ['resource.data.n > 3', where('n', 'IN', list(int(4), int(5))), true],
    [
      'resource.data.author == "alice" || resource.data.open',
      both('OR', author, where('open', 'EQUAL', { booleanValue: true })),
      true,
    ],
    [
      'resource.data.author == "alice"',
      both('OR', author, where('open', 'EQUAL', { booleanValue: true })),
      false,
    ],
    [
      'resource.data.author == "alice" && resource.data.open',
      both('AND', author, where('open', 'EQUAL', { booleanValue: true })),
      true,
    ],
    ['resource.data.n >= 18', where('n', 'GREATER_THAN_OR_EQUAL', int(18)), true],
    ['resource.data.n > 18', where('n', 'GREATER_THAN_OR_EQUAL', int(18)), false],
    ['resource.data.n > 17', where('n', 'GREATER_THAN_OR_EQUAL', int(18)), true],
    ['resource.data.n >= 18', where('n', 'GREATER_THAN_OR_EQUAL', int(17)), false],
    ['resource.data.n < 5', where('n', 'GREATER_THAN_OR_EQUAL', int(18)), false],
    ['!(resource.data.n < 5)', where('n', 'GREATER_THAN_OR_EQUAL', int(18)), true],
    ['18 <= resource.data.n', where('n', 'GREATER_THAN_OR_EQUAL', int(18)), true],
    // A result below a bound may be NaN, of which no comparison is true.
    ['resource.data.n < 18', where('n', 'LESS_THAN', int(18)), false],
    [
      'resource.data.n < 18',
      both('AND', where('n', 'LESS_THAN', int(18)), where('n', 'GREATER_THAN', int(0))),
      true,
    ],
    ['resource.data.s < "n"', where('s', 'LESS_THAN', text('m')), true],
    ['resource.data.s != 5', where('s', 'LESS_THAN', text('m')), true],
    [
      'resource.data.at <= request.time',
      where('at', 'LESS_THAN_OR_EQUAL', { timestampValue: '2025-01-01T00:00:00Z' }),
      true,
    ],
    [
      'resource.data.at <= request.time',
      where('at', 'LESS_THAN_OR_EQUAL', { timestampValue: '2026-01-01T00:00:00Z' }),
      false,
    ],
    ['"alice" in resource.data.members', where('members', 'ARRAY_CONTAINS', text('alice')), true],
    ['"alice" in resource.data.members', where('members', 'ARRAY_CONTAINS', text('bob')), false],
    [
      'resource.data.members.hasAny(["alice", "bob"])',
      where('members', 'ARRAY_CONTAINS', text('bob')),
      true,
    ],
    [
      'resource.data.members.hasAll(["alice", "bob"])',
      where('members', 'ARRAY_CONTAINS', text('bob')),
      false,
    ],
    [
      'resource.data.members.hasAny(["a", "b", "c"])',
      where('members', 'ARRAY_CONTAINS_ANY', list(text('a'), text('b'))),
      true,
    ],
    [
      'resource.data.members.hasAny(["a", "c"])',
      where('members', 'ARRAY_CONTAINS_ANY', list(text('a'), text('b'))),
      false,
    ],
    ['resource.data.members.size() > 0', where('members', 'ARRAY_CONTAINS', text('bob')), false],
    ['resource.data.s != "x"', where('s', 'NOT_EQUAL', text('x')), true],
    ['resource.data.s != "y"', where('s', 'NOT_EQUAL', text('x')), false],
    ['!(resource.data.s in ["x", "y"])', where('s', 'NOT_IN', list(text('x'), text('y'))), true],
    ['resource.data.s == null', unary('s', 'IS_NULL'), true],
    ['resource.data.s != null', unary('s', 'IS_NOT_NULL'), true],
    ['math.isNaN(resource.data.s)', unary('s', 'IS_NAN'), true],
    ['id == "one"', where('__name__', 'EQUAL', post('one')), true],
    ['resource.id == "one"', where('__name__', 'EQUAL', post('one')), true],
    ['id == "one"', null, false],
    ['id is string && resource.id is string && resource.__name__ is path', null, true],
    ['id in ["one", "two"]', where('__name__', 'IN', list(post('one'), post('two'))), true],
    ['id == "one"', where('__name__', 'IN', list(post('one'), post('two'))), false],
    ['exists(/databases/$(database)/documents/users/$(resource.data.author))', author, true],
    ['exists(/databases/$(database)/documents/users/$(resource.data.author))', null, false],
    [
      'get(/databases/$(database)/documents/users/$(request.auth.uid)).data.role == "admin"',
      null,
      true,
    ],
    ['request.method == "list"', null, true],
    ['resource.data.members.hasAny([])', where('members', 'ARRAY_CONTAINS_ANY', list()), false],
  ])('%s under %j: %s', (condition, filter, expected) => {
    expect(allows(`match /posts/{id} { allow list: if ${condition}; }`, { filter })).toBe(expected);
  });
});

describe('evaluateQuery', () => {
  test('an ordered field exists in every result', () => {
    const rules = 'match /posts/{id} { allow list: if "rank" in resource.data; }';
    expect(allows(rules, {})).toBe(false);
    expect(allows(rules, { orderBy: [{ field: 'rank', direction: 'ASCENDING' }] })).toBe(true);
  });
  test('limit and offset are what the query says', () => {
    const rules = 'match /posts/{id} { allow list: if request.query.limit <= 10; }';
    expect(allows(rules, {})).toBe(false);
    expect(allows(rules, { limit: 10 })).toBe(true);
    expect(allows(rules, { limit: 11 })).toBe(false);
  });
  test('a rule for get does not allow a query', () => {
    expect(allows('match /posts/{id} { allow get; }', {})).toBe(false);
  });
  test('a rule for one document does not allow a query', () => {
    expect(allows('match /posts/one { allow list; }', {})).toBe(false);
  });
  test('a query below a parent meets the rules of the nested match', () => {
    const rules = 'match /users/{uid}/posts/{id} { allow list: if uid == request.auth.uid; }';
    expect(allows(rules, { parent: 'users/alice' })).toBe(true);
    expect(allows(rules, { parent: 'users/bob' })).toBe(false);
    expect(allows(rules, {})).toBe(false);
  });
  test('a collection group needs a recursive wildcard before it', () => {
    const group = { allDescendants: true };
    expect(allows('match /users/{uid}/posts/{id} { allow list; }', group)).toBe(false);
    expect(allows('match /posts/{id} { allow list; }', group)).toBe(false);
    expect(allows('match /{path=**}/posts/{id} { allow list; }', group)).toBe(true);
    expect(allows('match /{path=**}/other/{id} { allow list; }', group)).toBe(false);
    expect(allows('match /{all=**} { allow list; }', group)).toBe(true);
    expect(allows('match /{path=**}/posts/{id} { allow list: if path is path; }', group)).toBe(
      true,
    );
    expect(
      allows('match /{path=**}/posts/{id} { allow list: if path == /users/alice; }', group),
    ).toBe(false);
    expect(
      allows('match /users/{uid}/{path=**} { allow list: if uid == "a"; }', {
        ...group,
        parent: 'users/a',
      }),
    ).toBe(true);
  });
  test("a collection group needs rules_version = '2'", () => {
    const source = (version: string): string => `rules_version = '${version}';
      service cloud.firestore { match /databases/{d}/documents { match /{all=**} { allow list; } } }`;
    const judged = (version: string, allDescendants: boolean) =>
      evaluateQuery(compileRules(source(version)), { ...QUERY, allDescendants }, ACCESS);
    expect(judged('1', false).allowed).toBe(true);
    expect(judged('2', true).allowed).toBe(true);
    expect(judged('1', true)).toMatchObject({
      allowed: false,
      reason: "queries of collection groups need rules_version = '2'",
    });
  });
  test('a query over every collection needs a rule for everything below', () => {
    const everything = { allDescendants: true, collectionId: null, parent: 'users/a' };
    expect(allows('match /users/{uid}/posts/{id} { allow list; }', everything)).toBe(false);
    expect(allows('match /users/{uid}/{rest=**} { allow list; }', everything)).toBe(true);
  });
  test('a call whose argument fails for some document does not allow', () => {
    const rules =
      'function yes(x) { return true; } match /posts/{id} { allow list: if yes(resource.data.n); }';
    expect(allows(rules, {})).toBe(false);
    expect(allows(rules, { filter: unary('n', 'IS_NOT_NULL') })).toBe(true);
  });
  test('more alternatives than can be judged make fields unsure, never safe', () => {
    const many = list(...Array.from({ length: 30 }, (_, i) => int(i)));
    const filter = both('AND', ...['a', 'b', 'c'].map((field) => where(field, 'IN', many)));
    const rule = (field: string): string =>
      `match /posts/{id} { allow list: if resource.data.${field} < 30; }`;
    expect(allows(rule('a'), { filter })).toBe(true);
    expect(allows(rule('c'), { filter })).toBe(false);
  });
  test('reads of all alternatives share the limit of ten', () => {
    const users = list(...Array.from({ length: 11 }, (_, i) => text(`u${i}`)));
    const rules =
      'match /posts/{id} { allow list: if !exists(/databases/$(database)/documents/users/$(resource.data.author)); }';
    expect(allows(rules, { filter: where('author', 'IN', users) })).toBe(false);
  });
});
