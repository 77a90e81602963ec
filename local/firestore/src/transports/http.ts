import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { invalid, StatusError, statusOf } from '../status.ts';
import { control } from './control.ts';
import type { Controls } from './control.ts';
import { allowOrigin, answerJson, answerPreflight, errorBody } from './http-answer.ts';

/** Answers a request below one path prefix. */
export type HttpHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => Promise<void> | void;

export interface HttpTransport {
  readonly accept: (socket: Socket) => void;
}

/** HTTP/1.1 for connections accepted elsewhere: REST, WebChannel and the control endpoints. */
export function httpTransport(
  controls: Controls,
  handlers: ReadonlyMap<string, HttpHandler>,
): HttpTransport {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    allowOrigin(request, response);
    if (request.method === 'OPTIONS') {
      answerPreflight(request, response);
      return;
    }
    const url = URL.parse(request.url ?? '/', 'http://localhost');
    if (!url) throw invalid('The request path is not a URL path.');
    if (url.pathname === '/') {
      response.writeHead(200, { 'Content-Type': 'text/plain' }).end('Ok');
      return;
    }
    const handler = handlers.get(url.pathname.split('/')[1] ?? '');
    if (handler) await handler(request, response, url);
    else if (url.pathname.startsWith('/emulator/')) await control(controls, request, response, url);
    else throw new StatusError('NOT_FOUND', `${url.pathname} is not a path of this server.`);
  }

  const server = createServer({ requestTimeout: 0, headersTimeout: 0 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      const status = statusOf(error);
      if (response.headersSent) response.destroy();
      else answerJson(response, status.httpStatus, errorBody(status));
    });
  });
  return { accept: (socket) => void server.emit('connection', socket) };
}
