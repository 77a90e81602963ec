import { describe, expect, test } from 'vitest';
import { roomBelow } from './room-for-today.ts';

describe('roomBelow', () => {
  test('leaves the ratio at the line when the room is used up', () => {
    const room = roomBelow(1.3, 30, 140, 0);
    expect(room).toBeCloseTo(22.963, 4);
    expect((30 + room) / 7 / ((140 + room) / 28)).toBeCloseTo(1.3, 12);
  });
  test('takes off what today has already', () => {
    expect(roomBelow(1.3, 30, 140, 10)).toBeCloseTo(12.963, 3);
  });
  test('is none, not less, when the line is passed', () => {
    expect(roomBelow(1.3, 60, 140, 0)).toBe(0);
  });
});
