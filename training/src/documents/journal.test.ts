import { describe, expect, test } from 'vitest';
import { journalDocument } from './journal.ts';

const updatedAt = '2025-06-10T12:00:00.000Z';

describe('journalDocument', () => {
  test('takes answers not given yet as null', () => {
    const { morning, evening } = journalDocument.parse({ morning: { soreness: 2 }, updatedAt });
    expect(morning).toMatchObject({ soreness: 2, sleepHours: null, restingHr: null });
    expect(evening).toBeNull();
  });
  test('has no half of which every answer was taken back', () => {
    const evening = { pain: null, notes: null };
    expect(journalDocument.parse({ morning: {}, evening, updatedAt })).toEqual({
      morning: null,
      evening: null,
      updatedAt,
    });
  });
});
