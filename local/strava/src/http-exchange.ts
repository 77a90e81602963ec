import type { IncomingMessage, ServerResponse } from 'node:http';

const MAX_BODY = 262_144;

/** One request read to the end, and ways to answer it. */
export interface Exchange {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  /** Fields of a form or of a JSON object, as texts. */
  fields: URLSearchParams;
  /** Set by a fault that wants the answer cut off in the middle. */
  truncated: boolean;
  response: ServerResponse;
}

function fieldsFrom(contentType: string, body: string): URLSearchParams {
  if (!contentType.includes('json')) return new URLSearchParams(body);
  const fields = new URLSearchParams();
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null) return fields;
    for (const [name, value] of Object.entries(parsed)) {
      for (const one of Array.isArray(value) ? (value as unknown[]) : [value as unknown]) {
        if (one === null || one === undefined) continue;
        fields.append(name, typeof one === 'string' ? one : JSON.stringify(one));
      }
    }
  } catch {
    return fields;
  }
  return fields;
}

export async function readExchange(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Exchange> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://sandbox'),
    headers: request.headers,
    fields: fieldsFrom(
      request.headers['content-type'] ?? '',
      Buffer.concat(chunks).toString('utf8'),
    ),
    truncated: false,
    response,
  };
}

export function sendJson(
  exchange: Exchange,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = body === null ? '' : JSON.stringify(body);
  const { response } = exchange;
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
  if (exchange.truncated && text.length > 1) {
    response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
    return;
  }
  response.end(text);
}

export function sendPage(exchange: Exchange, status: number, html: string): void {
  exchange.response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' });
  exchange.response.end(html);
}

export function redirect(exchange: Exchange, location: string): void {
  exchange.response.writeHead(exchange.method === 'POST' ? 303 : 302, { Location: location });
  exchange.response.end();
}

/** An error in Strava's form. */
export function sendFault(
  exchange: Exchange,
  status: number,
  triple: readonly [resource: string, field: string, code: string],
  headers: Record<string, string> = {},
): void {
  const [resource, field, code] = triple;
  const messages: Record<number, string> = {
    400: 'Bad Request',
    401: 'Authorization Error',
    403: 'Forbidden',
    404: 'Record Not Found',
    429: 'Rate Limit Exceeded',
  };
  const message = messages[status] ?? 'Error';
  sendJson(exchange, status, { message, errors: [{ resource, field, code }] }, headers);
}
