import { invalid } from '../status.ts';
import { Document } from '../values/document.ts';
import type { Timestamp, Value } from '../values/value.ts';
import {
  bytesFromJson,
  documentFromJson,
  documentToJson,
  doubleFromJson,
  doubleToJson,
  integerFromJson,
  isJsonObject,
  timestampFromJson,
  timestampToJson,
  valueFromJson,
  valuesFromJson,
  valueToJson,
} from '../values/value-json.ts';
import type { Json, JsonObject } from '../values/value-json.ts';
import type { FieldShape, MessageShape } from './message-shapes.ts';

type Plain = Record<string, unknown>;

function int32FromJson(json: Json): number {
  const value = Number(integerFromJson(json));
  if ((value | 0) !== value) throw invalid(`Integer ${value} does not fit 32 bits.`);
  return value;
}

/** DocumentMask is the one message whose JSON form may also be a comma-separated string. */
function messageOf(field: FieldShape, json: Json): unknown {
  if (!field.message) return undefined;
  if (field.message.name === 'DocumentMask' && typeof json === 'string') {
    return { fieldPaths: json.split(',').filter((path) => path !== '') };
  }
  return messageFromJson(field.message, json);
}

function oneFromJson(field: FieldShape, json: Json): unknown {
  switch (field.kind) {
    case 'string':
      if (typeof json !== 'string') throw invalid(`${field.name} is not a string.`);
      return json;
    case 'bytes':
      return bytesFromJson(json);
    case 'bool':
      if (typeof json !== 'boolean') throw invalid(`${field.name} is not true or false.`);
      return json;
    case 'int32':
    case 'Int32Value':
      return int32FromJson(isJsonObject(json) ? (json.value ?? 0) : json);
    case 'int64':
    case 'Int64Value':
      return integerFromJson(isJsonObject(json) ? (json.value ?? 0) : json);
    case 'double':
    case 'DoubleValue':
      return doubleFromJson(isJsonObject(json) ? (json.value ?? 0) : json);
    case 'enum': {
      const name = typeof json === 'number' ? field.enumNames[json] : json;
      if (typeof name !== 'string' || field.enumNumbers[name] === undefined) {
        throw invalid(`${field.name} has the unknown value ${JSON.stringify(json)}.`);
      }
      return name;
    }
    case 'Value':
      return valueFromJson(json);
    case 'ArrayValue':
      return valuesFromJson(json);
    case 'Document':
      return documentFromJson(json);
    case 'Timestamp':
      return timestampFromJson(json);
    case 'message':
      return messageOf(field, json);
  }
}

/** Reads proto3 JSON into the same plain objects that protobuf decoding gives. */
export function messageFromJson<T>(shape: MessageShape, json: Json): T {
  if (!isJsonObject(json)) throw invalid(`${shape.name} is not an object.`);
  const message: Plain = {};
  for (const [key, value] of Object.entries(json)) {
    const field = shape.byName.get(key);
    if (!field) continue;
    if (value === null && field.kind !== 'Value') continue;
    if (field.map) {
      if (!isJsonObject(value)) throw invalid(`${shape.name}.${key} is not an object.`);
      message[key] = Object.fromEntries(
        Object.entries(value).map(([k, v]) => [k, oneFromJson(field, v)]),
      );
    } else if (field.repeated) {
      if (!Array.isArray(value)) throw invalid(`${shape.name}.${key} is not an array.`);
      message[key] = value.map((element) => oneFromJson(field, element));
    } else {
      message[key] = oneFromJson(field, value);
    }
  }
  return message as T;
}

function oneToJson(field: FieldShape, value: unknown): Json {
  switch (field.kind) {
    case 'bytes':
      return Buffer.from(value as Uint8Array).toString('base64');
    case 'int64':
    case 'Int64Value':
      return (value as bigint).toString();
    case 'double':
    case 'DoubleValue':
      return doubleToJson(value as number);
    case 'Value':
      return valueToJson(value as Value);
    case 'ArrayValue':
      return { values: (value as Value[]).map(valueToJson) };
    case 'Document':
      return documentToJson(value as Document);
    case 'Timestamp':
      return timestampToJson(value as Timestamp);
    case 'message':
      return field.message ? messageToJson(field.message, value as object) : null;
    default:
      return value as Json;
  }
}

/** Prints a plain message as proto3 JSON. */
export function messageToJson(shape: MessageShape, message: object): JsonObject {
  if (message instanceof Document) return documentToJson(message);
  const json: JsonObject = {};
  for (const field of shape.fields) {
    const value = (message as Plain)[field.name];
    if (value === undefined) continue;
    if (field.map) {
      json[field.name] = Object.fromEntries(
        Object.entries(value as Plain).map(([key, entry]) => [key, oneToJson(field, entry)]),
      );
    } else if (field.repeated) {
      json[field.name] = (value as unknown[]).map((element) => oneToJson(field, element));
    } else {
      json[field.name] = oneToJson(field, value);
    }
  }
  return json;
}
