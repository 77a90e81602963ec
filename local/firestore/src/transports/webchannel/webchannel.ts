import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FirestoreCore } from '../../firestore-core.ts';
import type { ListenHub } from '../../listen/listen-hub.ts';
import { StatusError, statusOf } from '../../status.ts';
import { callerOf } from '../caller-of.ts';
import { readBody } from '../http-answer.ts';
import type { HttpHandler } from '../http.ts';
import { chunk, Channel, KEEP_ALIVE_MS } from './channel.ts';
import { listenCall, writeCall } from './channel-call.ts';

const HEADERS = {
  'Content-Type': 'text/plain; charset=utf-8',
  'Cache-Control': 'no-cache',
  'X-Content-Type-Options': 'nosniff',
};
/** A long poll answers at the latest after this, which is before the keep-alive interval. */
const LONGEST_POLL_MS = 25_000;
/** What a browser opens to a host. Once back channels hold them all, nothing else gets through. */
const CONNECTIONS = 6;
/** How long so many back channels are held before they make way for what may wait behind them. */
const TURN_MS = 200;

/** The Authorization among `Name:value` lines, which travel in the body to spare a preflight. */
function authorizationIn(lines: string | null): string | undefined {
  for (const line of (lines ?? '').split('\r\n')) {
    const colon = line.indexOf(':');
    if (line.slice(0, colon).toLowerCase() === 'authorization') return line.slice(colon + 1).trim();
  }
  return undefined;
}

function takeMessages(channel: Channel, form: URLSearchParams): void {
  const first = Number(form.get('ofs') ?? 0);
  const count = Math.min(Number(form.get('count') ?? 0), 1000);
  for (let i = 0; i < count; i += 1) {
    const text = form.get(`req${i}___data__`);
    if (text !== null) channel.receive(first + i, text);
  }
}

/** Closes every channel, for a server that stops. */
export interface WebChannels {
  readonly handle: HttpHandler;
  readonly close: () => void;
}

/** `/google.firestore.v1.Firestore/{Listen,Write}/channel`: how browsers hold their two streams. */
export function webChannels(core: FirestoreCore, hub: ListenHub): WebChannels {
  const channels = new Map<string, Channel>();
  let turn: NodeJS.Timeout | null = null;

  function takeTurns(): void {
    turn ??= setTimeout(() => {
      turn = null;
      const held = [...channels.values()].filter(({ isHeld }) => isHeld);
      if (held.length >= CONNECTIONS) for (const channel of held) channel.makeWay();
    }, TURN_MS).unref();
  }

  function begin(method: string, url: URL, form: URLSearchParams, response: ServerResponse): void {
    const channel = new Channel((closed) => channels.delete(closed.id));
    channels.set(channel.id, channel);
    const hello = JSON.stringify([[0, ['c', channel.id, '', 8, 14, KEEP_ALIVE_MS]]]);
    response.writeHead(200, HEADERS).end(chunk(hello));
    try {
      const lines = form.get('headers') ?? url.searchParams.get('$httpHeaders');
      const caller = callerOf(authorizationIn(lines));
      channel.attach(
        method === 'Listen'
          ? listenCall(core, hub, caller, channel)
          : writeCall(core, caller, channel),
      );
    } catch (error) {
      channel.fail(statusOf(error));
    }
    takeMessages(channel, form);
  }

  async function post(
    method: string,
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> {
    const form = new URLSearchParams(await readBody(request));
    const sid = url.searchParams.get('SID');
    if (sid === null) {
      begin(method, url, form, response);
      return;
    }
    const channel = channels.get(sid);
    if (!channel) {
      response.writeHead(400, HEADERS).end('Unknown SID');
      return;
    }
    channel.acknowledge(Number(url.searchParams.get('AID') ?? 0));
    takeMessages(channel, form);
    response.writeHead(200, HEADERS).end(channel.state());
  }

  function get(response: ServerResponse, url: URL): void {
    const channel = channels.get(url.searchParams.get('SID') ?? '');
    if (!channel) {
      response.writeHead(400, HEADERS).end('Unknown SID');
      return;
    }
    const acknowledged = Number(url.searchParams.get('AID') ?? 0) || 0;
    const timeout = Number(url.searchParams.get('TO') ?? LONGEST_POLL_MS) || LONGEST_POLL_MS;
    const longPoll = url.searchParams.get('CI') === '1';
    channel.open(response, acknowledged, longPoll, Math.min(timeout, LONGEST_POLL_MS));
    takeTurns();
  }

  return {
    async handle(request, response, url) {
      const method = /^\/google\.firestore\.v1\.Firestore\/(Listen|Write)\/channel$/.exec(
        url.pathname,
      )?.[1];
      if (method === undefined) {
        throw new StatusError('UNIMPLEMENTED', `${url.pathname} is not supported by this server.`);
      }
      if (url.searchParams.get('TYPE') === 'terminate') {
        channels.get(url.searchParams.get('SID') ?? '')?.close();
        response.writeHead(200, HEADERS).end();
      } else if (request.method === 'POST') await post(method, request, response, url);
      else get(response, url);
    },
    close() {
      if (turn) clearTimeout(turn);
      for (const channel of [...channels.values()]) channel.close();
    },
  };
}
