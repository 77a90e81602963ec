import { ServiceError } from '../../errors/service-error.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StravaSubscription } from '../../ports/strava.ts';
import { stravaStored } from '../../ports/strava-stored.ts';
import { stravaOf } from './strava-of.ts';

type SubscriptionPorts = Pick<Ports, 'store' | 'now' | 'strava'>;

export interface Callback {
  publicBaseUrl: string;
  pathSecret: string;
  verifyToken: string;
}

/**
 * Asks Strava to send events, and remembers the number of the subscription, since events of others
 * are dropped. Strava has one subscription an application: one that leads here is kept, one that
 * leads elsewhere is in the way.
 *
 * @throws ServiceError `conflict` when events go elsewhere
 */
export async function subscribeToEvents(
  ports: SubscriptionPorts,
  { publicBaseUrl, pathSecret, verifyToken }: Callback,
): Promise<StravaSubscription> {
  const { api } = stravaOf(ports);
  const callbackUrl = `${publicBaseUrl}/strava/webhook/${pathSecret}`;
  const [present] = await api.subscriptions();
  if (present !== undefined && present.callbackUrl !== callbackUrl) {
    const host = URL.canParse(present.callbackUrl)
      ? new URL(present.callbackUrl).host
      : 'elsewhere';
    const message = `Subscription ${present.id} sends the events to ${host}. Unsubscribe first.`;
    throw new ServiceError('conflict', message);
  }
  const subscription = present ?? (await api.subscribe(callbackUrl, verifyToken));
  await remember(ports, subscription.id);
  return subscription;
}

/** The subscription as Strava knows it; null without one. */
export async function eventSubscription(
  ports: SubscriptionPorts,
): Promise<StravaSubscription | null> {
  const [present] = await stravaOf(ports).api.subscriptions();
  return present ?? null;
}

/** Ends the subscription. @returns whether there was one */
export async function unsubscribeFromEvents(ports: SubscriptionPorts): Promise<boolean> {
  const { api } = stravaOf(ports);
  const [present] = await api.subscriptions();
  if (present !== undefined) await api.unsubscribe(present.id);
  await ports.store.transact((tx) => {
    tx.delete(stravaStored.subscription());
    return Promise.resolve();
  });
  return present !== undefined;
}

function remember(ports: SubscriptionPorts, id: number): Promise<void> {
  return ports.store.transact((tx) => {
    const createdAt = ports.now().toISOString();
    tx.set(stravaStored.subscription(), { id, createdAt });
    return Promise.resolve();
  });
}
