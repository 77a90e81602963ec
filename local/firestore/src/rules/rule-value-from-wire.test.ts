import { describe, expect, test } from 'vitest';
import { fieldPathSegments } from './field-path.ts';
import { ruleValueFromJson, ruleValueFromWire } from './rule-value-from-wire.ts';

describe('ruleValueFromWire', () => {
  test('tells integers from doubles, whatever their spelling', () => {
    expect(ruleValueFromWire({ integerValue: '5' })).toBe(5n);
    expect(ruleValueFromWire({ integerValue: 5 })).toBe(5n);
    expect(ruleValueFromWire({ doubleValue: 5 })).toBe(5);
    expect(ruleValueFromWire({ doubleValue: '-0' })).toBe(-0);
    expect(ruleValueFromWire({ doubleValue: '-Infinity' })).toBe(-Infinity);
  });
  test.each([
    ['1970-01-01T00:00:01Z', 1_000_000_000n],
    ['1970-01-01T00:00:01.5Z', 1_500_000_000n],
    ['1970-01-01T00:00:00.123456789Z', 123_456_789n],
    ['1969-12-31T23:59:59.250000000Z', -750_000_000n],
    ['1970-01-01T01:00:00+01:00', 0n],
  ])('reads the instant %s exactly', (timestampValue, nanos) => {
    expect(ruleValueFromWire({ timestampValue })).toEqual({ type: 'timestamp', nanos });
  });
  test('reads empty lists, empty maps and both spellings of null', () => {
    expect(ruleValueFromWire({ arrayValue: {} })).toEqual([]);
    expect(ruleValueFromWire({ mapValue: {} })).toEqual({ type: 'map', entries: new Map() });
    expect(ruleValueFromWire({ nullValue: null })).toBe(null);
    expect(ruleValueFromWire({ nullValue: 'NULL_VALUE' })).toBe(null);
  });
  test('a reference loses its project', () => {
    expect(
      ruleValueFromWire({ referenceValue: 'projects/p/databases/(default)/documents/a/b' }),
    ).toEqual({ type: 'path', segments: ['databases', '(default)', 'documents', 'a', 'b'] });
  });
  test('refuses what is no value', () => {
    expect(() => ruleValueFromWire({ timestampValue: 'today' })).toThrow(
      'ruleValueFromWire requires an RFC 3339 timestamp, got today',
    );
    expect(() => ruleValueFromWire({})).toThrow(RangeError);
  });
});

test('ruleValueFromJson takes whole numbers for ints', () => {
  expect(ruleValueFromJson([1, 1.5, 'a', null, undefined, true])).toEqual([
    1n,
    1.5,
    'a',
    null,
    null,
    true,
  ]);
  expect(() => ruleValueFromJson(() => 1)).toThrow(
    'ruleValueFromJson requires JSON, got a function',
  );
});

test.each([
  ['a', ['a']],
  ['a.b', ['a', 'b']],
  ['a.`b.c`', ['a', 'b.c']],
  ['`a\\`b`', ['a`b']],
])('fieldPathSegments reads %s', (path, segments) => {
  expect(fieldPathSegments(path)).toEqual(segments);
});
