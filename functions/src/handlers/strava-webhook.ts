import type { Request, Response } from '@google-cloud/functions-framework';
import { z } from 'zod';
import { serviceErrorFrom } from '../errors/error-dispositions.ts';
import type { Ports } from '../ports/ports.ts';
import { isSameSecret } from '../use-cases/strava/consent-state.ts';
import {
  receiveEvent,
  stravaEvent,
  type Acquaintances,
} from '../use-cases/strava/receive-event.ts';
import { webhookSignature } from '../use-cases/strava/webhook-signature.ts';

const LARGEST_BODY = 16_384;

export interface WebhookSecrets {
  /** Last segment of the callback address. */
  pathSecret: string;
  verifyToken: string;
  /** Null while no key is known. */
  signingSecret: string | null;
}

const handshake = z.object({
  'hub.mode': z.literal('subscribe'),
  'hub.challenge': z.string().min(1).max(500),
  'hub.verify_token': z.string(),
});

/**
 * `/strava/webhook/{secret}`: takes part in the handshake and takes events into the inbox, without
 * doing their work. An event that fails here answers 500, so that Strava sends it again.
 */
export function stravaWebhook(secrets: WebhookSecrets) {
  const known: Acquaintances = { owners: new Set(), subscriptionId: null };

  return async (ports: Ports, request: Request, response: Response): Promise<void> => {
    const { pathname, searchParams } = new URL(request.originalUrl, 'http://webhook');
    const secret = pathname.split('/').at(-1) ?? '';
    if (!isSameSecret(secret, secrets.pathSecret)) {
      response.status(404).end();
      return;
    }
    if (request.method === 'GET') {
      const query = handshake.safeParse(Object.fromEntries(searchParams));
      const isOurs =
        query.success && isSameSecret(query.data['hub.verify_token'], secrets.verifyToken);
      if (isOurs) response.json({ 'hub.challenge': query.data['hub.challenge'] });
      else response.status(403).end();
      return;
    }
    if (request.method !== 'POST') {
      response.status(405).set('Allow', 'GET, POST').end();
      return;
    }
    const rawBody = request.rawBody ?? Buffer.alloc(0);
    const signature = request.get('x-strava-signature');
    const now = ports.now().getTime();
    if (webhookSignature(signature, rawBody, secrets.signingSecret, now) === 'forged') {
      ports.log('WARNING', 'a forged event', { function: 'strava-webhook' });
      response.status(403).end();
      return;
    }
    const event = stravaEvent.safeParse(request.body);
    if (rawBody.length > LARGEST_BODY || !event.success) {
      ports.log('WARNING', 'a malformed event', { function: 'strava-webhook' });
      response.status(400).end();
      return;
    }
    try {
      const reception = await receiveEvent(ports, event.data, known);
      if (reception !== 'taken' && reception !== 'repeated') {
        ports.log('INFO', 'an event was dropped', { function: 'strava-webhook', reception });
      }
      response.status(200).end();
    } catch (thrown) {
      const { code, message } = serviceErrorFrom(thrown);
      ports.log('ERROR', 'an event was not taken', { function: 'strava-webhook', code, message });
      response.status(500).end();
    }
  };
}
