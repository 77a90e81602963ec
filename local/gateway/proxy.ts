import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade']);

/**
 * Passes a request on to a loopback port and the answer back, both as streams. Answers 502 in the
 * shape of the API's errors when nobody is there.
 */
export function proxyRequest(port: number, request: IncomingMessage, response: ServerResponse) {
  const upstream = httpRequest(
    {
      host: '127.0.0.1',
      port,
      method: request.method,
      path: request.url,
      headers: {
        ...request.headers,
        'x-forwarded-for': request.socket.remoteAddress ?? '',
        'x-forwarded-host': request.headers.host ?? '',
        'x-forwarded-proto': 'http',
      },
    },
    (answer) => {
      for (const [name, value] of Object.entries(answer.headers)) {
        if (value !== undefined && !HOP_BY_HOP.has(name)) response.setHeader(name, value);
      }
      response.writeHead(answer.statusCode ?? 502);
      answer.pipe(response);
      answer.once('error', () => response.destroy());
    },
  );
  upstream.once('error', () => {
    if (response.headersSent) response.destroy();
    else refuse(response);
  });
  response.once('close', () => upstream.destroy());
  request.pipe(upstream);
}

/** Joins a WebSocket handshake with the same on a loopback port (Vite's hot reload). */
export function proxyUpgrade(port: number, request: IncomingMessage, client: Duplex, head: Buffer) {
  const upstream = connect({ host: '127.0.0.1', port }, () => {
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
      lines.push(`${request.rawHeaders[index]}: ${request.rawHeaders[index + 1]}`);
    }
    upstream.write(`${lines.join('\r\n')}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(client).pipe(upstream);
  });
  upstream.once('error', () => client.destroy());
  client.once('error', () => upstream.destroy());
}

function refuse(response: ServerResponse): void {
  const message = 'This part of Training Monkey is starting again. Try once more in a moment.';
  response.writeHead(502, {
    'Content-Type': 'application/json; charset=utf-8',
    'Retry-After': '2',
  });
  response.end(JSON.stringify({ error: { code: 'upstream-unavailable', message } }));
}
