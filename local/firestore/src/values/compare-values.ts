import { compareNames } from './compare-names.ts';
import { compareStrings } from './compare-strings.ts';
import { GeoPoint, Reference, Timestamp, vectorElements } from './value.ts';
import type { MapValue, Value } from './value.ts';

/** Position of a value's type in Firestore's total order; integers and doubles share one. */
export function typeOrder(value: Value): number {
  if (value === null) return 0;
  switch (typeof value) {
    case 'boolean':
      return 1;
    case 'number':
    case 'bigint':
      return 2;
    case 'string':
      return 4;
    default:
  }
  if (value instanceof Timestamp) return 3;
  if (value instanceof Uint8Array) return 5;
  if (value instanceof Reference) return 6;
  if (value instanceof GeoPoint) return 7;
  if (Array.isArray(value)) return 8;
  return vectorElements(value) ? 9 : 10;
}

const compareOrdered = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/** NaN is below every number and equal to itself; -0 equals 0; 2^53+1 and 2^53 stay apart. */
function compareNumbers(a: number | bigint, b: number | bigint): number {
  const aIsNaN = Number.isNaN(a);
  const bIsNaN = Number.isNaN(b);
  if (aIsNaN || bIsNaN) return Number(bIsNaN) - Number(aIsNaN);
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareArrays(a: readonly Value[], b: readonly Value[]): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i += 1) {
    const order = compareValues(a[i] ?? null, b[i] ?? null);
    if (order !== 0) return order;
  }
  return compareOrdered(a.length, b.length);
}

function compareMaps(a: MapValue, b: MapValue): number {
  const left = [...a.keys()].sort(compareStrings);
  const right = [...b.keys()].sort(compareStrings);
  const shorter = Math.min(left.length, right.length);
  for (let i = 0; i < shorter; i += 1) {
    const x = left[i] ?? '';
    const y = right[i] ?? '';
    const order = compareStrings(x, y) || compareValues(a.get(x) ?? null, b.get(y) ?? null);
    if (order !== 0) return order;
  }
  return compareOrdered(left.length, right.length);
}

/**
 * Firestore's total order: null, booleans, numbers, timestamps, strings by UTF-8, bytes,
 * references, points, arrays, vectors (shorter first), maps.
 *
 * @example compareValues(1n, 1) // 0
 */
export function compareValues(a: Value, b: Value): number {
  const order = typeOrder(a);
  const difference = order - typeOrder(b);
  if (difference !== 0) return Math.sign(difference);
  switch (order) {
    case 1:
      return Number(a) - Number(b);
    case 2:
      return compareNumbers(a as number | bigint, b as number | bigint);
    case 3:
      return (
        compareOrdered((a as Timestamp).seconds, (b as Timestamp).seconds) ||
        compareOrdered((a as Timestamp).nanos, (b as Timestamp).nanos)
      );
    case 4:
      return compareStrings(a as string, b as string);
    case 5:
      return Buffer.compare(a as Uint8Array, b as Uint8Array);
    case 6:
      return compareNames((a as Reference).name, (b as Reference).name);
    case 7:
      return (
        compareOrdered((a as GeoPoint).latitude, (b as GeoPoint).latitude) ||
        compareOrdered((a as GeoPoint).longitude, (b as GeoPoint).longitude)
      );
    case 8:
      return compareArrays(a as Value[], b as Value[]);
    case 9: {
      const left = vectorElements(a as MapValue) ?? [];
      const right = vectorElements(b as MapValue) ?? [];
      return compareOrdered(left.length, right.length) || compareArrays(left, right);
    }
    case 10:
      return compareMaps(a as MapValue, b as MapValue);
    default:
      return 0;
  }
}

export const equalValues = (a: Value, b: Value): boolean => compareValues(a, b) === 0;
