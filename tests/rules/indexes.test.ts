import { readFileSync } from 'node:fs';
import { ledgerDocument } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const { fieldOverrides } = z
  .object({
    fieldOverrides: z.array(
      z.object({
        collectionGroup: z.string(),
        fieldPath: z.string(),
        ttl: z.boolean().optional(),
        indexes: z.array(z.unknown()),
      }),
    ),
  })
  .parse(
    JSON.parse(readFileSync(new URL('../../firestore.indexes.json', import.meta.url), 'utf8')),
  );
const exempt = (collection: string) =>
  fieldOverrides
    .filter(({ collectionGroup, indexes }) => collectionGroup === collection && !indexes.length)
    .map(({ fieldPath }) => fieldPath);

describe('firestore.indexes.json', () => {
  test('no column of the ledger is indexed, so that a full year fits the index limits', () => {
    const columns = Object.entries(ledgerDocument.shape)
      .filter(([, field]) => field instanceof z.ZodArray)
      .map(([name]) => name);
    expect(columns.length).toBeGreaterThan(10);
    expect(exempt('ledger').sort()).toEqual(columns.sort());
  });

  test('neither histograms nor metrics nor notes are indexed', () => {
    expect(exempt('activities')).toContain('heartRateHistogram');
    expect(exempt('dashboard')).toContain('metrics');
    expect(exempt('annotations')).toContain('notes');
  });

  test('the inbox forgets what is done', () => {
    expect(fieldOverrides).toContainEqual(
      expect.objectContaining({ collectionGroup: 'inbox', fieldPath: 'expiresAt', ttl: true }),
    );
  });
});
