import { GeoPoint, Reference, Timestamp } from './value.ts';
import type { Value } from './value.ts';

/** Same value and same type: unlike in comparison 1 and 1.0 differ, and so do 0 and -0. */
export function identicalValues(a: Value, b: Value): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Map) {
    if (!(b instanceof Map) || a.size !== b.size) return false;
    for (const [key, value] of a) {
      const other = b.get(key);
      if (other === undefined || !identicalValues(value, other)) return false;
    }
    return true;
  }
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((value, i) => identicalValues(value, b[i] ?? null))
    );
  }
  if (a instanceof Timestamp) {
    return b instanceof Timestamp && a.seconds === b.seconds && a.nanos === b.nanos;
  }
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (a instanceof Reference) return b instanceof Reference && a.name === b.name;
  return (
    b instanceof GeoPoint &&
    Object.is(a.latitude, b.latitude) &&
    Object.is(a.longitude, b.longitude)
  );
}
