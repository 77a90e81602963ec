import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request to the Messages API, as far as the coach makes use of it. */
export interface MessagesRequest {
  model: string;
  max_tokens: number;
  system: { type: string; text: string; cache_control?: { type: string } }[];
  messages: { role: string; content: string }[];
  output_config: { effort?: string; format: { type: string; schema: unknown } };
}

/** How the stand-in answers a request. */
export type Reply =
  | { text: string; stopReason?: string }
  | { status: number; body?: string; headers?: Record<string, string> }
  | { silence: 'hang' | 'drop' };

export interface MessagesApi {
  baseUrl: string;
  requests: MessagesRequest[];
  /** Decides the answers from now on. */
  answer: (reply: (request: MessagesRequest, index: number) => Reply) => void;
  stop: () => Promise<void>;
}

/** About four characters of English make a token. */
const tokensOf = (text: string) => Math.ceil(text.length / 4);

/**
 * Stands in for the Messages API over HTTP: counts tokens roughly, and keeps the part of a request
 * up to its cache mark, so that the same part again is read from the cache.
 */
export async function startMessagesApi(): Promise<MessagesApi> {
  const requests: MessagesRequest[] = [];
  const cached = new Set<string>();
  let reply: (request: MessagesRequest, index: number) => Reply = () => ({ status: 500 });

  const server = createServer((request, response) => {
    void handle(request, response);
  });
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as MessagesRequest;
    requests.push(body);
    const answer = reply(body, requests.length - 1);
    if ('silence' in answer) {
      if (answer.silence === 'drop') response.destroy();
      return;
    }
    if ('status' in answer) {
      const type = answer.status === 529 ? 'overloaded_error' : 'api_error';
      const error = { type: 'error', error: { type, message: 'no' } };
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(answer.body ?? JSON.stringify(error));
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(message(body, answer.text, answer.stopReason ?? 'end_turn')));
  }

  function message(request: MessagesRequest, text: string, stopReason: string) {
    const marked = request.system.filter((block) => block.cache_control !== undefined);
    const fixed = JSON.stringify([request.model, request.output_config, marked]);
    const isHit = cached.has(fixed);
    if (marked.length > 0) cached.add(fixed);
    const fixedTokens = tokensOf(marked.map((block) => block.text).join(''));
    return {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: request.model,
      content: text === '' ? [] : [{ type: 'text', text, citations: null }],
      stop_reason: stopReason,
      stop_sequence: null,
      usage: {
        input_tokens: tokensOf(request.messages.map(({ content }) => content).join('')),
        cache_creation_input_tokens: isHit ? 0 : fixedTokens,
        cache_read_input_tokens: isHit ? fixedTokens : 0,
        output_tokens: Math.max(1, tokensOf(text)),
      },
    };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    answer: (next) => {
      reply = next;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
