import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DOCUMENT_RULES, decideWith, issuesOf } from './testing/rules-tester.ts';

const WORDS = [
  ...['service', 'cloud', 'firestore', 'match', 'allow', 'read', 'list', 'if', 'function', 'let'],
  ...['return', 'rules_version', 'request', 'resource', 'data', 'math', 'abs', 'get', 'is', 'in'],
  ...['{', '}', '(', ')', '[', ']', '.', ',', ';', ':', '?', '=', '==', '&&', '||', '!', '-', '/'],
  ...[
    '$(',
    '=**',
    '*',
    '%',
    '<',
    '/*',
    '*/',
    '//',
    "'",
    '"',
    'b"',
    '\\',
    '\n',
    ' ',
    '#',
    '\u{1F600}',
  ],
  ...['/a/{b}', '/{c=**}', '/a/$(', "'2'", '12', '1.5', '0x', '1e9', 'true', 'null', 'x', 'f'],
];
const soup = fc.array(fc.constantFrom(...WORDS), { maxLength: 60 });

/** Every source either compiles or is refused with places inside of it. */
function expectVerdict(source: string): void {
  for (const { line, column } of issuesOf(source)) {
    const lines = source.split('\n');
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
  }
}

test('no soup of tokens gets more than a syntax error out of the compiler', () => {
  fc.assert(
    fc.property(soup, fc.constantFrom('', ' '), (words, space) => expectVerdict(words.join(space))),
    { numRuns: 2_000 },
  );
});

test('nor does soup inside of a ruleset', () => {
  fc.assert(
    fc.property(soup, (words) =>
      expectVerdict(DOCUMENT_RULES(`match /a/{x} { ${words.join(' ')}`)),
    ),
    { numRuns: 2_000 },
  );
});

test('nor any text', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0x10ffff), { maxLength: 100 }), (codes) =>
      expectVerdict(String.fromCodePoint(...codes)),
    ),
    { numRuns: 1_000 },
  );
});

test('nor a good ruleset with a piece cut out', () => {
  const good = DOCUMENT_RULES(`
    function owner(uid) { let me = request.auth; return me != null && me.uid == uid; }
    match /users/{uid}/{rest=**} {
      allow read: if owner(uid) || 'x'.matches('a{2,3}[b-c]+') /* or */ || {'a': [1, 2.5]}.a[0] is int;
      allow create, update: if exists(/databases/$(database)/documents/a/b) ? true : -1 < 2; // end
    }`);
  fc.assert(
    fc.property(fc.nat(good.length), fc.nat(40), (at, length) =>
      expectVerdict(good.slice(0, at) + good.slice(at + length)),
    ),
    { numRuns: 2_000 },
  );
});

test('a condition of any shape is decided, never thrown out of', () => {
  const leaf = fc.constantFrom(
    ...[
      '1',
      '-1',
      '0',
      '2.5',
      'null',
      'true',
      "'a'",
      "'('",
      '[]',
      '{}',
      "b'a'",
      '/a/b',
      "[1, 'a']",
    ],
    ...['resource', 'request', 'resource.data', 'resource.data.born', 'resource.data.place', 'id'],
    ...['request.time', 'request.auth.token', 'resource.data.nan', "duration.value(1, 'w')"],
    ...['9223372036854775807', "{'a': 1}", 'resource.data.tags.toSet()', 'request.path'],
  );
  const method = fc.constantFrom(
    ...['size()', 'matches(%)', 'split(%)', 'replace(%, %)', 'hasAny(%)', 'join(%)', 'diff(%)'],
    ...['get(%, %)', 'keys()', 'affectedKeys()', 'toSet()', 'union(%)', 'concat(%)', 'bind(%)'],
    ...['date()', 'time()', 'year()', 'toMillis()', 'seconds()', 'distance(%)', 'removeAll(%)'],
    ...['toBase64()', 'toUtf8()', 'lower()', 'latitude()', 'dayOfYear()', 'values()'],
  );
  const call = fc.constantFrom(
    ...['math.abs(%)', 'math.pow(%, %)', 'math.round(%)', 'int(%)', 'float(%)', 'string(%)'],
    ...[
      'bool(%)',
      'path(%)',
      'timestamp.value(%)',
      'timestamp.date(%, %, %)',
      'latlng.value(%, %)',
    ],
    ...['duration.value(%, %)', 'duration.time(%, %, %, %)', 'duration.abs(%)', 'hashing.md5(%)'],
    ...['hashing.crc32c(%)', 'exists(%)', 'get(%)', 'getAfter(/a/$(%))', 'debug(%)'],
  );
  const sign = fc.constantFrom('+', '-', '*', '/', '%', '==', '<', '>=', '&&', '||', 'in');
  const fill = (template: string, parts: readonly string[]): string =>
    parts.reduce((text, part) => text.replace('%', () => part), template).replaceAll('%', '1');
  const { expression } = fc.letrec<{ expression: string }>((tie) => {
    const parts = fc.array(tie('expression'), { minLength: 4, maxLength: 4 });
    return {
      expression: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc
          .tuple(tie('expression'), method, parts)
          .map(([on, name, args]) => `(${on}).${fill(name, args)}`),
        fc.tuple(call, parts).map(([name, args]) => fill(name, args)),
        fc
          .tuple(tie('expression'), sign, tie('expression'))
          .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
        fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a})[${b}]`),
        fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a})[0:${b}]`),
        tie('expression').map((each) => `-(${each})`),
        tie('expression').map((each) => `(${each} is int)`),
      ),
    };
  });
  fc.assert(
    fc.property(expression, (condition) => {
      const source = DOCUMENT_RULES(`match /things/{id} { allow write: if ${condition} == 1; }`);
      if (issuesOf(source).length > 0) return;
      expect(typeof decideWith(source).allowed).toBe('boolean');
    }),
    { numRuns: 3_000 },
  );
});
