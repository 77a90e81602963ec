import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRegex, RegexSyntaxError } from './compile-regex.ts';
import { RegexSearch, RegexTooCostly } from './run-regex.ts';

const matches = (pattern: string, text: string): boolean =>
  new RegexSearch(compileRegex(pattern), [...text]).matchesWhole();
const spans = (pattern: string, text: string): [number, number][] =>
  [...new RegexSearch(compileRegex(pattern), [...text]).matches()].map(({ start, end }) => [
    start,
    end,
  ]);

describe('RegexSearch', () => {
  test.each([
    ['', '', true],
    ['a{2,3}', 'aaa', true],
    ['a{2,3}', 'aaaa', false],
    ['a{2}', 'aa', true],
    ['a{2,}', 'a', false],
    ['(?:ab|a)(?:c|bcd)', 'abcd', true],
    ['(a*)*', 'aaaa', true],
    ['(?:){3}', '', true],
    ['[^a-c]+', 'xyz', true],
    ['[^a-c]+', 'xaz', false],
    ['[]a]+', ']a', true],
    ['[a-]+', 'a-', true],
    ['[[:alpha:]_]+', 'ab_', true],
    ['[[:^digit:]]+', 'ab', true],
    ['[\\w.]+', 'a.b_1', true],
    ['\\D\\S\\W', 'a!-', true],
    ['\\x41\\x{1F600}', 'A😀', true],
    ['\\Qa.b\\E+', 'a.bb', true],
    ['a.c', 'a\nc', false],
    ['(?s)a.c', 'a\nc', true],
    ['(?i)straße', 'STRAßE', true],
    ['(?i:a)b', 'AB', false],
    ['(?P<year>\\d+)', '12', true],
    ['(?m)^b$', 'b', true],
    ['\\bfoo\\b', 'foo', true],
    ['f\\Boo', 'foo', true],
    ['f\\boo', 'foo', false],
    ['\\pL\\p{Greek}\\P{Lu}', 'aλb', true],
    ['.', '😀', true],
  ])('%s on %j: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  test('prefers the leftmost match, then what the pattern prefers', () => {
    expect(spans('a|ab', 'xab')).toEqual([[1, 2]]);
    expect(spans('ab|a', 'xab')).toEqual([[1, 3]]);
    expect(spans('a+?', 'aa')).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(spans('b*', 'abb')).toEqual([
      [0, 0],
      [1, 3],
    ]);
    expect(spans('(?m)^', 'a\nb')).toEqual([
      [0, 0],
      [2, 2],
    ]);
  });

  test.each([
    '(',
    ')',
    '[a',
    'a**',
    '*',
    '(?=a)',
    '(?<!a)',
    '\\1',
    'a{3,2}',
    '[z-a]',
    '\\p{Nope}',
    '\\k',
    '(?P=x)',
    '((a{1000}){1000})',
    'a{1000}'.repeat(11),
  ])('refuses %s', (pattern) => {
    expect(() => compileRegex(pattern)).toThrow(RegexSyntaxError);
  });

  test('patterns that make others hang are searched in linear time', () => {
    for (const pattern of ['(a+)+b', '(a*)*b', '(a|aa)+b', '(.*)*x', '(a?){50}a{50}b']) {
      expect(matches(pattern, 'a'.repeat(2_000))).toBe(false);
    }
  });
  test('a search that takes too long is given up', () => {
    expect(() => matches('(.{0,1000}a){1,3}b', 'a'.repeat(100_000))).toThrow(RegexTooCostly);
  });

  test('agrees with the host on plain patterns', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '^', '$', '\\b');
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc.oneof(
        { depthSize: 'small' },
        atom,
        fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
        fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
        fc
          .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{1,2}'))
          .map(([a, sign]) => `(?:${a})${sign}`),
      ),
    }));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é'), maxLength: 6 });
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        expect(matches(source, subject)).toBe(new RegExp(`^(?:${source})$`, 'u').test(subject));
      }),
      { numRuns: 2_000 },
    );
  });
});
