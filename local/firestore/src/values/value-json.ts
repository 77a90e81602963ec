import { invalid } from '../status.ts';
import { Document } from './document.ts';
import { GeoPoint, Reference, Timestamp } from './value.ts';
import type { MapValue, Value } from './value.ts';
import { checkGeoPoint, checkTimestamp } from './value-protobuf.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

const RFC3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/i;

export const isJsonObject = (json: unknown): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

export function timestampFromJson(json: Json): Timestamp {
  if (isJsonObject(json)) return checkTimestamp(Number(json.seconds ?? 0), Number(json.nanos ?? 0));
  const match = typeof json === 'string' ? RFC3339.exec(json) : null;
  const millis = match ? Date.parse(`${match[1] ?? ''}${match[3] ?? ''}`) : NaN;
  if (Number.isNaN(millis)) throw invalid(`Timestamp ${JSON.stringify(json)} is not RFC 3339.`);
  return checkTimestamp(millis / 1000, Number((match?.[2] ?? '').padEnd(9, '0')));
}

/** RFC 3339 in UTC with 0, 3, 6 or 9 fraction digits, as proto3 JSON prints it. */
export function timestampToJson(value: Timestamp): string {
  const base = new Date(value.seconds * 1000).toISOString().slice(0, 19);
  if (value.nanos === 0) return `${base}Z`;
  const digits = String(value.nanos).padStart(9, '0');
  return `${base}.${digits.replace(/(000){1,2}$/, '')}Z`;
}

export function integerFromJson(json: Json): bigint {
  const isWhole = typeof json === 'string' ? /^-?\d{1,19}$/.test(json) : Number.isInteger(json);
  if (!isWhole) throw invalid(`Integer ${JSON.stringify(json)} is not a whole number.`);
  const value = BigInt(json as string | number);
  if (BigInt.asIntN(64, value) !== value) throw invalid(`Integer ${value} does not fit 64 bits.`);
  return value;
}

export function doubleFromJson(json: Json): number {
  if (typeof json === 'number') return json;
  if (json === 'NaN') return NaN;
  const value = typeof json === 'string' && json.trim() !== '' ? Number(json) : NaN;
  if (Number.isNaN(value)) throw invalid(`Double ${JSON.stringify(json)} is not a number.`);
  return value;
}

export const doubleToJson = (value: number): number | string =>
  Number.isFinite(value) ? (Object.is(value, -0) ? '-0' : value) : String(value);

export function bytesFromJson(json: Json): Uint8Array {
  if (typeof json !== 'string') throw invalid('Bytes are not a base64 string.');
  return Uint8Array.from(Buffer.from(json, 'base64'));
}

function stringFromJson(json: Json): string {
  if (typeof json !== 'string') throw invalid(`${JSON.stringify(json)} is not a string.`);
  return json;
}

export function fieldsFromJson(json: Json | undefined, depth = 0): MapValue {
  if (json !== undefined && json !== null && !isJsonObject(json)) {
    throw invalid('Fields are not an object.');
  }
  return new Map(
    Object.entries(json ?? {}).map(([key, value]) => [key, valueFromJson(value, depth + 1)]),
  );
}

export function valuesFromJson(json: Json | undefined, depth = 0): Value[] {
  const values = isJsonObject(json) ? (json.values ?? []) : [];
  if (!Array.isArray(values)) throw invalid('Array values are not an array.');
  return values.map((value) => valueFromJson(value, depth + 1));
}

export function valueFromJson(json: Json, depth = 0): Value {
  if (depth > 100) throw invalid('A value is nested too deeply.');
  const [type, value] = (isJsonObject(json) ? Object.entries(json)[0] : undefined) ?? [];
  switch (value === undefined ? undefined : type) {
    case 'nullValue':
      return null;
    case 'booleanValue':
      if (typeof value !== 'boolean') throw invalid('A boolean value is not true or false.');
      return value;
    case 'integerValue':
      return integerFromJson(value as Json);
    case 'doubleValue':
      return doubleFromJson(value as Json);
    case 'timestampValue':
      return timestampFromJson(value as Json);
    case 'stringValue':
      return stringFromJson(value as Json);
    case 'bytesValue':
      return bytesFromJson(value as Json);
    case 'referenceValue':
      return new Reference(stringFromJson(value as Json));
    case 'geoPointValue': {
      const point = isJsonObject(value) ? value : {};
      return checkGeoPoint(
        doubleFromJson(point.latitude ?? 0),
        doubleFromJson(point.longitude ?? 0),
      );
    }
    case 'arrayValue':
      return valuesFromJson(value, depth);
    case 'mapValue':
      return fieldsFromJson(isJsonObject(value) ? value.fields : undefined, depth);
    default:
      throw invalid(`A value has no type that this server knows: ${type ?? 'none'}.`);
  }
}

export const fieldsToJson = (fields: MapValue): JsonObject =>
  Object.fromEntries(Array.from(fields, ([key, value]) => [key, valueToJson(value)]));

export function valueToJson(value: Value): JsonObject {
  if (value === null) return { nullValue: null };
  if (typeof value === 'boolean') return { booleanValue: value };
  if (typeof value === 'bigint') return { integerValue: value.toString() };
  if (typeof value === 'number') return { doubleValue: doubleToJson(value) };
  if (typeof value === 'string') return { stringValue: value };
  if (value instanceof Timestamp) return { timestampValue: timestampToJson(value) };
  if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString('base64') };
  if (value instanceof Reference) return { referenceValue: value.name };
  if (value instanceof GeoPoint) {
    const [latitude, longitude] = [doubleToJson(value.latitude), doubleToJson(value.longitude)];
    return { geoPointValue: { latitude, longitude } };
  }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(valueToJson) } };
  return { mapValue: { fields: fieldsToJson(value) } };
}

export function documentFromJson(json: Json): Document {
  if (!isJsonObject(json)) throw invalid('A document is not an object.');
  return new Document(
    stringFromJson(json.name ?? ''),
    fieldsFromJson(json.fields),
    json.createTime === undefined ? undefined : timestampFromJson(json.createTime),
    json.updateTime === undefined ? undefined : timestampFromJson(json.updateTime),
  );
}

export function documentToJson(document: Document): JsonObject {
  const json: JsonObject = { name: document.name, fields: fieldsToJson(document.fields) };
  if (document.createTime) json.createTime = timestampToJson(document.createTime);
  if (document.updateTime) json.updateTime = timestampToJson(document.updateTime);
  return json;
}
