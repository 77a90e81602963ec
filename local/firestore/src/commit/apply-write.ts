import type {
  FieldTransform,
  Precondition,
  WriteMessage,
  WriteResult,
} from '../protocol/messages.ts';
import { invalid, StatusError } from '../status.ts';
import { storedDocument } from '../values/document.ts';
import type { StoredDocument } from '../values/document.ts';
import { parseFieldPath, valueAt, withValueAt } from '../values/field-path.ts';
import { identicalValues } from '../values/identical-values.ts';
import { checkDocumentName } from '../values/resource-name.ts';
import type { MapValue, Timestamp, Value } from '../values/value.ts';
import { applyTransform } from './apply-transform.ts';
import { checkDocument } from './check-document.ts';

/** One write against the state it found. */
export interface AppliedWrite {
  readonly name: string;
  readonly kind: 'update' | 'delete' | 'verify';
  readonly before: StoredDocument | null;
  readonly after: StoredDocument | null;
  /** Says that the writer required the document to exist; rules then see an update. */
  readonly requiresExistence: boolean;
  /** Why the precondition does not hold; null when it does. */
  readonly refusal: StatusError | null;
  readonly result: WriteResult;
}

interface Target {
  name: string;
  kind: AppliedWrite['kind'];
}

export function targetOf(write: WriteMessage): Target {
  if (write.update) return { name: write.update.name, kind: 'update' };
  if (write.transform) return { name: write.transform.document ?? '', kind: 'update' };
  if (write.delete !== undefined) return { name: write.delete, kind: 'delete' };
  if (write.verify !== undefined) return { name: write.verify, kind: 'verify' };
  throw invalid('A write needs one of update, delete, verify or transform.');
}

function refusalOf(
  precondition: Precondition | undefined,
  before: StoredDocument | null,
  name: string,
): StatusError | null {
  if (!precondition) return null;
  if (precondition.exists === true && !before) {
    return new StatusError('NOT_FOUND', `No document to update: ${name}`);
  }
  if (precondition.exists === false && before) {
    return new StatusError('ALREADY_EXISTS', `Document already exists: ${name}`);
  }
  const { updateTime } = precondition;
  if (updateTime && before?.updateTime.toMicros() !== updateTime.toMicros()) {
    return new StatusError(
      'FAILED_PRECONDITION',
      `The stored version of ${name} does not match the required base version.`,
    );
  }
  return null;
}

function writtenFields(write: WriteMessage, before: StoredDocument | null): MapValue {
  const given: MapValue = write.update?.fields ?? new Map<string, Value>();
  const mask = write.transform ? {} : write.updateMask;
  if (!mask) return given;
  let fields: MapValue = before?.fields ?? new Map<string, Value>();
  for (const text of mask.fieldPaths ?? []) {
    const path = parseFieldPath(text);
    if (path[0] === '__name__') throw invalid('The update mask cannot contain "__name__".');
    fields = withValueAt(fields, path, valueAt(given, path));
  }
  return fields;
}

function transformed(
  fields: MapValue,
  transforms: readonly FieldTransform[],
  time: Timestamp,
): { fields: MapValue; results: Value[] } {
  const results: Value[] = [];
  let changed = fields;
  for (const transform of transforms) {
    const path = parseFieldPath(transform.fieldPath ?? '');
    const { value, result } = applyTransform(transform, valueAt(changed, path), time);
    changed = withValueAt(changed, path, value);
    results.push(result);
  }
  return { fields: changed, results };
}

/** Works out what one write makes of a document; stores nothing. */
export function applyWrite(
  write: WriteMessage,
  current: (name: string) => StoredDocument | null,
  time: Timestamp,
): AppliedWrite {
  const { name, kind } = targetOf(write);
  checkDocumentName(name);
  const before = current(name);
  const applied = {
    name,
    kind,
    before,
    requiresExistence: write.currentDocument?.exists === true,
    refusal: refusalOf(write.currentDocument, before, name),
  };
  if (kind === 'delete') return { ...applied, after: null, result: {} };
  if (kind === 'verify') return { ...applied, after: before, result: {} };

  const transforms = write.transform?.fieldTransforms ?? write.updateTransforms ?? [];
  const { fields, results } = transformed(writtenFields(write, before), transforms, time);
  const transformResults = transforms.length > 0 ? results : undefined;
  if (before && identicalValues(before.fields, fields)) {
    // A write that changes nothing keeps the update time and wakes nobody.
    const result = { updateTime: before.updateTime, transformResults };
    return { ...applied, after: before, result };
  }
  checkDocument(name, fields);
  const after = storedDocument(name, fields, before?.createTime ?? time, time);
  return { ...applied, after, result: { updateTime: time, transformResults } };
}
