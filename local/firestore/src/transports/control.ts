import type { IncomingMessage, ServerResponse } from 'node:http';
import { RulesSyntaxError } from '../rules/index.ts';
import { invalid, StatusError } from '../status.ts';
import { isJsonObject } from '../values/value-json.ts';
import type { Json, JsonObject } from '../values/value-json.ts';
import { answerJson, decodeSegment, parseJson, readBody } from './http-answer.ts';

/** What tools may do to the server itself, without credentials. */
export interface Controls {
  loadRules(source: string): void;
  coverage(): unknown;
  bill(): object;
  resetBill(): void;
  /** Deletes every document of a database, telling listeners. */
  clear(database: string): Promise<void>;
  putTrigger(id: string, registration: JsonObject): void;
  removeTrigger(id: string): void;
  putFunctionTrigger(project: string, id: string, registration: JsonObject): void;
}

function rulesOf(body: Json): string {
  const rules = isJsonObject(body) ? body.rules : undefined;
  const files = isJsonObject(rules) && Array.isArray(rules.files) ? rules.files : [];
  const [file] = files;
  const content = isJsonObject(file) ? file.content : undefined;
  if (typeof content !== 'string') throw invalid('The body has no rules.files[0].content.');
  return content;
}

function putRules(controls: Controls, body: Json, response: ServerResponse): void {
  try {
    controls.loadRules(rulesOf(body));
    answerJson(response, 200, {});
  } catch (error) {
    if (!(error instanceof RulesSyntaxError)) throw error;
    if (isJsonObject(body) && body.ignore_errors === true) {
      const issues = error.issues.map(({ line, column, message }) => ({
        severity: 'ERROR',
        description: message,
        sourcePosition: { fileName: 'security.rules', line, column },
      }));
      answerJson(response, 200, { issues });
      return;
    }
    throw invalid(`The rules have errors:\n${error.message}`);
  }
}

function registrationOf(body: Json): JsonObject {
  if (!isJsonObject(body)) throw invalid('The body is not a JSON object.');
  return body;
}

/** Answers `/emulator/v1/…`, the endpoints that tools and test libraries use. */
export async function control(
  controls: Controls,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const route = `${request.method ?? ''} ${decodeSegment(url.pathname)}`;
  const body = parseJson(await readBody(request));
  const clear = /^DELETE \/emulator\/v1\/(projects\/[^/]+\/databases\/[^/]+)\/documents$/.exec(
    route,
  );
  const trigger =
    /^(PUT|DELETE) \/emulator\/v1\/projects\/[^/]+\/cloudEventTriggers\/([^/]+)$/.exec(route);
  const eventarc = /^POST \/emulator\/v1\/projects\/([^/]+)\/eventarcTrigger$/.exec(route);
  if (/^PUT \/emulator\/v1\/projects\/[^/]+:securityRules$/.test(route)) {
    putRules(controls, body, response);
  } else if (clear?.[1] !== undefined) {
    await controls.clear(clear[1]);
    answerJson(response, 200, {});
  } else if (/^GET \/emulator\/v1\/projects\/[^/]+:billing$/.test(route)) {
    answerJson(response, 200, controls.bill());
  } else if (/^DELETE \/emulator\/v1\/projects\/[^/]+:billing$/.test(route)) {
    controls.resetBill();
    answerJson(response, 200, {});
  } else if (/^GET \/emulator\/v1\/projects\/[^/]+:ruleCoverage$/.test(route)) {
    answerJson(response, 200, controls.coverage());
  } else if (trigger?.[2] !== undefined) {
    if (trigger[1] === 'PUT') controls.putTrigger(trigger[2], registrationOf(body));
    else controls.removeTrigger(trigger[2]);
    answerJson(response, 200, {});
  } else if (eventarc?.[1] !== undefined) {
    const id = url.searchParams.get('eventarcTriggerId') ?? '';
    controls.putFunctionTrigger(eventarc[1], id, registrationOf(body));
    answerJson(response, 200, {});
  } else {
    throw new StatusError('UNIMPLEMENTED', `${route} is not supported by this server.`);
  }
}
