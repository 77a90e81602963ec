import { describe, expect, test } from 'vitest';
import type { StructuredQuery } from '../protocol/messages.ts';
import { parseQuery } from '../query/parse-query.ts';
import { parseIndexDefinitions } from './index-definitions.ts';
import { requireIndex } from './required-index.ts';

const definitions = parseIndexDefinitions(
  JSON.stringify({
    indexes: [
      {
        collectionGroup: 'inbox',
        queryScope: 'COLLECTION',
        fields: [
          { fieldPath: 'state', order: 'ASCENDING' },
          { fieldPath: 'notBefore', order: 'ASCENDING' },
        ],
      },
      {
        collectionGroup: 'inbox',
        queryScope: 'COLLECTION',
        fields: [
          { fieldPath: 'kind', order: 'ASCENDING' },
          { fieldPath: 'notBefore', order: 'ASCENDING' },
        ],
      },
      {
        collectionGroup: 'inbox',
        queryScope: 'COLLECTION_GROUP',
        fields: [
          { fieldPath: 'tags', arrayConfig: 'CONTAINS' },
          { fieldPath: 'age', order: 'DESCENDING' },
        ],
      },
    ],
    fieldOverrides: [
      { collectionGroup: 'inbox', fieldPath: 'blob', indexes: [] },
      {
        collectionGroup: 'inbox',
        fieldPath: 'uid',
        indexes: [{ order: 'ASCENDING', queryScope: 'COLLECTION_GROUP' }],
      },
    ],
  }),
);

const field = (fieldPath: string): { fieldPath: string } => ({ fieldPath });
const where = (path: string, op: string): object => ({
  fieldFilter: { field: field(path), op, value: op === 'IN' ? [1n] : 1n },
});
const and = (...filters: object[]): object => ({ compositeFilter: { op: 'AND', filters } });
const or = (...filters: object[]): object => ({ compositeFilter: { op: 'OR', filters } });
const by = (path: string, direction = 'ASCENDING'): object => ({ field: field(path), direction });

function accepts(query: object, group = false): boolean {
  const message: StructuredQuery = {
    from: [{ collectionId: 'inbox', allDescendants: group }],
    ...query,
  };
  const parsed = parseQuery('projects/p/databases/(default)/documents', message);
  try {
    requireIndex(definitions, parsed);
    return true;
  } catch {
    return false;
  }
}

describe('requireIndex', () => {
  test.each<[string, object, boolean, boolean?]>([
    ['a whole collection', {}, true],
    ['one equality', { where: where('x', 'EQUAL') }, true],
    ['several equalities', { where: and(where('x', 'EQUAL'), where('y', 'IN')) }, true],
    [
      'equality and membership',
      { where: and(where('x', 'EQUAL'), where('t', 'ARRAY_CONTAINS')) },
      true,
    ],
    ['one range', { where: where('x', 'LESS_THAN') }, true],
    ['one order in either direction', { orderBy: [by('x', 'DESCENDING')] }, true],
    ['a range on the ordered field', { where: where('x', 'LESS_THAN'), orderBy: [by('x')] }, true],
    ['an equality on the ordered field', { where: where('x', 'EQUAL'), orderBy: [by('x')] }, true],
    [
      'equality and order without an index',
      { where: where('x', 'EQUAL'), orderBy: [by('y')] },
      false,
    ],
    [
      'equality and order with an index',
      { where: where('state', 'EQUAL'), orderBy: [by('notBefore')] },
      true,
    ],
    [
      'an index read backwards',
      { where: where('state', 'EQUAL'), orderBy: [by('notBefore', 'DESCENDING')] },
      true,
    ],
    [
      'equality and range with an index',
      { where: and(where('state', 'EQUAL'), where('notBefore', 'LESS_THAN')) },
      true,
    ],
    [
      'two indexes that join',
      { where: and(where('state', 'EQUAL'), where('kind', 'EQUAL')), orderBy: [by('notBefore')] },
      true,
    ],
    [
      'an equality that no index covers',
      { where: and(where('state', 'EQUAL'), where('z', 'EQUAL')), orderBy: [by('notBefore')] },
      false,
    ],
    ['two orders', { orderBy: [by('x'), by('y')] }, false],
    ['two ranges', { where: and(where('x', 'LESS_THAN'), where('y', 'LESS_THAN')) }, false],
    [
      'every branch of an or',
      { where: or(where('x', 'EQUAL'), and(where('x', 'EQUAL'), where('y', 'GREATER_THAN'))) },
      false,
    ],
    ['an exempted field', { where: where('blob', 'EQUAL') }, false],
    ['names in descending order', { orderBy: [by('__name__', 'DESCENDING')] }, false],
    ['a collection group by a plain field', { where: where('x', 'EQUAL') }, false, true],
    ['a collection group by a declared field', { where: where('uid', 'EQUAL') }, true, true],
    [
      'a collection group with its index',
      { where: where('tags', 'ARRAY_CONTAINS'), orderBy: [by('age', 'DESCENDING')] },
      true,
      true,
    ],
    ['a whole collection group', {}, true, true],
  ])('%s: %#', (_name, query, expected, group) => {
    expect(accepts(query, group)).toBe(expected);
  });

  test('the refusal says which index to add', () => {
    const query = parseQuery('projects/p/databases/(default)/documents', {
      from: [{ collectionId: 'inbox' }],
      where: where('x', 'EQUAL'),
      orderBy: [by('y', 'DESCENDING')],
    });
    expect(() => requireIndex(definitions, query)).toThrow(
      '{"collectionGroup":"inbox","queryScope":"COLLECTION","fields":[{"fieldPath":"x","order":"ASCENDING"},{"fieldPath":"y","order":"DESCENDING"}]}',
    );
  });

  test('a mistyped index file is refused with the place of the fault', () => {
    expect(() => parseIndexDefinitions('{"indexes":[{"fields":[]}]}')).toThrow('indexes[0]');
    expect(() => parseIndexDefinitions('{')).toThrow('not JSON');
  });
});
