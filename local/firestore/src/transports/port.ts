import { createServer } from 'node:net';
import type { Socket } from 'node:net';

const PREFACE = Buffer.from('PRI * HTTP/2.0');

/** A TCP port that serves HTTP/2 and HTTP/1.1 clients alike, told apart by their first bytes. */
export interface Port {
  readonly number: number;
  close(): Promise<void>;
}

export interface Acceptors {
  http1(socket: Socket): void;
  http2(socket: Socket): void;
}

function sort(socket: Socket, acceptors: Acceptors): void {
  let received = Buffer.alloc(0);
  const onData = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk]);
    const known = Math.min(received.length, PREFACE.length);
    const matches = received.subarray(0, known).equals(PREFACE.subarray(0, known));
    if (matches && known < PREFACE.length) return;
    socket.off('data', onData);
    socket.pause();
    socket.unshift(received);
    if (matches) acceptors.http2(socket);
    else acceptors.http1(socket);
    process.nextTick(() => socket.resume());
  };
  socket.on('data', onData);
}

export async function openPort(host: string, port: number, acceptors: Acceptors): Promise<Port> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    // A reset connection is no reason for the process to end.
    socket.on('error', () => undefined);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    sort(socket, acceptors);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The port has no number.');
  return {
    number: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
