import type { IncomingMessage, ServerResponse } from 'node:http';
import { invalid } from '../status.ts';
import type { StatusError } from '../status.ts';
import type { Json } from '../values/value-json.ts';
import { MAX_REQUEST_BYTES } from './grpc-frames.ts';

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > 2 * MAX_REQUEST_BYTES) throw invalid('Request payload size exceeds the limit.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw invalid(`Path segment "${segment}" is not percent-encoded text.`);
  }
}

export function parseJson(text: string): Json {
  try {
    return text.trim() === '' ? {} : (JSON.parse(text) as Json);
  } catch {
    throw invalid('The body is not JSON.');
  }
}

/** Browsers send credentials with every request, which forbids the wildcard. */
export function allowOrigin(request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Allow-Credentials', 'true');
  response.setHeader('Vary', 'Origin');
}

export function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  const headers = request.headers['access-control-request-headers'];
  if (headers !== undefined) response.setHeader('Access-Control-Allow-Headers', headers);
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE, OPTIONS');
  response.setHeader('Access-Control-Max-Age', '3600');
  if (request.headers['access-control-request-private-network'] === 'true') {
    response.setHeader('Access-Control-Allow-Private-Network', 'true');
  }
  response.writeHead(204).end();
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(text);
}

export const errorBody = (error: StatusError): { error: Json } => ({
  error: { code: error.httpStatus, message: error.message, status: error.status },
});
