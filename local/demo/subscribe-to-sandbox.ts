import { z } from 'zod';
import type { Stack } from '../runner/run-stack.ts';
import { sandboxClient } from '../runner/stack-plan.ts';
import { documentAddress } from './document-address.ts';

const subscription = z.object({ id: z.number() });
const subscriptions = z.array(subscription.extend({ callback_url: z.string() }));

/**
 * Registers the webhook with the sandbox, as an operator does with Strava, and tells the functions
 * which subscription is theirs; again when the ports are others than last time.
 *
 * @throws Error with the sandbox's answer
 */
export async function subscribeToSandbox(stack: Stack): Promise<void> {
  const { ports, environment } = stack;
  const base = `http://127.0.0.1:${ports.strava}/api/v3/push_subscriptions`;
  const credentials = new URLSearchParams({
    client_id: sandboxClient.id,
    client_secret: sandboxClient.secret,
  });
  const query = credentials.toString();
  // By address, so that the sandbox need not know how this machine resolves `localhost`.
  const callback = `http://127.0.0.1:${ports.gateway}/strava/webhook/${environment['STRAVA_WEBHOOK_PATH_SECRET']}`;
  const present = subscriptions.parse(await (await fetch(`${base}?${query}`)).json());
  if (present.some(({ callback_url }) => callback_url === callback)) return;
  for (const { id } of present) await fetch(`${base}/${id}?${query}`, { method: 'DELETE' });
  const form = new URLSearchParams(credentials);
  form.set('callback_url', callback);
  form.set('verify_token', environment['STRAVA_WEBHOOK_VERIFY_TOKEN'] ?? '');
  const made = await fetch(base, { method: 'POST', body: form });
  if (!made.ok) throw new Error(`the sandbox refused the webhook: ${await made.text()}`);
  const { id } = subscription.parse(await made.json());
  await remember(stack, id);
}

async function remember(stack: Stack, id: number): Promise<void> {
  const answer = await fetch(documentAddress(stack, 'counters/stravaSubscription'), {
    method: 'PATCH',
    headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
    body: JSON.stringify({
      fields: {
        id: { integerValue: String(id) },
        createdAt: { stringValue: new Date().toISOString() },
      },
    }),
  });
  if (!answer.ok) throw new Error(`the subscription was not kept: ${await answer.text()}`);
}
