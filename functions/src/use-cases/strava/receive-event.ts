import { createHash } from 'node:crypto';
import type { InboxWork } from '@training-monkey/training';
import { z } from 'zod';
import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';
import { stravaStored } from '../../ports/strava-stored.ts';
import { queuedItem } from '../inbox/queued-item.ts';

const id = z.int().min(1);

/** What is believed of an event: ids, and what kind of thing happened. */
export const stravaEvent = z.object({
  object_type: z.enum(['activity', 'athlete']),
  object_id: id,
  aspect_type: z.enum(['create', 'update', 'delete']),
  owner_id: id,
  subscription_id: id,
  event_time: z.int().min(0).max(9_999_999_999),
  updates: z.record(z.string(), z.unknown()).nullish(),
});
export type StravaEvent = z.infer<typeof stravaEvent>;

export type Reception = 'taken' | 'repeated' | 'unknown-owner' | 'other-subscription' | 'ignored';

/** Owners and the subscription as this instance last saw them, so that most events cost one write. */
export interface Acquaintances {
  owners: Set<string>;
  subscriptionId: number | null;
}

const MOST_OWNERS = 10_000;

/**
 * Takes an event into the inbox under an id that the same event always has. Events of strangers and
 * of other subscriptions are dropped. An owner who has left since costs one item of work that finds
 * nothing.
 */
export async function receiveEvent(
  ports: Pick<Ports, 'store' | 'now'>,
  event: StravaEvent,
  known: Acquaintances,
): Promise<Reception> {
  if (event.subscription_id !== known.subscriptionId) {
    const subscription = await ports.store.get(stravaStored.subscription());
    known.subscriptionId = subscription?.id ?? null;
    if (event.subscription_id !== known.subscriptionId) return 'other-subscription';
  }
  const stravaAthleteId = String(event.owner_id);
  if (!known.owners.has(stravaAthleteId)) {
    const owner = await ports.store.get(stravaStored.athlete(stravaAthleteId));
    if (owner === null) return 'unknown-owner';
    if (known.owners.size >= MOST_OWNERS) known.owners.clear();
    known.owners.add(stravaAthleteId);
  }
  if (event.object_type === 'athlete' && !isWithdrawal(event)) return 'ignored';
  const work: InboxWork = {
    kind: 'strava-event',
    stravaAthleteId,
    objectType: event.object_type,
    objectId: String(event.object_id),
    aspectType: event.aspect_type,
  };
  const isNew = await ports.store.create(
    stored.inboxItem(itemIdOf(event)),
    queuedItem(work, ports.now()),
  );
  return isNew ? 'taken' : 'repeated';
}

/**
 * The second of an event does not tell two edits within it apart, and the later one may come when the
 * work of the first is done: what they say they changed does. Strava says it in plain values; anything
 * nested is not looked into, however deep.
 */
function itemIdOf(event: StravaEvent): string {
  const { object_type, object_id, aspect_type, event_time, updates } = event;
  const known = `strava-${object_type}-${object_id}-${aspect_type}-${event_time}`;
  const changes = Object.entries(updates ?? {}).filter(([, value]) => typeof value !== 'object');
  if (changes.length === 0) return known;
  changes.sort(([a], [b]) => (a < b ? -1 : 1));
  const digest = createHash('sha256').update(JSON.stringify(changes)).digest('hex');
  return `${known}-${digest.slice(0, 16)}`;
}

function isWithdrawal(event: StravaEvent): boolean {
  return event.owner_id === event.object_id && event.updates?.['authorized'] === 'false';
}
