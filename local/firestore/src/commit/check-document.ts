import { invalid } from '../status.ts';
import { lastSegment, pathSegments } from '../values/resource-name.ts';
import { GeoPoint, Reference, Timestamp } from '../values/value.ts';
import type { MapValue, Value } from '../values/value.ts';

const MAX_DOCUMENT_BYTES = 1_048_576;
const MAX_DEPTH = 20;
const RESERVED = /^__.*__$/;

const textSize = (text: string): number => Buffer.byteLength(text) + 1;

/** Storage size of a name: each segment as a string, and 16 bytes. */
const nameSize = (name: string): number =>
  pathSegments(name).reduce((sum, segment) => sum + textSize(segment), 16);

function mapSize(fields: MapValue, depth: number, vector: boolean): number {
  let size = 0;
  for (const [key, value] of fields) {
    if (key === '') throw invalid('A field name is empty.');
    if (RESERVED.test(key) && !(vector && key === '__type__')) {
      throw invalid(`Field name "${key}" is reserved.`);
    }
    if (key.length > 500 && Buffer.byteLength(key) > 1500) {
      throw invalid(`Field name "${key.slice(0, 50)}…" is longer than 1500 bytes.`);
    }
    size += textSize(key) + valueSize(value, depth + 1);
  }
  return size;
}

/** Storage size of a value by Firestore's published rules; refuses what cannot be stored. */
function valueSize(value: Value, depth: number): number {
  if (depth > MAX_DEPTH) throw invalid(`Fields are nested deeper than ${MAX_DEPTH} levels.`);
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'number' || typeof value === 'bigint') return 8;
  if (typeof value === 'string') return textSize(value);
  if (value instanceof Timestamp) return 8;
  if (value instanceof Uint8Array) return value.length;
  if (value instanceof Reference) return nameSize(value.name);
  if (value instanceof GeoPoint) return 16;
  if (Array.isArray(value)) {
    return value.reduce<number>((sum, element) => {
      if (Array.isArray(element)) throw invalid('An array cannot directly contain an array.');
      return sum + valueSize(element, depth + 1);
    }, 0);
  }
  return mapSize(value, depth, value.get('__type__') === '__vector__');
}

/** Refuses fields that Firestore would not store: too large, too deep, reserved names. */
export function checkDocument(name: string, fields: MapValue): void {
  const size = mapSize(fields, 0, false) + nameSize(name) + 32;
  if (size > MAX_DOCUMENT_BYTES) {
    throw invalid(
      `Document "${lastSegment(name)}" is ${size} bytes, the maximum is ${MAX_DOCUMENT_BYTES}.`,
    );
  }
}
