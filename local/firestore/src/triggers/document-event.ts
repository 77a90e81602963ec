import { randomUUID } from 'node:crypto';
import protobuf from 'protobufjs';
import type { Change } from '../store/journal.ts';
import { formatFieldPath } from '../values/field-path.ts';
import { identicalValues } from '../values/identical-values.ts';
import { pathSegments } from '../values/resource-name.ts';
import { Timestamp } from '../values/value.ts';
import type { MapValue } from '../values/value.ts';
import { encodedDocument } from '../values/value-protobuf.ts';
import { timestampToJson } from '../values/value-json.ts';
import type { Trigger } from './trigger.ts';

/** An event that waits for its delivery; everything needed to send it except where. */
export interface DocumentEvent {
  readonly triggerId: string;
  readonly headers: Readonly<Record<string, string>>;
  /** DocumentEventData as base64. */
  readonly body: string;
}

/** Paths of fields that differ, as deep as both sides are maps. */
function changedPaths(before: MapValue, after: MapValue, parent: readonly string[] = []): string[] {
  const paths: string[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const path = [...parent, key];
    const old = before.get(key);
    const now = after.get(key);
    if (old instanceof Map && now instanceof Map) paths.push(...changedPaths(old, now, path));
    else if (old === undefined || now === undefined || !identicalValues(old, now)) {
      paths.push(formatFieldPath(path));
    }
  }
  return paths;
}

/** `google.events.cloud.firestore.v1.DocumentEventData`: value 1, old_value 2, update_mask 3. */
function eventBody({ before, after }: Change): Uint8Array {
  const writer = protobuf.Writer.create();
  if (after) writer.uint32(10).bytes(encodedDocument(after));
  if (before) writer.uint32(18).bytes(encodedDocument(before));
  if (before && after) {
    writer.uint32(26).fork();
    for (const path of changedPaths(before.fields, after.fields)) writer.uint32(10).string(path);
    writer.ldelim();
  }
  return writer.finish();
}

/** The CloudEvent that Eventarc would send for a change, in binary HTTP form. */
export function documentEvent(trigger: Trigger, change: Change, version: number): DocumentEvent {
  const [, project = '', , database = ''] = change.name.split('/');
  const document = pathSegments(change.name).join('/');
  const headers = {
    'ce-specversion': '1.0',
    'ce-id': randomUUID(),
    'ce-type': trigger.eventType,
    'ce-source': `//firestore.googleapis.com/projects/${project}/databases/${database}`,
    'ce-subject': `documents/${document}`,
    'ce-time': timestampToJson(Timestamp.fromMicros(version)),
    'ce-document': document,
    'ce-project': project,
    'ce-database': database,
    'ce-namespace': '(default)',
    'ce-location': 'nam5',
    'ce-datacontenttype': 'application/protobuf',
    'ce-dataschema':
      'https://github.com/googleapis/google-cloudevents/blob/main/proto/google/events/cloud/firestore/v1/data.proto',
    'content-type': 'application/protobuf',
  };
  return {
    triggerId: trigger.id,
    headers,
    body: Buffer.from(eventBody(change)).toString('base64'),
  };
}
