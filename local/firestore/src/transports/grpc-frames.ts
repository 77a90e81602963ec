import { StatusError, invalid } from '../status.ts';

/** Firestore accepts requests up to 10 MiB. */
export const MAX_REQUEST_BYTES = 10 * 1024 * 1024 + 64 * 1024;

/** A message with gRPC's five-byte prefix: not compressed, length. */
export function grpcFrame(message: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(5 + message.length);
  frame[0] = 0;
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, 5);
  return frame;
}

/** Cuts incoming bytes into gRPC messages. */
export class GrpcFrames {
  #pending: Buffer | null = null;

  *push(chunk: Buffer): Iterable<Uint8Array> {
    let bytes = this.#pending ? Buffer.concat([this.#pending, chunk]) : chunk;
    while (bytes.length >= 5) {
      if (bytes[0] !== 0) {
        throw new StatusError('UNIMPLEMENTED', 'Compressed messages are not supported.');
      }
      const length = bytes.readUInt32BE(1);
      if (length > MAX_REQUEST_BYTES) throw invalid('Request payload size exceeds 10 MiB.');
      if (bytes.length < 5 + length) break;
      yield bytes.subarray(5, 5 + length);
      bytes = bytes.subarray(5 + length);
    }
    this.#pending = bytes.length > 0 ? bytes : null;
  }
}
