import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { Trigger } from './register-triggers.ts';

const TRIGGER_PATH = /^\/functions\/projects\/[^/]+\/triggers\/([^/?]+)$/;

/**
 * Stands where Google's Firestore emulator expects the functions emulator of firebase-tools, and
 * passes each event on as Eventarc would: Google's emulator sends the protobuf in base64, the
 * functions framework wants its bytes.
 */
export async function startTriggerRelay(
  port: number,
  triggers: Trigger[],
): Promise<{ stop: () => Promise<void> }> {
  const urls = new Map(triggers.map(({ id, url }) => [id, url]));
  const server = createServer((request, response) => {
    const url = urls.get(TRIGGER_PATH.exec(request.url ?? '')?.[1] ?? '');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const event = Buffer.from(Buffer.concat(chunks).toString('latin1'), 'base64');
      const relayed =
        url === undefined ? Promise.resolve(404) : deliver(url, request.headers, event);
      void relayed.then((status) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ status: status === 200 ? 'acknowledged' : 'failed' }));
      });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function deliver(
  url: string,
  received: IncomingHttpHeaders,
  event: Uint8Array<ArrayBuffer>,
): Promise<number> {
  const headers: Record<string, string> = { 'content-type': 'application/protobuf' };
  for (const [name, value] of Object.entries(received)) {
    if (name.startsWith('ce-') && typeof value === 'string') headers[name] = value;
  }
  try {
    const answer = await fetch(url, { method: 'POST', headers, body: event });
    await answer.arrayBuffer();
    return answer.ok ? 200 : 500;
  } catch {
    return 500;
  }
}
