import { connect } from 'node:http2';
import type { ClientHttp2Session, ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2';
import { decodeMessage, encodeMessage } from '../src/protocol/message-protobuf.ts';
import { messageShape } from '../src/protocol/message-shapes.ts';
import { GrpcFrames, grpcFrame } from '../src/transports/grpc-frames.ts';

const HEADERS = {
  ':method': 'POST',
  'content-type': 'application/grpc',
  te: 'trailers',
  authorization: 'Bearer owner',
};

/** A gRPC client with as little of its own as possible, so that a bench measures the server. */
export class GrpcClient {
  readonly #session: ClientHttp2Session;

  constructor(port: number) {
    this.#session = connect(`http://127.0.0.1:${port}`, {
      settings: { initialWindowSize: 4 * 1024 * 1024 },
    });
    this.#session.setMaxListeners(0);
    // A lost connection fails the calls on it; it is no failure of its own.
    this.#session.on('error', () => undefined);
  }

  #open(method: string): ClientHttp2Stream {
    return this.#session.request({
      ...HEADERS,
      ':path': `/google.firestore.v1.Firestore/${method}`,
    });
  }

  /** Sends one encoded request and resolves with the encoded answers. */
  call(method: string, request: Uint8Array): Promise<Uint8Array[]> {
    return new Promise((resolve, reject) => {
      const stream = this.#open(method);
      const frames = new GrpcFrames();
      const answers: Uint8Array[] = [];
      let status = 'no status';
      stream.on('data', (chunk: Buffer) => answers.push(...frames.push(chunk)));
      stream.on('trailers', (trailers: IncomingHttpHeaders) => {
        status = String(trailers['grpc-status']);
      });
      stream.on('error', reject);
      stream.on('close', () => {
        if (status === '0') resolve(answers);
        else reject(new Error(`${method} answered ${status}`));
      });
      stream.end(grpcFrame(request));
    });
  }

  /** Opens a Listen stream for one document and reports each global snapshot. */
  listen(name: string, onSnapshot: () => void): void {
    const stream = this.#open('Listen');
    const frames = new GrpcFrames();
    const response = messageShape('ListenResponse');
    stream.on('data', (chunk: Buffer) => {
      for (const bytes of frames.push(chunk)) {
        const { targetChange } = decodeMessage<{
          targetChange?: { targetChangeType?: string; readTime?: unknown; targetIds?: number[] };
        }>(response, bytes);
        if (targetChange?.readTime && !targetChange.targetIds?.length) onSnapshot();
      }
    });
    const request = {
      database: name.slice(0, name.indexOf('/documents')),
      addTarget: { targetId: 1, documents: { documents: [name] } },
    };
    stream.write(grpcFrame(encodeMessage(messageShape('ListenRequest'), request)));
  }

  close(): void {
    this.#session.destroy();
  }
}
