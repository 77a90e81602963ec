import type { IncomingMessage } from 'node:http';
import type { FirestoreCore } from '../firestore-core.ts';
import { methodNamed } from '../methods/method-table.ts';
import { messageFromJson, messageToJson } from '../protocol/message-json.ts';
import { StatusError } from '../status.ts';
import { isJsonObject } from '../values/value-json.ts';
import type { Json, JsonObject } from '../values/value-json.ts';
import { callerOf } from './caller-of.ts';
import { answerJson, decodeSegment, parseJson, readBody } from './http-answer.ts';
import type { HttpHandler } from './http.ts';

/** Verbs of `POST …:verb`; of each request the field that the path carries. */
const VERBS: ReadonlyMap<string, { method: string; place: 'database' | 'parent' }> = new Map([
  ['commit', { method: 'Commit', place: 'database' }],
  ['batchGet', { method: 'BatchGetDocuments', place: 'database' }],
  ['batchWrite', { method: 'BatchWrite', place: 'database' }],
  ['beginTransaction', { method: 'BeginTransaction', place: 'database' }],
  ['rollback', { method: 'Rollback', place: 'database' }],
  ['runQuery', { method: 'RunQuery', place: 'parent' }],
  ['runAggregationQuery', { method: 'RunAggregationQuery', place: 'parent' }],
  ['partitionQuery', { method: 'PartitionQuery', place: 'parent' }],
  ['listCollectionIds', { method: 'ListCollectionIds', place: 'parent' }],
]);

interface RestCall {
  method: string;
  request: JsonObject;
}

/** Query parameters such as `mask.fieldPaths=a&mask.fieldPaths=b` as the message they stand for. */
function messageOfParameters(url: URL): JsonObject {
  const message: JsonObject = {};
  for (const key of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(key);
    const [head = '', leaf] = key.split('.');
    const value: Json = leaf === 'fieldPaths' ? values : (values[0] ?? '');
    const known = message[head];
    if (leaf === undefined) message[head] = value;
    else message[head] = { ...(isJsonObject(known) ? known : {}), [leaf]: value };
  }
  return message;
}

/** Parameters are text; these fields of requests are not. */
function typedParameters(message: JsonObject): JsonObject {
  const typed = { ...message };
  if (typeof typed.showMissing === 'string') typed.showMissing = typed.showMissing === 'true';
  const precondition = typed.currentDocument;
  if (isJsonObject(precondition) && typeof precondition.exists === 'string') {
    typed.currentDocument = { ...precondition, exists: precondition.exists === 'true' };
  }
  return typed;
}

function verbCall(path: string, verb: string, body: JsonObject): RestCall {
  const known = VERBS.get(verb);
  if (!known) throw new StatusError('UNIMPLEMENTED', `:${verb} is not supported by this server.`);
  const place = known.place === 'database' ? path.replace(/\/documents$/, '') : path;
  return { method: known.method, request: { ...body, [known.place]: place } };
}

function resourceCall(verb: string, path: string, body: JsonObject, url: URL): RestCall {
  const segments = path.split('/').slice(5);
  const parameters = typedParameters(messageOfParameters(url));
  const isDocument = segments.length > 0 && segments.length % 2 === 0;
  const collection = {
    parent: path.slice(0, path.lastIndexOf('/')),
    collectionId: segments.at(-1) ?? '',
  };
  switch (`${verb} ${isDocument ? 'document' : 'collection'}`) {
    case 'GET document':
      return { method: 'GetDocument', request: { ...parameters, name: path } };
    case 'DELETE document':
      return { method: 'DeleteDocument', request: { ...parameters, name: path } };
    case 'PATCH document':
      return {
        method: 'UpdateDocument',
        request: { ...parameters, document: { ...body, name: path } },
      };
    case 'GET collection':
      return { method: 'ListDocuments', request: { ...parameters, ...collection } };
    case 'POST collection':
      return {
        method: 'CreateDocument',
        request: { ...parameters, ...collection, document: body },
      };
    default:
      throw new StatusError('UNIMPLEMENTED', `${verb} of ${path} is not supported by this server.`);
  }
}

/** The verb is cut off and segments are split before decoding: ids may contain both characters. */
function callOf(request: IncomingMessage, body: Json, url: URL): RestCall {
  const raw = url.pathname.slice('/v1/'.length);
  const colon = request.method === 'POST' ? raw.lastIndexOf(':') : -1;
  const path = (colon < 0 ? raw : raw.slice(0, colon)).split('/').map(decodeSegment).join('/');
  const message = isJsonObject(body) ? body : {};
  if (colon >= 0) return verbCall(path, raw.slice(colon + 1), message);
  return resourceCall(request.method ?? '', path, message, url);
}

/** The REST form of every method, as browsers, the Lite SDK and curl use it. */
export function restHandler(core: FirestoreCore): HttpHandler {
  return async (request, response, url) => {
    const body = parseJson(await readBody(request));
    const caller = callerOf(request.headers.authorization);
    const call = callOf(request, body, url);
    const method = methodNamed(call.method);
    const message = messageFromJson<object>(method.request, call.request);
    const answer = await method.run(core, caller, message);
    const json = method.streams
      ? (answer as object[]).map((one) => messageToJson(method.response, one))
      : messageToJson(method.response, answer);
    core.store.journal.whenDurable(() => answerJson(response, 200, json));
  };
}
