import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerApiCall } from './api-routes.ts';
import { answerControlCall } from './control-routes.ts';
import { readExchange, sendJson, type Exchange } from './http-exchange.ts';
import { OAUTH_ROUTES } from './oauth-routes.ts';
import { sandboxWorld, type SandboxOptions, type SandboxWorld } from './sandbox-world.ts';
import { answerSubscriptionCall } from './subscription-routes.ts';

const API_PREFIX = '/api/v3';
const LOOK_AGAIN_MS = 30_000;

export interface StartSandboxOptions extends SandboxOptions {
  /** 0 takes a free port. */
  port?: number;
}

export interface StravaSandbox {
  /** The sandbox's own page. */
  url: string;
  port: number;
  /** Values for STRAVA_API_BASE and STRAVA_OAUTH_BASE. */
  apiBase: string;
  oauthBase: string;
  world: SandboxWorld;
  stop(): Promise<void>;
}

async function answer(world: SandboxWorld, exchange: Exchange): Promise<void> {
  const { pathname } = exchange.url;
  const isControl = pathname === '/' || pathname.startsWith('/sandbox/');
  if (!isControl && (await world.faults.strike(exchange))) return;
  const oauth = OAUTH_ROUTES[`${exchange.method} ${pathname}`];
  if (oauth) oauth(world, exchange);
  else if (pathname.startsWith(`${API_PREFIX}/push_subscriptions`)) {
    await answerSubscriptionCall(world, exchange, pathname.slice(API_PREFIX.length));
  } else if (pathname.startsWith(`${API_PREFIX}/`)) {
    answerApiCall(world, exchange, pathname.slice(API_PREFIX.length));
  } else answerControlCall(world, exchange);
}

/** Starts a Strava to develop and test against, on this machine only. */
export async function startStravaSandbox(
  options: StartSandboxOptions = {},
): Promise<StravaSandbox> {
  const world = sandboxWorld(options);
  const server = createServer((request, response) => {
    void (async () => {
      const exchange = await readExchange(request, response);
      try {
        await answer(world, exchange);
      } catch (error) {
        const message = error instanceof Error ? error.message : 'unknown';
        if (!response.headersSent) sendJson(exchange, 500, { message });
      }
      const { pathname } = exchange.url;
      if (/^\/(api|oauth)\//.test(pathname)) {
        const status = response.headersSent ? response.statusCode : 0;
        world.logCall({ atMs: world.clock(), method: exchange.method, path: pathname, status });
      }
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const ticking = setInterval(() => world.letTimePass(), LOOK_AGAIN_MS);
  ticking.unref();
  return {
    url,
    port,
    apiBase: `${url}${API_PREFIX}`,
    oauthBase: url,
    world,
    async stop() {
      clearInterval(ticking);
      await world.deliveries.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
