import { describe, expect, test } from 'vitest';
import { AccessCalls, compileRules, evaluate } from './index.ts';
import type { RuleRequest } from './index.ts';
import {
  ACCESS,
  DOCUMENT_RULES,
  REQUEST,
  conditionTable,
  decideWith,
} from './testing/rules-tester.ts';
import { verdictOn } from './testing/rules-tester.ts';

conditionTable('request and resource', [
  ["request.method == 'update'", 'allow'],
  ["request.auth.uid == 'alice'", 'allow'],
  ['request.auth != null', 'allow'],
  ['request.auth.token.admin', 'allow'],
  ['request.auth.token.admin == true', 'allow'],
  ['request.auth.token.level == 3', 'allow'],
  ["request.auth.token.firebase.tenant == 't'", 'allow'],
  ["request.auth.token.email.matches('.*@example[.]com')", 'allow'],
  ['request.auth.token.missing == true', 'error'],
  ["request.auth.token.get('missing', false)", 'deny'],
  ['request.path == /databases/$(database)/documents/things/one', 'allow'],
  ['request.time == timestamp.value(1763820000000)', 'deny'],
  ['request.time.nanos() == 5', 'allow'],
  ['request.resource.data.added', 'allow'],
  ['resource.data.added', 'error'],
  ["resource.id == 'one'", 'allow'],
  ["request.resource.id == 'one'", 'allow'],
  ['resource.__name__ == request.path', 'allow'],
  ["resource.__name__[3] == 'things'", 'allow'],
  ['request.query.limit <= 10', 'error'],
  ['request.unknown == null', 'error'],
  ["id == 'one'", 'allow'],
  ["database == '(default)'", 'allow'],
]);

const userPath = '/databases/$(database)/documents/users';

conditionTable('documents elsewhere', [
  [`get(${userPath}/alice).data.role == 'admin'`, 'allow'],
  [`get(${userPath}/bob).data.role == 'admin'`, 'deny'],
  [`get(${userPath}/$(request.auth.uid)).data.role == 'admin'`, 'allow'],
  [`get(${userPath}/nobody) == null`, 'allow'],
  [`get(${userPath}/nobody).data.role == 'admin'`, 'error'],
  [`get(${userPath}/alice).id == 'alice'`, 'allow'],
  [`exists(${userPath}/alice)`, 'allow'],
  [`exists(${userPath}/nobody)`, 'deny'],
  [`exists(resource.data.friend)`, 'allow'],
  ['exists(/databases/$(database)/documents/things/new)', 'deny'],
  ['existsAfter(/databases/$(database)/documents/things/new)', 'allow'],
  ['getAfter(/databases/$(database)/documents/things/new).data.size() == 0', 'allow'],
  [`exists(${userPath})`, 'error'],
  ['exists(/users/alice)', 'error'],
  ["exists('users/alice')", 'error'],
  ['exists(/databases/other/documents/users/alice)', 'error'],
  ['exists(/databases/(default)/documents/users/alice)', 'allow'],
]);

describe('what a request lacks', () => {
  test.each([
    ['request.auth == null', { auth: null }, 'allow'],
    ["request.auth.uid == 'alice'", { auth: null }, 'error'],
    ["request.auth != null && request.auth.uid == 'alice'", { auth: null }, 'deny'],
    ['resource == null', { resource: null, method: 'create' }, 'allow'],
    ["resource.data.name == 'Ada'", { resource: null, method: 'get' }, 'error'],
    ['request.resource == null', { newResource: null, method: 'delete' }, 'allow'],
    ["request.resource.data.name == 'Ada'", { newResource: null, method: 'delete' }, 'error'],
  ] as [string, Partial<RuleRequest>, string][])(
    '%s with %o comes to %s',
    (condition, request, verdict) => {
      expect(verdictOn(condition, request)).toBe(verdict);
    },
  );
});

describe('request.query', () => {
  const list = (condition: string, query: RuleRequest['query']) =>
    verdictOn(condition, { method: 'list', newResource: null, ...(query && { query }) });
  const empty = { limit: null, offset: null, orderBy: [] };

  test.each([
    ['request.query.limit <= 10', { ...empty, limit: 10 }, 'allow'],
    ['request.query.limit <= 10', { ...empty, limit: 11 }, 'deny'],
    ['request.query.limit <= 10', empty, 'error'],
    ['request.query.offset == 5', { ...empty, offset: 5 }, 'allow'],
    [
      "request.query.orderBy == {'age': 'DESC'}",
      { ...empty, orderBy: [{ field: 'age', direction: 'DESCENDING' }] },
      'allow',
    ],
    ["'orderBy' in request.query", empty, 'deny'],
  ] as [string, RuleRequest['query'], string][])(
    '%s with %o comes to %s',
    (condition, query, verdict) => {
      expect(list(condition, query)).toBe(verdict);
    },
  );
});

describe('methods', () => {
  const METHODS = ['get', 'list', 'create', 'update', 'delete'] as const;
  test.each([
    ['read', 'get list'],
    ['write', 'create update delete'],
    ['get', 'get'],
    ['list', 'list'],
    ['create', 'create'],
    ['update', 'update'],
    ['delete', 'delete'],
    ['get, delete', 'get delete'],
    ['read, write', 'get list create update delete'],
  ])('allow %s covers %s', (methods, covered) => {
    const source = DOCUMENT_RULES(`match /things/{id} { allow ${methods}; }`);
    const allowed = METHODS.filter((method) => decideWith(source, { method }).allowed);
    expect(allowed.join(' ')).toBe(covered);
  });
});

describe('statements', () => {
  const allows = (statements: string, request: Partial<RuleRequest> = {}): boolean =>
    decideWith(DOCUMENT_RULES(statements), request).allowed;

  test('one statement that allows is enough', () => {
    expect(allows('match /things/{id} { allow write: if false; allow write: if true; }')).toBe(
      true,
    );
  });
  test('a statement that fails leaves the others alone', () => {
    expect(
      allows('match /things/{id} { allow write: if resource.data.x.y; allow write: if true; }'),
    ).toBe(true);
  });
  test('another match for the same document may allow', () => {
    expect(
      allows('match /things/one { allow write: if false; } match /things/{id} { allow write; }'),
    ).toBe(true);
  });
  test('a condition that is no bool does not allow', () => {
    expect(allows('match /things/{id} { allow write: if resource.data.name; }')).toBe(false);
  });
  test('a denial names the statements that did not allow', () => {
    const source = DOCUMENT_RULES(
      'match /things/{id} {\nallow write: if false;\nallow write: if null.x;\n}',
    );
    expect(decideWith(source).reason).toBe(
      "false for 'update' @ L4, null has no property x for 'update' @ L5",
    );
  });
  test('without a statement for the document the reason says so', () => {
    expect(decideWith(DOCUMENT_RULES('')).reason).toBe("no rule allows 'update'");
  });
});

describe('the limits of one request', () => {
  const reads = (count: number, of = (index: number): string => `u${index}`): string =>
    Array.from({ length: count }, (_, index) => `!exists(${userPath}/${of(index)})`).join(' && ');
  const rules = (condition: string): string =>
    DOCUMENT_RULES(`match /things/{id} { allow write: if ${condition}; allow write: if true; }`);

  test('ten documents may be read', () => {
    expect(
      decideWith(DOCUMENT_RULES(`match /things/{id} { allow write: if ${reads(10)}; }`)).allowed,
    ).toBe(true);
  });
  test('the eleventh denies the request whatever other statements say', () => {
    const outcome = decideWith(rules(`${reads(11)} && false`));
    expect(outcome.allowed).toBe(false);
    expect(outcome.reason).toContain('more than 10 document reads');
  });
  test('reading one document again costs nothing', () => {
    expect(decideWith(rules(`${reads(30, () => 'same')} && false`)).allowed).toBe(true);
  });
  test('a batch shares twenty reads, and what it has read', () => {
    const ruleset = compileRules(
      DOCUMENT_RULES(
        `match /things/{id} { allow write: if ${reads(7, (index) => `$(id + '${index}')`)}; }`,
      ),
    );
    const calls = new AccessCalls(20);
    const write = (id: string): boolean =>
      evaluate(ruleset, { ...REQUEST, path: `things/${id}` }, ACCESS, calls).allowed;
    expect([write('a'), write('b'), write('a'), write('c')]).toEqual([true, true, true, false]);
  });
  test('a thousand expressions may be evaluated, not more', () => {
    const chain = (length: number): string =>
      DOCUMENT_RULES(
        `match /things/{id} { function f() { return ${Array.from({ length: 49 }, () => '!false').join(' && ')}; }
        allow write: if ${Array.from({ length }, () => 'f()').join(' && ')}; }`,
      );
    expect(decideWith(chain(10)).allowed).toBe(true);
    const outcome = decideWith(chain(11));
    expect(outcome.allowed).toBe(false);
    expect(outcome.reason).toContain('more than 1000 expressions');
  });
  test('strings and lists cannot be grown without bound', () => {
    const grow = (step: string): string =>
      DOCUMENT_RULES(`match /things/{id} {
        function f(a) { let b = ${step}; let c = b; return c; }
        function g(a) { return f(f(f(f(f(f(f(f(a)))))))); }
        allow write: if g(g(g(g('x')))) != null; }`);
    expect(decideWith(grow('a + a')).reason).toContain('2 MiB');
    expect(decideWith(grow('[a, a]')).allowed).toBe(true);
    const same = '[a, a] == [a, a] ? [a, a] : null';
    expect(decideWith(grow(same)).evaluated.length).toBeGreaterThan(0);
  });
});
