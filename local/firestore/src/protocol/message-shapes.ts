import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import protobuf from 'protobufjs';

/** Messages that have a form of their own here instead of a plain object. */
type Special =
  'Value' | 'ArrayValue' | 'Document' | 'Timestamp' | 'Int32Value' | 'Int64Value' | 'DoubleValue';

type Scalar = 'string' | 'bytes' | 'bool' | 'int32' | 'int64' | 'double';

export interface FieldShape {
  name: string;
  id: number;
  repeated: boolean;
  /** A map from string to this field's kind. */
  map: boolean;
  kind: Scalar | 'enum' | 'message' | Special;
  message: MessageShape | null;
  enumNames: Readonly<Record<number, string>>;
  enumNumbers: Readonly<Record<string, number>>;
}

export interface MessageShape {
  name: string;
  fields: FieldShape[];
  byId: (FieldShape | undefined)[];
  byName: Map<string, FieldShape>;
}

const SPECIAL: Readonly<Record<string, Special>> = {
  '.google.firestore.v1.Value': 'Value',
  '.google.firestore.v1.ArrayValue': 'ArrayValue',
  '.google.firestore.v1.Document': 'Document',
  '.google.protobuf.Timestamp': 'Timestamp',
  '.google.protobuf.Int32Value': 'Int32Value',
  '.google.protobuf.Int64Value': 'Int64Value',
  '.google.protobuf.DoubleValue': 'DoubleValue',
};

const SCALARS = new Set(['string', 'bytes', 'bool', 'int32', 'int64', 'double']);

function loadRoot(): protobuf.Root {
  const require = createRequire(import.meta.url);
  const library = dirname(require.resolve('@google-cloud/firestore/package.json'));
  const descriptor = readFileSync(join(library, 'build', 'protos', 'v1.json'), 'utf8');
  const root = protobuf.Root.fromJSON(JSON.parse(descriptor) as protobuf.INamespace);
  // The web SDK sends `verify` for a document a transaction only read; the public proto lacks it.
  root.lookupType('google.firestore.v1.Write').add(new protobuf.Field('verify', 5, 'string'));
  root.resolveAll();
  return root;
}

const root = loadRoot();
const shapes = new Map<string, MessageShape>();

function shapeOfField(field: protobuf.Field): FieldShape {
  const shape: FieldShape = {
    name: field.name,
    id: field.id,
    repeated: field.repeated,
    map: field.map,
    kind: 'message',
    message: null,
    enumNames: {},
    enumNumbers: {},
  };
  const type = field.resolvedType;
  if (type instanceof protobuf.Enum) {
    return { ...shape, kind: 'enum', enumNames: type.valuesById, enumNumbers: type.values };
  }
  if (type) {
    const special = SPECIAL[type.fullName];
    return special ? { ...shape, kind: special } : { ...shape, message: shapeOfType(type) };
  }
  if (!SCALARS.has(field.type)) throw new Error(`${field.fullName} has type ${field.type}`);
  return { ...shape, kind: field.type as Scalar };
}

/** google.protobuf.Any, Struct and the pipeline messages are outside the scope: left as unknown. */
const isKnown = (field: protobuf.Field): boolean => {
  const name = field.resolvedType?.fullName ?? '';
  return !/\.(Any|Struct|Duration|StructuredPipeline|ExplainMetrics|ExplainStats)$/.test(name);
};

function shapeOfType(type: protobuf.Type): MessageShape {
  const known = shapes.get(type.fullName);
  if (known) return known;
  const shape: MessageShape = { name: type.name, fields: [], byId: [], byName: new Map() };
  shapes.set(type.fullName, shape);
  for (const field of type.fieldsArray.filter(isKnown)) {
    const fieldShape = shapeOfField(field.resolve());
    shape.fields.push(fieldShape);
    shape.byId[field.id] = fieldShape;
    shape.byName.set(field.name, fieldShape);
  }
  return shape;
}

/** The shape of a message of `google.firestore.v1`, read from the protos of the official client. */
export const messageShape = (name: string): MessageShape =>
  shapeOfType(root.lookupType(name.includes('.') ? name : `google.firestore.v1.${name}`));
