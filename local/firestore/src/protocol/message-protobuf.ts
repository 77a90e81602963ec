import protobuf from 'protobufjs';
import { invalid, StatusError } from '../status.ts';
import { Document } from '../values/document.ts';
import type { Timestamp, Value } from '../values/value.ts';
import {
  decodeArray,
  decodeDocument,
  decodeTimestamp,
  decodeValue,
  encodeArray,
  encodedDocument,
  encodeTimestamp,
  encodeValue,
  toBigInt,
  writeInt64,
} from '../values/value-protobuf.ts';
import type { FieldShape, MessageShape } from './message-shapes.ts';

type Reader = protobuf.Reader;
type Writer = protobuf.Writer;
type Plain = Record<string, unknown>;

const VARINT = new Set(['bool', 'int32', 'int64', 'enum']);

function wireType(field: FieldShape): number {
  if (field.map) return 2;
  if (VARINT.has(field.kind)) return 0;
  return field.kind === 'double' ? 1 : 2;
}

function decodeWrapped(reader: Reader, end: number, read: () => unknown, zero: unknown): unknown {
  let value = zero;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) value = read();
    else reader.skipType(tag & 7);
  }
  return value;
}

function readOne(reader: Reader, field: FieldShape): unknown {
  switch (field.kind) {
    case 'string':
      return reader.string();
    case 'bytes':
      return Uint8Array.from(reader.bytes());
    case 'bool':
      return reader.bool();
    case 'int32':
      return reader.int32();
    case 'int64':
      return toBigInt(reader.int64());
    case 'double':
      return reader.double();
    case 'enum': {
      const number = reader.int32();
      const name = field.enumNames[number];
      if (name === undefined) throw invalid(`${field.name} has the unknown value ${number}.`);
      return name;
    }
    default:
  }
  const end = reader.uint32() + reader.pos;
  if (end > reader.len) throw invalid(`${field.name} is longer than its message.`);
  switch (field.kind) {
    case 'Value':
      return decodeValue(reader, end);
    case 'ArrayValue':
      return decodeArray(reader, end, 0);
    case 'Document':
      return decodeDocument(reader, end);
    case 'Timestamp':
      return decodeTimestamp(reader, end);
    case 'Int32Value':
      return decodeWrapped(reader, end, () => reader.int32(), 0);
    case 'Int64Value':
      return decodeWrapped(reader, end, () => toBigInt(reader.int64()), 0n);
    case 'DoubleValue':
      return decodeWrapped(reader, end, () => reader.double(), 0);
    case 'message':
      return field.message ? decodeFrom(reader, end, field.message) : undefined;
  }
}

function readMapEntry(reader: Reader, field: FieldShape, into: Plain): void {
  const end = reader.uint32() + reader.pos;
  let key = '';
  let value: unknown;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === 10) key = reader.string();
    else if (tag >>> 3 === 2) value = readOne(reader, field);
    else reader.skipType(tag & 7);
  }
  const entries = (into[field.name] ??= {}) as Plain;
  Object.defineProperty(entries, key, { value, enumerable: true, configurable: true });
}

function readPacked(reader: Reader, field: FieldShape, into: unknown[]): void {
  const end = reader.uint32() + reader.pos;
  while (reader.pos < end) into.push(readOne(reader, field));
}

function decodeFrom(reader: Reader, end: number, shape: MessageShape): Plain {
  const message: Plain = {};
  while (reader.pos < end) {
    const tag = reader.uint32();
    const field = shape.byId[tag >>> 3];
    const packed = field?.repeated === true && (tag & 7) === 2 && wireType(field) !== 2;
    if (!field || (!packed && wireType(field) !== (tag & 7))) {
      if (field) throw invalid(`${shape.name}.${field.name} has the wrong wire type.`);
      reader.skipType(tag & 7);
    } else if (field.map) {
      readMapEntry(reader, field, message);
    } else if (field.repeated) {
      const list = (message[field.name] ??= []) as unknown[];
      if (!packed) list.push(readOne(reader, field));
      else readPacked(reader, field, list);
    } else {
      message[field.name] = readOne(reader, field);
    }
  }
  return message;
}

/** Decodes a protobuf message into a plain object; absent fields are absent. */
export function decodeMessage<T>(shape: MessageShape, bytes: Uint8Array): T {
  const reader = protobuf.Reader.create(bytes);
  try {
    return decodeFrom(reader, bytes.length, shape) as T;
  } catch (error) {
    if (error instanceof StatusError) throw error;
    throw invalid(`${shape.name} is not a valid message: ${(error as Error).message}`);
  }
}

function writeOne(writer: Writer, field: FieldShape, value: unknown): void {
  switch (field.kind) {
    case 'string':
      writer.string(value as string);
      return;
    case 'bytes':
      writer.bytes(value as Uint8Array);
      return;
    case 'bool':
      writer.bool(value as boolean);
      return;
    case 'int32':
      writer.int32(value as number);
      return;
    case 'int64':
      writeInt64(writer, value as bigint);
      return;
    case 'double':
      writer.double(value as number);
      return;
    case 'enum':
      writer.int32(field.enumNumbers[value as string] ?? 0);
      return;
    case 'Document':
      writer.bytes(encodedDocument(value as Document));
      return;
    default:
  }
  writer.fork();
  if (field.kind === 'Value') encodeValue(value as Value, writer);
  else if (field.kind === 'ArrayValue') encodeArray(value as Value[], writer);
  else if (field.kind === 'Timestamp') encodeTimestamp(value as Timestamp, writer);
  else if (field.kind === 'Int32Value') writer.uint32(8).int32(value as number);
  else if (field.kind === 'Int64Value') writeInt64(writer.uint32(8), value as bigint);
  else if (field.kind === 'DoubleValue') writer.uint32(9).double(value as number);
  else if (field.message) encodeInto(writer, field.message, value as Plain);
  writer.ldelim();
}

function elementWireType(field: FieldShape): number {
  if (VARINT.has(field.kind)) return 0;
  return field.kind === 'double' ? 1 : 2;
}

function encodeInto(writer: Writer, shape: MessageShape, message: Plain): void {
  for (const field of shape.fields) {
    const value = message[field.name];
    if (value === undefined) continue;
    const tag = (field.id << 3) | wireType(field);
    if (field.map) {
      for (const [key, entry] of Object.entries(value as Plain)) {
        writer.uint32(tag).fork().uint32(10).string(key);
        writeOne(writer.uint32((2 << 3) | elementWireType(field)), field, entry);
        writer.ldelim();
      }
    } else if (field.repeated) {
      for (const element of value as unknown[]) writeOne(writer.uint32(tag), field, element);
    } else {
      writeOne(writer.uint32(tag), field, value);
    }
  }
}

/** Encodes a plain object; fields that are undefined are left out. */
export function encodeMessage(shape: MessageShape, message: object): Uint8Array {
  if (message instanceof Document) return encodedDocument(message);
  const writer = protobuf.Writer.create();
  encodeInto(writer, shape, message as Plain);
  return writer.finish();
}
