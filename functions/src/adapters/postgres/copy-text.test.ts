import { describe, expect, test } from 'vitest';
import { copyLine } from './copy-text.ts';

describe('copyLine', () => {
  test('separates by tabs, writes null as \\N and ends the line', () => {
    expect(copyLine([1n, 'a', null, true, 0.1])).toBe('1\ta\t\\N\ttrue\t0.1\n');
  });

  test('escapes what would end a field or a line', () => {
    expect(copyLine(['a\tb\nc\\d\re'])).toBe('a\\tb\\nc\\\\d\\re\n');
  });

  test('writes an array of numbers, and replaces what no text may hold', () => {
    expect(copyLine([[1, 0.5], 'a\0b'])).toBe('{1,0.5}\ta\uFFFDb\n');
  });
});
