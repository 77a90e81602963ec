import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { naiveCompare } from '../../tests/naive-query.ts';
import { wireValue } from '../../tests/query-arbitraries.ts';
import { decodeMessage, encodeMessage } from '../protocol/message-protobuf.ts';
import { messageFromJson, messageToJson } from '../protocol/message-json.ts';
import { messageShape } from '../protocol/message-shapes.ts';
import { StatusError } from '../status.ts';
import { compareNames } from './compare-names.ts';
import { compareValues } from './compare-values.ts';
import { formatFieldPath, parseFieldPath, valueAt, withValueAt } from './field-path.ts';
import { identicalValues } from './identical-values.ts';
import { checkCollectionId, checkDatabase, checkDocumentName } from './resource-name.ts';
import { GeoPoint, Reference, Timestamp } from './value.ts';
import type { Value } from './value.ts';
import { timestampFromJson, timestampToJson, valueFromJson, valueToJson } from './value-json.ts';

const ROOT = 'projects/p/databases/(default)/documents';

describe('compareValues', () => {
  test('orders types and values as Firestore does', () => {
    const ascending: Value[] = [
      null,
      false,
      true,
      NaN,
      -Infinity,
      -(2n ** 63n),
      -1n,
      0n,
      0.5,
      1n,
      2 ** 53,
      2n ** 53n + 1n,
      Infinity,
      new Timestamp(-1, 0),
      new Timestamp(-1, 1),
      '',
      'a',
      'a\u0000',
      '\uff41',
      '\u{1f600}',
      new Uint8Array(),
      new Uint8Array([0, 255]),
      new Reference(`${ROOT}/c/__id-9__`),
      new Reference(`${ROOT}/c/__id10__`),
      new Reference(`${ROOT}/c/1`),
      new Reference(`${ROOT}/c/a/s/b`),
      new Reference(`${ROOT}/c-d/a`),
      new GeoPoint(-1, 3),
      new GeoPoint(0, -3),
      [],
      [1n],
      [1n, 0n],
      [2n],
      new Map<string, Value>([
        ['__type__', '__vector__'],
        ['value', [9]],
      ]),
      new Map<string, Value>([
        ['__type__', '__vector__'],
        ['value', [1, 2]],
      ]),
      new Map(),
      new Map([['a', 1n]]),
      new Map([
        ['a', 1n],
        ['b', 1n],
      ]),
      new Map([['b', 0n]]),
    ];
    for (const [i, a] of ascending.entries()) {
      for (const [j, b] of ascending.entries()) {
        expect(Math.sign(compareValues(a, b))).toBe(Math.sign(i - j));
      }
    }
  });

  test('takes 1 and 1.0, 0 and -0 as equal but not as identical', () => {
    expect(compareValues(1n, 1)).toBe(0);
    expect(compareValues(0, -0)).toBe(0);
    expect(identicalValues(1n, 1)).toBe(false);
    expect(identicalValues(0, -0)).toBe(false);
    expect(identicalValues(NaN, NaN)).toBe(true);
  });

  test('agrees with a comparison written independently', () => {
    fc.assert(
      fc.property(wireValue, wireValue, (a, b) => {
        const order = compareValues(valueFromJson(a), valueFromJson(b));
        expect(Math.sign(order) + 0).toBe(Math.sign(naiveCompare(a, b)) + 0);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('values on the wire', () => {
  const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<Value[]>(null, true, false, NaN, -0, Infinity),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.double(),
      fc.string({ unit: 'binary' }),
      fc.uint8Array(),
      fc
        .tuple(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), fc.nat(999_999_999))
        .map(([seconds, nanos]) => new Timestamp(seconds, nanos)),
      fc.constant(new Reference(`${ROOT}/a/b`)),
      fc
        .tuple(
          fc.double({ min: -90, max: 90, noNaN: true }),
          fc.double({ min: -180, max: 180, noNaN: true }),
        )
        .map(([latitude, longitude]) => new GeoPoint(latitude, longitude)),
      fc.array(tie('value'), { maxLength: 3 }),
      fc
        .dictionary(fc.string({ minLength: 1 }), tie('value'), { maxKeys: 3 })
        .map((fields) => new Map(Object.entries(fields))),
    ),
  })).value;
  const shape = messageShape('Cursor');

  test('come back from protobuf and from JSON as they were', () => {
    fc.assert(
      fc.property(value, (original) => {
        const message = { values: [original] };
        const [fromBinary] = decodeMessage<typeof message>(
          shape,
          encodeMessage(shape, message),
        ).values;
        const json: unknown = JSON.parse(JSON.stringify(messageToJson(shape, message)));
        const [fromJson] = messageFromJson<typeof message>(shape, json as object as never).values;
        expect(identicalValues(fromBinary ?? null, original)).toBe(true);
        expect(identicalValues(fromJson ?? null, original)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('print timestamps with 0, 3, 6 or 9 digits and read any', () => {
    const texts = [
      '2024-02-29T00:00:00Z',
      '1969-12-31T23:59:59.500Z',
      '2024-01-01T00:00:00.000001Z',
    ];
    for (const text of texts) expect(timestampToJson(timestampFromJson(text))).toBe(text);
    expect(timestampToJson(timestampFromJson('2024-01-01T01:00:00.1+01:00'))).toBe(
      '2024-01-01T00:00:00.100Z',
    );
    expect(() => timestampFromJson('yesterday')).toThrow('RFC 3339');
    expect(() => timestampFromJson({ seconds: '999999999999' })).toThrow('years 1 to 9999');
  });

  test('refuse what is no value', () => {
    for (const json of [
      {},
      { integerValue: '1.5' },
      { integerValue: '9223372036854775808' },
      { integerValue: 2 ** 64 },
      { timestampValue: { seconds: 'soon' } },
      { timestampValue: { seconds: 1.5 } },
      { timestampValue: { nanos: 'half' } },
      { geoPointValue: { latitude: 91 } },
      { unknownValue: 1 },
    ]) {
      expect(() => valueFromJson(json), JSON.stringify(json)).toThrow(StatusError);
    }
    expect(valueToJson(valueFromJson({ doubleValue: '-0' }))).toEqual({ doubleValue: '-0' });
  });
});

describe('field paths', () => {
  test('are quoted where needed and read back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 }),
        (segments) => {
          expect(parseFieldPath(formatFieldPath(segments))).toEqual(segments);
        },
      ),
    );
    expect(formatFieldPath(['a', 'b.c', '`'])).toBe('a.`b.c`.`\\``');
    for (const faulty of ['', '.', 'a.', 'a..b', '`a', 'a`b`']) {
      expect(() => parseFieldPath(faulty)).toThrow('Field path');
    }
  });

  test('set and remove without touching what others hold', () => {
    const before = new Map<string, Value>([['m', new Map([['x', 1n]])]]);
    const after = withValueAt(before, ['m', 'y', 'z'], 2n);
    expect(valueAt(after, ['m', 'y', 'z'])).toBe(2n);
    expect(valueAt(before, ['m', 'y'])).toBeUndefined();
    expect(withValueAt(after, ['m', 'q'], undefined).get('m')).toEqual(after.get('m'));
    expect(valueAt(withValueAt(before, ['m', 'x'], undefined), ['m'])).toEqual(new Map());
  });
});

describe('names', () => {
  test('keep to the limits', () => {
    expect(checkDocumentName(`${ROOT}/a/b`)).toBe(`${ROOT}/a/b`);
    expect(checkDocumentName(`${ROOT}/a/__id7__`)).toBe(`${ROOT}/a/__id7__`);
    for (const path of [
      '',
      '/a',
      '/a/b/c',
      '/a//b/c',
      '/a/..',
      '/a/__x__',
      `/a/${'x'.repeat(1501)}`,
      `${'/c/d'.repeat(101)}`,
    ]) {
      expect(() => checkDocumentName(`${ROOT}${path}`)).toThrow();
    }
    expect(() => checkDocumentName('projects/p/documents/a/b')).toThrow('not of the form');
    expect(() => checkDatabase('projects/p')).toThrow('not of the form');
    expect(() => checkCollectionId('a/b')).toThrow('slash');
  });

  test('compare by segment, numbers first', () => {
    expect(compareNames('c/a', 'c/a')).toBe(0);
    expect(compareNames('c/b/s/a', 'c-d/a')).toBe(-1);
    expect(compareNames('c/__id9__', 'c/__id10__')).toBe(-1);
    expect(compareNames('c/a', 'c/__id10__')).toBe(1);
    expect(compareNames('c/a/s', 'c/a')).toBe(1);
  });
});
