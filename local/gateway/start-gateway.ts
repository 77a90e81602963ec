import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { FileServer } from './file-server.ts';
import type { HostingConfiguration } from './hosting-configuration.ts';
import { proxyRequest, proxyUpgrade } from './proxy.ts';
import { headersFor, routeRequest, type Route } from './route-request.ts';

export interface GatewayOptions {
  port: number;
  hosting: HostingConfiguration;
  /** Folder that `hosting.public` is relative to. */
  root: string;
  /** Loopback port of each function that a rewrite may name. */
  functionPorts: Record<string, number>;
  /** Answer of `/__/firebase/init.json`, the reserved address the web app configures itself from. */
  init: object;
  /** Port of a Vite development server that answers in place of the built files. */
  vitePort?: number;
}

export interface Gateway {
  port: number;
  stop: () => Promise<void>;
}

/** Serves the web app and routes to functions as Firebase Hosting would, on loopback. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { hosting, vitePort } = options;
  const publicFolder = join(options.root, hosting.public);
  const files = new FileServer();
  const isFile = (file: string) =>
    statSync(join(publicFolder, file), { throwIfNoEntry: false })?.isFile() ?? false;

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const url = URL.parse(request.url ?? '/', 'http://localhost');
    const path = url && decoded(url.pathname);
    if (path === null || url === null) {
      response.writeHead(400, { 'Content-Type': 'text/plain' }).end('This is no address.\n');
      return;
    }
    if (path === '/__/firebase/init.json') {
      response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(options.init));
      return;
    }
    const route = routeRequest(hosting, path, vitePort === undefined ? isFile : () => false);
    for (const { key, value } of headersFor(hosting, path)) response.setHeader(key, value);
    if (vitePort !== undefined && route.kind !== 'function') {
      proxyRequest(vitePort, request, response);
      return;
    }
    follow(route, url.search, request, response);
  };

  const follow = (
    route: Route,
    search: string,
    request: IncomingMessage,
    response: ServerResponse,
  ) => {
    if (route.kind === 'redirect') {
      response.writeHead(route.status, { Location: route.to + search }).end();
      return;
    }
    if (route.kind === 'function') {
      const port = options.functionPorts[route.name];
      if (port !== undefined) {
        proxyRequest(port, request, response);
        return;
      }
    }
    if (route.kind === 'file') {
      if (request.method === 'GET' || request.method === 'HEAD') {
        files.serve(join(publicFolder, route.file), route.status, request, response);
      } else {
        response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      }
      return;
    }
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('There is nothing here.\n');
  };

  const server = createServer((request, response) => {
    try {
      answer(request, response);
    } catch (error) {
      // A file that vanished between look-up and reading, at most; the next request may do better.
      console.error(`gateway: ${error instanceof Error ? error.message : String(error)}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  });
  if (vitePort !== undefined) {
    server.on('upgrade', (request, socket, head) => proxyUpgrade(vitePort, request, socket, head));
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: options.port, host: '127.0.0.1' }, resolve);
  });
  return {
    port: options.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
