import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { naiveQuery } from '../../tests/naive-query.ts';
import type { NaiveDocument } from '../../tests/naive-query.ts';
import { dataSet, naiveQueries } from '../../tests/query-arbitraries.ts';
import { wireQuery } from '../../tests/wire-query.ts';
import { DocumentIndex } from '../store/document-index.ts';
import { storedDocument } from '../values/document.ts';
import { Timestamp } from '../values/value.ts';
import { fieldsFromJson } from '../values/value-json.ts';
import { runQuery } from './run-query.ts';

const TIME = Timestamp.fromMicros(1);

function indexOf(documents: readonly NaiveDocument[]): DocumentIndex {
  const index = new DocumentIndex();
  for (const { name, fields } of documents) {
    index.put(storedDocument(name, fieldsFromJson(fields), TIME, TIME));
  }
  return index;
}

describe('runQuery', () => {
  test('agrees with a naive evaluator on 5,000 random queries and data sets', () => {
    let results = 0;
    fc.assert(
      fc.property(dataSet, naiveQueries, (documents, query) => {
        const found = runQuery(wireQuery(query), indexOf(documents)).map((d) => d.name);
        expect(found).toEqual(naiveQuery(documents, query));
        results += found.length;
      }),
      { numRuns: 5000 },
    );
    // Queries that find nothing would agree without proving much.
    expect(results).toBeGreaterThan(2000);
  });
});
