import { createServer } from 'node:http2';
import type {
  Http2Server,
  IncomingHttpHeaders,
  ServerHttp2Session,
  ServerHttp2Stream,
} from 'node:http2';
import type { Socket } from 'node:net';
import type { Caller } from '../commit/access-policy.ts';
import type { FirestoreCore } from '../firestore-core.ts';
import type { ListenHub } from '../listen/listen-hub.ts';
import { ListenStream } from '../listen/listen-stream.ts';
import { methodNamed } from '../methods/method-table.ts';
import type { Method } from '../methods/method-table.ts';
import { WriteStream } from '../methods/write-stream.ts';
import { decodeMessage, encodeMessage } from '../protocol/message-protobuf.ts';
import { messageShape } from '../protocol/message-shapes.ts';
import { statusOf } from '../status.ts';
import type { StatusError } from '../status.ts';
import { callerOf } from './caller-of.ts';
import { GrpcFrames, grpcFrame } from './grpc-frames.ts';

const SERVICE = '/google.firestore.v1.Firestore/';
const HEADERS = { ':status': 200, 'content-type': 'application/grpc' };

const LISTEN_REQUEST = messageShape('ListenRequest');
const LISTEN_RESPONSE = messageShape('ListenResponse');
const WRITE_REQUEST = messageShape('WriteRequest');
const WRITE_RESPONSE = messageShape('WriteResponse');

/** gRPC messages are percent-encoded outside printable ASCII. */
const encodeStatusMessage = (message: string): string =>
  message.replace(/[^ -$&-~]+/g, (text) => encodeURIComponent(text));

const trailersOf = (error: StatusError | null): Record<string, string> =>
  error
    ? { 'grpc-status': String(error.code), 'grpc-message': encodeStatusMessage(error.message) }
    : { 'grpc-status': '0' };

/** The answering side of one call. */
class Reply {
  readonly #stream: ServerHttp2Stream;
  #begun = false;
  #ended = false;

  constructor(stream: ServerHttp2Stream) {
    this.#stream = stream;
  }

  get #gone(): boolean {
    return this.#ended || this.#stream.destroyed || this.#stream.closed;
  }

  begin(): void {
    if (this.#gone || this.#begun) return;
    this.#begun = true;
    this.#stream.respond(HEADERS, { waitForTrailers: true });
  }

  send(frames: Buffer): void {
    if (this.#gone) return;
    this.begin();
    this.#stream.write(frames);
  }

  end(error: StatusError | null, last?: Buffer): void {
    if (this.#gone) return;
    this.#ended = true;
    const trailers = trailersOf(error);
    // An error that comes without headers makes the admin SDK repeat the call for seven seconds.
    if (!this.#begun) this.#stream.respond(HEADERS, { waitForTrailers: true });
    this.#stream.on('wantTrailers', () => this.#stream.sendTrailers(trailers));
    this.#stream.end(last);
  }
}

async function answerOnce(
  core: FirestoreCore,
  caller: Caller,
  method: Method,
  message: Uint8Array,
  reply: Reply,
): Promise<void> {
  try {
    const request = decodeMessage<object>(method.request, message);
    const answer = await method.run(core, caller, request);
    const answers = method.streams ? (answer as object[]) : [answer];
    const frames = answers.map((one) => grpcFrame(encodeMessage(method.response, one)));
    const all = frames.length === 1 && frames[0] ? frames[0] : Buffer.concat(frames);
    core.store.journal.whenDurable(() => reply.end(null, all));
  } catch (error) {
    reply.end(statusOf(error));
  }
}

interface Call {
  message(bytes: Uint8Array): void;
  /** The client will send no more. */
  halfClosed(): void;
  closed(): void;
}

function listenCall(core: FirestoreCore, hub: ListenHub, caller: Caller, reply: Reply): Call {
  reply.begin();
  const stream = new ListenStream(core, hub, caller, {
    send: (response) => reply.send(grpcFrame(encodeMessage(LISTEN_RESPONSE, response))),
  });
  return {
    message: (bytes) => stream.receive(decodeMessage(LISTEN_REQUEST, bytes)),
    halfClosed: () => reply.end(null),
    closed: () => stream.close(),
  };
}

function writeCall(core: FirestoreCore, caller: Caller, reply: Reply): Call {
  reply.begin();
  const stream = new WriteStream(core, caller, {
    send: (response) => reply.send(grpcFrame(encodeMessage(WRITE_RESPONSE, response))),
    fail: (error) => reply.end(error),
  });
  return {
    message: (bytes) => stream.receive(decodeMessage(WRITE_REQUEST, bytes)),
    halfClosed: () => core.store.journal.whenDurable(() => reply.end(null)),
    closed: () => stream.close(),
  };
}

function unaryCall(core: FirestoreCore, caller: Caller, method: Method, reply: Reply): Call {
  let answered = false;
  return {
    message(bytes) {
      if (answered) return;
      answered = true;
      void answerOnce(core, caller, method, bytes, reply);
    },
    // A message without bytes is legal and means an empty request.
    halfClosed() {
      if (!answered) this.message(new Uint8Array());
    },
    closed: () => undefined,
  };
}

function callFor(
  core: FirestoreCore,
  hub: ListenHub,
  headers: IncomingHttpHeaders,
  reply: Reply,
): Call {
  const path = headers[':path'];
  const name =
    typeof path === 'string' && path.startsWith(SERVICE) ? path.slice(SERVICE.length) : '';
  const caller = callerOf(headers.authorization);
  if (name === 'Listen') return listenCall(core, hub, caller, reply);
  if (name === 'Write') return writeCall(core, caller, reply);
  return unaryCall(core, caller, methodNamed(name), reply);
}

function serve(
  core: FirestoreCore,
  hub: ListenHub,
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
): void {
  const reply = new Reply(stream);
  const frames = new GrpcFrames();
  let call: Call | null = null;
  stream.on('error', () => undefined);
  stream.on('close', () => call?.closed());
  const guarded = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      reply.end(statusOf(error));
      call?.closed();
    }
  };
  if (!String(headers['content-type']).startsWith('application/grpc')) {
    stream.respond({ ':status': 415 }, { endStream: true });
    return;
  }
  guarded(() => {
    call = callFor(core, hub, headers, reply);
  });
  stream.on('data', (chunk: Buffer) => {
    guarded(() => {
      for (const message of frames.push(chunk)) call?.message(message);
    });
  });
  stream.on('end', () => guarded(() => call?.halfClosed()));
}

/** gRPC on HTTP/2 without TLS, for connections accepted elsewhere. */
export interface GrpcTransport {
  readonly accept: (socket: Socket) => void;
  close(): void;
}

export function grpcTransport(core: FirestoreCore, hub: ListenHub): GrpcTransport {
  const sessions = new Set<ServerHttp2Session>();
  const server: Http2Server = createServer({
    settings: { initialWindowSize: 4 * 1024 * 1024, maxConcurrentStreams: 1_000_000 },
    maxSessionMemory: 1000,
    streamResetBurst: 1_000_000,
    streamResetRate: 1_000_000,
  });
  server.on('session', (session) => {
    sessions.add(session);
    session.setLocalWindowSize(16 * 1024 * 1024);
    session.on('error', () => undefined);
    session.on('close', () => sessions.delete(session));
  });
  server.on('stream', (stream, headers) => serve(core, hub, stream, headers));
  server.on('sessionError', () => undefined);
  return {
    accept: (socket) => void server.emit('connection', socket),
    close() {
      for (const session of sessions) session.destroy();
    },
  };
}
