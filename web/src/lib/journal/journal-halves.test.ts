import { describe, expect, test } from 'vitest';
import { changedHalf, EMPTY_MORNING } from './journal-halves.ts';

describe('changedHalf', () => {
  test('begins a half with its first answer', () => {
    const half = changedHalf(null, EMPTY_MORNING, { soreness: 2 });
    expect(half).toEqual({ ...EMPTY_MORNING, soreness: 2 });
  });
  test('is not filled in any more when the last answer is taken back', () => {
    const half = { ...EMPTY_MORNING, soreness: 2 };
    expect(changedHalf(half, EMPTY_MORNING, { soreness: null })).toBeNull();
  });
});
