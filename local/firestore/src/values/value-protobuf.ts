import protobuf from 'protobufjs';
import { invalid } from '../status.ts';
import { Document } from './document.ts';
import { GeoPoint, Reference, Timestamp } from './value.ts';
import type { MapValue, Value } from './value.ts';

type Reader = protobuf.Reader;
type Writer = protobuf.Writer;

/** Longest nesting accepted while decoding; the limit on stored documents is checked later. */
const MAX_NESTING = 100;

export function toBigInt(long: number | { toString(): string }): bigint {
  return BigInt(typeof long === 'number' ? long : long.toString());
}

export function decodeTimestamp(reader: Reader, end: number): Timestamp {
  let seconds = 0;
  let nanos = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === 8) seconds = Number(toBigInt(reader.int64()));
    else if (tag === 16) nanos = reader.int32();
    else reader.skipType(tag & 7);
  }
  return checkTimestamp(seconds, nanos);
}

export function checkTimestamp(seconds: number, nanos: number): Timestamp {
  const isReal =
    [seconds, nanos].every(Number.isInteger) &&
    seconds >= -62_135_596_800 &&
    seconds <= 253_402_300_799 &&
    nanos >= 0 &&
    nanos <= 999_999_999;
  if (!isReal) {
    throw invalid(`Timestamp ${seconds} s ${nanos} ns is outside years 1 to 9999.`);
  }
  return new Timestamp(seconds, nanos);
}

function decodeGeoPoint(reader: Reader, end: number): GeoPoint {
  let latitude = 0;
  let longitude = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === 9) latitude = reader.double();
    else if (tag === 17) longitude = reader.double();
    else reader.skipType(tag & 7);
  }
  return checkGeoPoint(latitude, longitude);
}

export function checkGeoPoint(latitude: number, longitude: number): GeoPoint {
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
    throw invalid(`Geo point ${latitude}, ${longitude} is outside ±90, ±180.`);
  }
  return new GeoPoint(latitude, longitude);
}

export function decodeArray(reader: Reader, end: number, depth: number): Value[] {
  const values: Value[] = [];
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === 10) values.push(decodeValue(reader, reader.uint32() + reader.pos, depth + 1));
    else reader.skipType(tag & 7);
  }
  return values;
}

function decodeMapEntry(reader: Reader, end: number, into: MapValue, depth: number): void {
  let key = '';
  let value: Value | undefined;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === 10) key = reader.string();
    else if (tag === 18) value = decodeValue(reader, reader.uint32() + reader.pos, depth + 1);
    else reader.skipType(tag & 7);
  }
  if (value === undefined) throw invalid(`Field "${key}" has no value.`);
  into.set(key, value);
}

function decodeMap(reader: Reader, end: number, depth: number): MapValue {
  const fields: MapValue = new Map();
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === 10) decodeMapEntry(reader, reader.uint32() + reader.pos, fields, depth);
    else reader.skipType(tag & 7);
  }
  return fields;
}

/** Decodes `google.firestore.v1.Value`; the tags are field number << 3 | wire type. */
export function decodeValue(reader: Reader, end: number, depth = 0): Value {
  if (depth > MAX_NESTING) throw invalid('A value is nested too deeply.');
  let value: Value | undefined;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 88:
        reader.uint32();
        value = null;
        break;
      case 8:
        value = reader.bool();
        break;
      case 16:
        value = toBigInt(reader.int64());
        break;
      case 25:
        value = reader.double();
        break;
      case 82:
        value = decodeTimestamp(reader, reader.uint32() + reader.pos);
        break;
      case 138:
        value = reader.string();
        break;
      case 146:
        value = Uint8Array.from(reader.bytes());
        break;
      case 42:
        value = new Reference(reader.string());
        break;
      case 66:
        value = decodeGeoPoint(reader, reader.uint32() + reader.pos);
        break;
      case 74:
        value = decodeArray(reader, reader.uint32() + reader.pos, depth);
        break;
      case 50:
        value = decodeMap(reader, reader.uint32() + reader.pos, depth);
        break;
      default:
        reader.skipType(tag & 7);
    }
  }
  if (value === undefined) throw invalid('A value has no type that this server knows.');
  return value;
}

export function decodeDocument(reader: Reader, end: number): Document {
  let name = '';
  const fields: MapValue = new Map();
  let createTime: Timestamp | undefined;
  let updateTime: Timestamp | undefined;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === 10) name = reader.string();
    else if (tag === 18) decodeMapEntry(reader, reader.uint32() + reader.pos, fields, 0);
    else if (tag === 26) createTime = decodeTimestamp(reader, reader.uint32() + reader.pos);
    else if (tag === 34) updateTime = decodeTimestamp(reader, reader.uint32() + reader.pos);
    else reader.skipType(tag & 7);
  }
  return new Document(name, fields, createTime, updateTime);
}

const long = (value: bigint): protobuf.Long =>
  protobuf.util.LongBits.from({
    low: Number(BigInt.asIntN(32, value)),
    high: Number(BigInt.asIntN(32, value >> 32n)),
  } as unknown as protobuf.Long).toLong();

export function writeInt64(writer: Writer, value: bigint): void {
  if (value >= -9007199254740991n && value <= 9007199254740991n) writer.int64(Number(value));
  else writer.int64(long(value));
}

export function encodeTimestamp(value: Timestamp, writer: Writer): void {
  if (value.seconds !== 0) writer.uint32(8).int64(value.seconds);
  if (value.nanos !== 0) writer.uint32(16).int32(value.nanos);
}

function encodeFields(fields: MapValue, writer: Writer, tag: number): void {
  for (const [key, value] of fields) {
    writer.uint32(tag).fork().uint32(10).string(key);
    encodeValue(value, writer.uint32(18).fork());
    writer.ldelim().ldelim();
  }
}

export function encodeArray(values: readonly Value[], writer: Writer): void {
  for (const element of values) {
    encodeValue(element, writer.uint32(10).fork());
    writer.ldelim();
  }
}

export function encodeValue(value: Value, writer: Writer): void {
  if (value === null) writer.uint32(88).int32(0);
  else if (typeof value === 'boolean') writer.uint32(8).bool(value);
  else if (typeof value === 'bigint') writeInt64(writer.uint32(16), value);
  else if (typeof value === 'number') writer.uint32(25).double(value);
  else if (typeof value === 'string') writer.uint32(138).string(value);
  else if (value instanceof Timestamp) {
    encodeTimestamp(value, writer.uint32(82).fork());
    writer.ldelim();
  } else if (value instanceof Uint8Array) writer.uint32(146).bytes(value);
  else if (value instanceof Reference) writer.uint32(42).string(value.name);
  else if (value instanceof GeoPoint) {
    writer.uint32(66).fork().uint32(9).double(value.latitude).uint32(17).double(value.longitude);
    writer.ldelim();
  } else if (Array.isArray(value)) {
    encodeArray(value, writer.uint32(74).fork());
    writer.ldelim();
  } else {
    encodeFields(value, writer.uint32(50).fork(), 10);
    writer.ldelim();
  }
}

/** The protobuf form of a document, encoded once and kept with it. */
export function encodedDocument(document: Document): Uint8Array {
  if (document.encoded) return document.encoded;
  const writer = protobuf.Writer.create();
  writer.uint32(10).string(document.name);
  encodeFields(document.fields, writer, 18);
  if (document.createTime) {
    encodeTimestamp(document.createTime, writer.uint32(26).fork());
    writer.ldelim();
  }
  if (document.updateTime) {
    encodeTimestamp(document.updateTime, writer.uint32(34).fork());
    writer.ldelim();
  }
  document.encoded = writer.finish();
  return document.encoded;
}
