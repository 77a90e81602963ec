import { describe, expect, test } from 'vitest';
import { RulesSyntaxError, compileRules } from './index.ts';
import { DOCUMENT_RULES, issuesOf } from './testing/rules-tester.ts';

/** Faults in statements that start on line 3. */
const faults = (statements: string): string[] =>
  issuesOf(DOCUMENT_RULES(statements)).map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  );

describe('compileRules names place and fault', () => {
  test.each([
    ['let x', "3:1 expected 'allow', 'match' or 'function', found 'let'"],
    ['match /a/{x} { allow fly; }', '3:22 unknown method fly'],
    ['match /a/{x} { allow read if true; }', "3:27 expected ';' after allow, found 'if'"],
    ['match /a/{x} { allow read: true; }', "3:28 expected 'if' after ':', found 'true'"],
    ['match /a/{x} { allow read: if ; }', "3:31 expected an expression, found ';'"],
    ['match /a/{x} { allow read: if 1 + ; }', "3:35 expected an expression, found ';'"],
    ['match /a/{x} { allow read: if (true; }', "3:36 expected ')' after the expression, found ';'"],
    ['match /a/{x} { allow read: if [1 2]; }', "3:34 expected ',' or ']', found '2'"],
    ['match /a/{x} { allow read: if {1}; }', "3:33 expected ':' after the key, found '}'"],
    [
      'match /a/{x} { allow read: if true ? 1; }',
      "3:39 expected ':' between the two values of '?', found ';'",
    ],
    ['match /a/{x} { allow read: if nobody; }', '3:31 unknown variable nobody'],
    ['match /a/{x} { allow read: if f(); }', '3:31 unknown function f'],
    ['match /a/{x} { allow read: if x.fly(); }', '3:32 unknown function fly'],
    ['match /a/{x} { allow read: if math.fly(1); }', '3:31 unknown function math.fly'],
    [
      'match /a/{x} { allow read: if x.size(1) == 1; }',
      '3:31 function size takes 0 arguments, got 1',
    ],
    ['match /a/{x} { allow read: if exists(); }', '3:31 function exists takes 1 argument, got 0'],
    [
      'match /a/{x} { allow read: if math.pow(1) == 1; }',
      '3:31 function pow takes 2 arguments, got 1',
    ],
    ['match /a/{x} { allow read: if x is text; }', '3:36 unknown type text'],
    ['match /a/{x} { allow read: if x is; }', "3:35 expected a type after 'is', found ';'"],
    ['match /a/{x} { allow read: if 5; }', '3:31 the condition is not a bool'],
    ["match /a/{x} { allow read: if x.matches('('); }", '3:41 missing ) in regular expression'],
    [
      "match /a/{x} { allow read: if x.matches('(?=a)'); }",
      '3:41 unsupported group (look-around?) in regular expression',
    ],
    [
      "match /a/{x} { allow read: if x.matches('a{9999}'); }",
      '3:41 bad repetition count in regular expression',
    ],
    ["match /a/{x} { allow read: if x == 'open; }", '3:36 string is never closed'],
    ["match /a/{x} { allow read: if x == '\\q'; }", '3:37 string has an escape that means nothing'],
    ['match /a/{x} { allow read: if x == #; }', '3:36 unexpected character "#"'],
    [
      'match /a/{x} { allow read: if x == 9223372036854775808; }',
      '3:36 9223372036854775808 is no 64-bit integer',
    ],
    ['match /a/{x} { allow read: if x && /a//b == x; }', '3:39 expected a path segment'],
    ['match a/{x} { allow read; }', "3:7 expected a path starting with '/', found 'a'"],
    ['match /a/{x=*} { allow read; }', "3:12 expected '}' after the wildcard, found '='"],
    ['match /a/{} { allow read; }', "3:11 expected the name of a wildcard, found '}'"],
    ['match /a/{x}/b/{x} { allow read; }', '3:16 duplicated wildcard x'],
    ['match /{a=**}/b/{b=**} { allow read; }', '3:17 a match may have one recursive wildcard'],
    ['function f() { return true; } function f() { return false; }', '3:40 duplicated function f'],
    ['function get(x) { return x; }', '3:10 function get is built in and cannot be declared'],
    ['function f(a, a) { return a; }', '3:15 duplicated variable a'],
    ['function f(a) { let a = 1; return a; }', '3:21 duplicated variable a'],
    ['function f() { let a = b; let b = 1; return a; }', '3:24 unknown variable b'],
    ['function f() { return f(); }', '3:10 function f calls itself'],
    ['function f() { return g(); } function g() { return f(); }', '3:10 function f calls itself'],
    [
      'function f(a) { return a; } match /a/{x} { allow read: if f(); }',
      '3:59 function f takes 1 argument, got 0',
    ],
    ['function f() { }', "3:16 expected 'return' in the function, found '}'"],
    ['function f() { let a = 1 return a; }', "3:26 expected ';' after the value, found 'return'"],
    ['function f(a,b,c,d,e,g,h,i) { return a; }', '3:10 function f has more than 7 parameters'],
    [
      'match /a/{x} { function f() { return x; } } match /b/{y} { allow read: if f(); }',
      '3:75 unknown function f',
    ],
    ['match /a/{x} { allow read: if true;', "4:4 expected '}', found end of file"],
  ])('%s', (statements, issue) => {
    expect(faults(statements)[0]).toContain(issue);
  });

  test('every fault is named, in order', () => {
    expect(
      faults(
        'match /a/{x} { allow fly: if true; allow read: if ; allow get if true;\nlet y = 1; }\nmatch /b/{z} { allow : if z; }',
      ),
    ).toEqual([
      '3:22 unknown method fly',
      "3:51 expected an expression, found ';'",
      "3:63 expected ';' after allow, found 'if'",
      "4:1 expected 'allow', 'match' or 'function', found 'let'",
      "5:22 expected a method after allow, found ':'",
    ]);
  });
  test('a fault in a function does not hide what follows it', () => {
    expect(faults('function f() { let a = ; return a; }\nmatch /a/{x} { allow fly; }')).toEqual([
      "3:24 expected an expression, found ';'",
      '4:22 unknown method fly',
    ]);
  });
  test('calls may be twenty deep', () => {
    const chain = (length: number): string =>
      Array.from(
        { length },
        (_, i) => `function f${i}() { return ${i + 1 < length ? `f${i + 1}()` : 'true'}; }`,
      ).join('\n');
    expect(faults(chain(20))).toEqual([]);
    expect(faults(chain(21))).toEqual(['3:10 function f0 calls more than 20 deep']);
    expect(faults(chain(3000)).length).toBeGreaterThan(0);
  });
  test('matches may be nested ten deep', () => {
    const nested = (depth: number): string =>
      `${'match /a/{x} {'.repeat(depth)} ${'}'.repeat(depth)}`;
    expect(faults(nested(9))).toEqual([]);
    expect(faults(nested(10))[0]).toContain('matches may be nested 10 deep');
  });
  test('deep nesting of expressions is refused, not run into the stack', () => {
    const inside = (condition: string): string => `match /a/{x} { allow read: if ${condition}; }`;
    for (const deep of [
      '('.repeat(50_000),
      '!'.repeat(50_000) + 'true',
      '['.repeat(50_000),
      'true' + ' && true'.repeat(20_000),
      'x' + '.a'.repeat(50_000),
      'true ? '.repeat(30_000),
      '/$('.repeat(50_000),
    ]) {
      expect(faults(inside(deep))[0]).toContain('nested too deeply');
    }
  });
});

describe('the frame of a ruleset', () => {
  const first = (source: string): string => {
    const [issue] = issuesOf(source);
    return issue === undefined ? '' : `${issue.line}:${issue.column} ${issue.message}`;
  };
  test.each([
    ['', '1:1 service cloud.firestore is missing'],
    [
      "rules_version = '3'; service cloud.firestore {}",
      "1:17 expected '1' or '2' as rules_version",
    ],
    ["rules_version = '2' service cloud.firestore {}", "1:21 expected ';' after rules_version"],
    ['service firebase.storage {}', '1:9 unknown service firebase.storage'],
    ['service cloud.firestore {} service cloud.firestore {}', '1:28 duplicated service'],
    ["service cloud.firestore {} rules_version = '2';", '1:28 rules_version must come first'],
    ['service cloud.firestore { ', "1:27 expected '}'"],
    ['service cloud.firestore {} }', "1:28 expected 'service cloud.firestore'"],
    ['/* open', '1:1 comment is never closed'],
    [
      'service cloud.firestore { match /{a=**}/b { } }',
      '1:34 a recursive wildcard must end the path',
    ],
    [`${' '.repeat(262_145)}service cloud.firestore {}`, '1:1 the ruleset is larger than 256 KB'],
  ])('%.60s', (source, issue) => {
    expect(first(source)).toContain(issue);
  });

  test('an empty service is a ruleset that denies everything', () => {
    expect(issuesOf('service cloud.firestore {}')).toEqual([]);
  });
  test('the error reads as one line per fault', () => {
    expect(() => compileRules('service x {}')).toThrow(RulesSyntaxError);
    expect(() => compileRules('\nservice x {}')).toThrow(/^2:11 /);
  });
});
