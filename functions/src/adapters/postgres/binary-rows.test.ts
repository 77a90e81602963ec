import { localDay } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { binaryRows, type Column } from './binary-rows.ts';

const hexOf = <T>(columns: Column<T>[], rows: T[]) =>
  Buffer.concat([...binaryRows(columns, rows)]).toString('hex');
/** Of one column of one row, without what goes around it. */
const field = <T>(type: Column<T>['type'], value: unknown) =>
  hexOf([{ name: 'x', type, value: () => value } as Column<null>], [null]).slice(42, -4);

describe('binaryRows', () => {
  test('opens with signature, flags and extension and ends with -1', () => {
    expect(hexOf([], [])).toBe(`5047434f50590aff0d0a00${'00'.repeat(8)}ffff`);
  });

  // Fields as PostgreSQL's COPY (SELECT ...) TO STDOUT (FORMAT binary) writes them.
  test.each([
    ['bigint', -739_479_001n, '00000008ffffffffd3ec7227'],
    ['integer', 7, '0000000400000007'],
    ['double', 0.1, '000000083fb999999999999a'],
    ['doubles', [1.5], '000000200000000100000000000002bd0000000100000001000000083ff8000000000000'],
    ['boolean', true, '0000000101'],
    ['date', localDay('2025-08-16'), '000000040000248f'],
    ['timestamptz', '2025-08-16T06:30:00.001Z', '000000080002df74678e4de8'],
    ['text', 'a\tö\0', '000000076109c3b6efbfbd'],
    ['text', null, 'ffffffff'],
  ] as const)('writes %s %s', (type, value, hex) => {
    expect(field(type, value)).toBe(hex);
  });

  test('is the same in pieces, however long a text is', () => {
    const column: Column<string> = { name: 'x', type: 'text', value: (text) => text };
    const rows = Array.from({ length: 300 }, (_, n) => 'x'.repeat(n * 700));
    const whole = Buffer.concat([...binaryRows([column], rows)]);
    expect(whole.length).toBe(19 + 2 + rows.reduce((sum, { length }) => sum + 6 + length, 0));
    expect([...binaryRows([column], rows)].length).toBeGreaterThan(100);
  });
});
