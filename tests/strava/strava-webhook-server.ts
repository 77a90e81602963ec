import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import type { AddressInfo } from 'node:net';
import type { Ports } from '../../functions/src/ports/ports.ts';
import { stravaWebhook, type WebhookSecrets } from '../../functions/src/handlers/strava-webhook.ts';
import { subscribeToEvents } from '../../functions/src/use-cases/strava/subscribe-to-events.ts';

const SECRETS: WebhookSecrets = {
  pathSecret: 'an-unguessable-path-secret',
  verifyToken: 'a-verify-token-of-ours',
  signingSecret: null,
};
let servers = 0;

/** The webhook handler behind the framework's own server, on a port of its own. */
export async function stravaWebhookServer(ports: Ports, secrets: Partial<WebhookSecrets> = {}) {
  const all = { ...SECRETS, ...secrets };
  servers += 1;
  const name = `strava-webhook-${servers}`;
  const handler = stravaWebhook(all);
  http(name, (request, response) => handler(ports, request, response));
  const server = getTestServer(name);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  return {
    url: `${base}/strava/webhook/${all.pathSecret}`,
    base,
    subscribe: () => subscribeToEvents(ports, { publicBaseUrl: base, ...all }),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
