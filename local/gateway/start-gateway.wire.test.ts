import { createServer, type Server } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyFreePort } from '../runner/free-port.ts';
import { parseHostingConfiguration } from './hosting-configuration.ts';
import { startGateway, type Gateway } from './start-gateway.ts';

const root = mkdtempSync(join(tmpdir(), 'training-monkey-gateway-'));
const page = `<p>${'monkey '.repeat(200)}</p>`;
let gateway: Gateway;
let api: Server;
const address = (path: string) => `http://127.0.0.1:${gateway.port}${path}`;

beforeAll(async () => {
  mkdirSync(join(root, 'public'));
  writeFileSync(join(root, 'public/index.html'), page);
  writeFileSync(join(root, 'public/200.html'), 'the app');
  const apiPort = await anyFreePort();
  api = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(201, { 'x-from': 'api' });
      response.end(`${request.method} ${request.url} ${Buffer.concat(chunks).toString()}`);
    });
  });
  await new Promise<void>((listening) => api.listen(apiPort, '127.0.0.1', listening));
  gateway = await startGateway({
    port: await anyFreePort(),
    root,
    hosting: parseHostingConfiguration(
      {
        hosting: {
          public: 'public',
          rewrites: [
            { source: '/api/**', run: { serviceId: 'api' } },
            { source: '/gone/**', run: { serviceId: 'gone' } },
            { source: '/unknown/**', run: { serviceId: 'unknown' } },
            { source: '**', destination: '/200.html' },
          ],
          headers: [{ source: '**', headers: [{ key: 'X-Frame-Options', value: 'DENY' }] }],
        },
      },
      'firebase.json',
    ),
    functionPorts: { api: apiPort, gone: await anyFreePort() },
    init: { projectId: 'demo' },
  });
});
afterAll(async () => {
  await gateway.stop();
  api.close();
  rmSync(root, { recursive: true, force: true });
});

describe('startGateway', () => {
  test('answers the reserved address with the configuration', async () => {
    const answer = await fetch(address('/__/firebase/init.json'));
    expect(await answer.json()).toEqual({ projectId: 'demo' });
  });

  test('serves files zipped, with the configured headers, and revalidates them', async () => {
    const answer = await fetch(address('/'));
    expect(await answer.text()).toBe(page);
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
    const etag = answer.headers.get('etag') ?? '';
    const again = await fetch(address('/'), { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    const plain = await fetch(address('/'), { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe(page);
  });

  test('a changed file is served changed', async () => {
    writeFileSync(join(root, 'public/note.txt'), 'old');
    expect(await (await fetch(address('/note.txt'))).text()).toBe('old');
    writeFileSync(join(root, 'public/note.txt'), 'newer');
    expect(await (await fetch(address('/note.txt'))).text()).toBe('newer');
  });

  test('passes method, path, query and body on to a function, and its answer back', async () => {
    const answer = await fetch(address('/api/x?y=1'), { method: 'POST', body: 'hello' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-from')).toBe('api');
    expect(await answer.text()).toBe('POST /api/x?y=1 hello');
  });

  test('a function that is down is a 502 in the shape of the API’s errors', async () => {
    const answer = await fetch(address('/gone/x'));
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ error: { code: 'upstream-unavailable' } });
  });

  test.each([
    ['a function nobody runs is not found', '/unknown/x', {}, 404],
    ['an unknown path is the app', '/dashboard', {}, 200],
    ['a page takes no POST', '/', { method: 'POST' }, 405],
    ['a path that cannot be decoded is refused', '/%E0%A4%A', {}, 400],
  ])('%s', async (_claim, path, request, status) => {
    expect((await fetch(address(path), request)).status).toBe(status);
  });

  test('HEAD tells the length and sends nothing', async () => {
    const answer = await fetch(address('/200.html'), { method: 'HEAD' });
    expect(answer.headers.get('content-length')).not.toBe('0');
    expect(await answer.text()).toBe('');
  });
});
