import { invalid, StatusError } from '../status.ts';
import { isJsonObject } from '../values/value-json.ts';
import type { Json, JsonObject } from '../values/value-json.ts';
import type { Trigger } from './trigger.ts';

function text(body: JsonObject, key: string): string {
  const value: Json | undefined = body[key];
  if (typeof value !== 'string') throw invalid(`A trigger needs "${key}" as a string.`);
  return value;
}

/** `{eventType, document, url}`: a trigger delivered straight to a URL. */
export const triggerFromJson = (id: string, body: JsonObject): Trigger => ({
  id,
  eventType: text(body, 'eventType'),
  document: text(body, 'document'),
  url: text(body, 'url'),
  encoding: 'bytes',
});

/** A trigger as the functions emulator registers it for functions of the second generation. */
export function functionTriggerFromJson(
  project: string,
  id: string,
  body: JsonObject,
  functionsEmulator: string | undefined,
): Trigger {
  if (functionsEmulator === undefined) {
    throw new StatusError('FAILED_PRECONDITION', 'Start with --functions_emulator HOST:PORT.');
  }
  const { document } = body;
  return {
    id,
    eventType: text(body, 'eventType'),
    document: text(isJsonObject(document) ? document : {}, 'value'),
    url: `http://${functionsEmulator}/functions/projects/${project}/triggers/${id}`,
    encoding: 'base64',
  };
}
