import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cryptoChance } from './crypto-chance.ts';

test('chance lies between 0 and 1, both left out, and follows the bytes in order', () => {
  const chanceOf = (bytes: Uint8Array) => cryptoChance(() => Buffer.from(bytes));
  expect(chanceOf(new Uint8Array(8))).toBeGreaterThan(0);
  expect(chanceOf(new Uint8Array(8).fill(255))).toBeLessThan(1);
  const eight = fc.uint8Array({ minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(eight, (bytes) => {
      const share = Number(Buffer.from(bytes).readBigUInt64BE()) / 2 ** 64;
      expect(chanceOf(bytes)).toBeCloseTo(share, 12);
    }),
  );
});
