import { sendFault, sendJson, type Exchange } from './http-exchange.ts';
import type { PushSubscription } from './saved-state.ts';
import type { SandboxWorld } from './sandbox-world.ts';

/** Whether the application's callback echoes a challenge in time. */
async function isVerified(
  callbackUrl: string,
  verifyToken: string,
  challenge: string,
  withinMs: number,
) {
  const url = new URL(callbackUrl);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', challenge);
  url.searchParams.set('hub.verify_token', verifyToken);
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(withinMs) });
    const answer = (await response.json()) as Record<string, unknown>;
    return response.status === 200 && answer['hub.challenge'] === challenge;
  } catch {
    return false;
  }
}

function answerFrom(world: SandboxWorld, subscription: PushSubscription) {
  const at = new Date(subscription.createdAtMs).toISOString();
  return {
    id: subscription.id,
    resource_state: 2,
    application_id: Number(world.application.clientId),
    callback_url: subscription.callbackUrl,
    created_at: at,
    updated_at: at,
  };
}

async function subscribe(world: SandboxWorld, exchange: Exchange): Promise<void> {
  const { fields } = exchange;
  if (world.saved.subscription) {
    return sendFault(exchange, 400, ['PushSubscription', '', 'already exists']);
  }
  const callbackUrl = fields.get('callback_url') ?? '';
  const challenge = `challenge-${world.clock()}`;
  const fits = callbackUrl.length <= 255 && URL.canParse(callbackUrl);
  const token = fields.get('verify_token') ?? '';
  const { answerWithinMs } = world.behaviour;
  if (!fits || !(await isVerified(callbackUrl, token, challenge, answerWithinMs))) {
    return sendFault(exchange, 400, ['PushSubscription', 'callback url', 'not verifiable']);
  }
  const id = 120_000 + (Math.floor(world.clock() / 1000) % 100_000);
  world.saved.subscription = { id, callbackUrl, createdAtMs: world.clock() };
  world.save();
  sendJson(exchange, 201, answerFrom(world, world.saved.subscription));
}

/** `/push_subscriptions`: create, view, delete; authenticated by the application alone. */
export async function answerSubscriptionCall(
  world: SandboxWorld,
  exchange: Exchange,
  path: string,
): Promise<void> {
  const fields = exchange.method === 'POST' ? exchange.fields : exchange.url.searchParams;
  if (fields.get('client_id') !== world.application.clientId) {
    return sendFault(exchange, 400, ['Application', 'client_id', 'invalid']);
  }
  if (fields.get('client_secret') !== world.application.clientSecret) {
    return sendFault(exchange, 401, ['Application', '', 'invalid']);
  }
  if (!world.application.ownerSubscribed) {
    return sendFault(exchange, 403, ['Application', 'Status', 'Inactive']);
  }
  const { subscription } = world.saved;
  if (exchange.method === 'POST') return subscribe(world, exchange);
  if (exchange.method === 'GET') {
    return sendJson(exchange, 200, subscription ? [answerFrom(world, subscription)] : []);
  }
  if (exchange.method === 'DELETE' && path === `/push_subscriptions/${subscription?.id}`) {
    world.saved.subscription = null;
    world.save();
    return sendJson(exchange, 204, null);
  }
  sendFault(exchange, 404, ['PushSubscription', 'id', 'not found']);
}
