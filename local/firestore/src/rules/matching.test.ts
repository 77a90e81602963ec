import { describe, expect, test } from 'vitest';
import { DOCUMENT_RULES, decideWith } from './testing/rules-tester.ts';

const opens = (match: string, path: string, source = DOCUMENT_RULES(match)): boolean =>
  decideWith(source, { method: 'get', path }).allowed;

describe('the path of a match', () => {
  test.each([
    ['match /a/{x} { allow get; }', 'a/1', true],
    ['match /a/{x} { allow get; }', 'b/1', false],
    ['match /a/{x} { allow get; }', 'a/1/b/2', false],
    ['match /a/1 { allow get; }', 'a/1', true],
    ['match /a/1 { allow get; }', 'a/2', false],
    ['match /a-b.c/{x} { allow get; }', 'a-b.c/1', true],
    ["match /a/{x} { allow get: if x == '1'; }", 'a/1', true],
    ["match /a/{x} { allow get: if x == '1'; }", 'a/2', false],
    ['match /{c}/{x} { allow get: if c == x; }', 'q/q', true],
    ['match /{c}/{x} { allow get: if c == x; }', 'q/r', false],
    ['match /a/{x} { match /b/{y} { allow get; } }', 'a/1/b/2', true],
    ['match /a/{x} { match /b/{y} { allow get; } }', 'a/1', false],
    ['match /a/{x} { allow get; match /b/{y} {} }', 'a/1/b/2', false],
    ["match /a/{x} { match /b/{y} { allow get: if x + y == '12'; } }", 'a/1/b/2', true],
    ["match /a/{x} { match /b/{x} { allow get: if x == '2'; } }", 'a/1/b/2', true],
    ['match /a/{x}/b/{y} { allow get; }', 'a/1/b/2', true],
    ['match /{all=**} { allow get; }', 'a/1', true],
    ['match /{all=**} { allow get; }', 'a/1/b/2', true],
    ['match /a/{all=**} { allow get; }', 'a/1/b/2', true],
    ['match /a/{all=**} { allow get; }', 'b/1', false],
    ['match /a/{x}/{all=**} { allow get; }', 'a/1', true],
    ['match /a/{x}/{all=**} { allow get; }', 'a/1/b/2', true],
    ['match /{path=**}/b/{y} { allow get; }', 'b/2', true],
    ['match /{path=**}/b/{y} { allow get; }', 'a/1/b/2', true],
    ['match /{path=**}/b/{y} { allow get; }', 'a/1/c/2', false],
    ['match /{path=**}/b/{y} { allow get; }', 'a/1/b/2/c/3', false],
    ['match /{path=**}/b/{y} { allow get: if path == /a/1; }', 'a/1/b/2', true],
    ['match /a/{all=**} { allow get: if all == /1/b/2; }', 'a/1/b/2', true],
    ["match /a/{all=**} { allow get: if all[0] == '1'; }", 'a/1/b/2', true],
    ['match /a/{x} { match /{rest=**} { allow get: if rest == /b/2; } }', 'a/1/b/2', true],
    ['match /{p=**} { match /b/{q=**} { allow get: if q == /2; } }', 'a/1/b/2', true],
  ])('%s on %s: %s', (match, path, expected) => {
    expect(opens(match, path)).toBe(expected);
  });

  test('a match outside of the documents never applies', () => {
    const source = `rules_version = '2'; service cloud.firestore {
      match /databases/other/documents { match /{all=**} { allow get; } } }`;
    expect(opens('', 'a/1', source)).toBe(false);
  });
  test('the database is a wildcard like any other', () => {
    const source = `rules_version = '2'; service cloud.firestore {
      match /databases/{db}/documents/a/{x} { allow get: if db == '(default)'; } }`;
    expect(opens('', 'a/1', source)).toBe(true);
  });
});

describe("rules_version '1', the default", () => {
  const old = (match: string): string =>
    `service cloud.firestore { match /databases/{d}/documents { ${match} } }`;

  test.each([
    ['match /a/{x}/{all=**} { allow get; }', 'a/1', false],
    ['match /a/{x}/{all=**} { allow get; }', 'a/1/b/2', true],
    ['match /{all=**} { allow get; }', 'a/1', true],
  ])('a recursive wildcard takes at least one segment: %s on %s: %s', (match, path, expected) => {
    expect(opens('', path, old(match))).toBe(expected);
    expect(opens('', path, `rules_version = '1'; ${old(match)}`)).toBe(expected);
  });
});

describe('functions', () => {
  test.each([
    ['function f() { return true; } match /a/{x} { allow get: if f(); }', true],
    ['match /a/{x} { allow get: if f(); } function f() { return true; }', true],
    ['match /a/{x} { function f() { return x == "1"; } allow get: if f(); }', true],
    ['match /a/{x} { function f(x) { return x == "2"; } allow get: if f("2"); }', true],
    ['function f(a, b) { return a - b == 1; } match /a/{x} { allow get: if f(3, 2); }', true],
    ['function f(a, b) { return a - b == 1; } match /a/{x} { allow get: if f(2, 3); }', false],
    [
      'function f() { let a = 2; let b = a * a; return b == 4; } match /a/{x} { allow get: if f(); }',
      true,
    ],
    [
      'function f() { let x = "2"; return g(); } function g() { return true; } match /a/{x} { allow get: if f(); }',
      true,
    ],
    ['function f() { return database == "(default)"; } match /a/{x} { allow get: if f(); }', true],
    [
      'function f() { return request.auth.uid == "alice" && resource.id == "one"; } match /a/{x} { allow get: if f(); }',
      true,
    ],
    // An inner function hides an outer one of the same name.
    [
      'function f() { return false; } match /a/{x} { function f() { return true; } allow get: if f(); }',
      true,
    ],
    // What a function sees is where it stands, not where it is called.
    [
      'match /a/{x} { function f() { return x == "1"; } match /b/{x} { allow get: if f(); } allow get: if f(); }',
      true,
    ],
    [
      'function f(duration) { return duration.size() == 1; } match /a/{x} { allow get: if f("d"); }',
      true,
    ],
    // Arguments and variables are evaluated whether they are used or not.
    [
      'function f(a) { return true; } match /a/{x} { allow get: if f(resource.data.missing); }',
      false,
    ],
    [
      'function f() { let a = resource.data.missing; return true; } match /a/{x} { allow get: if f(); }',
      false,
    ],
    [
      'function f() { return resource.data.missing; } match /a/{x} { allow get: if f() || true; }',
      true,
    ],
  ])('%s: %s', (statements, expected) => {
    expect(opens(statements, 'a/1')).toBe(expected);
  });

  test('may be declared outside of the service', () => {
    const source = `rules_version = '2'; function f() { return true; }
      service cloud.firestore { function g() { return f(); }
      match /databases/{d}/documents { match /a/{x} { allow get: if g(); } } }`;
    expect(opens('', 'a/1', source)).toBe(true);
  });
  test('the outer wildcard stays visible to a function called from an inner match', () => {
    const match = `match /a/{x} { function f() { return x == '1'; }
      match /b/{x} { allow get: if f() && x == '2'; } }`;
    expect(opens(match, 'a/1/b/2')).toBe(true);
  });
});
