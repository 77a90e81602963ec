import { ServiceError } from '../errors/service-error.ts';
import type { Ports } from '../ports/ports.ts';
import { runInboxItem } from '../use-cases/inbox/run-inbox-item.ts';
import { handleDocumentEvent } from './document-event.ts';

/** What waits longer is left to the sweep instead of being delivered again and again. */
const LONGEST_WAIT_MS = 10 * 60_000;

/** Something about an inbox item changed: if it is due, do it. */
export function onInbox(ports: Ports, event: unknown): Promise<void> {
  return handleDocumentEvent(ports, 'on-inbox', event, async (path, eventId) => {
    const itemId = /^inbox\/([^/]+)$/.exec(path)?.[1];
    if (itemId === undefined) return;
    const outcome = await runInboxItem(ports, itemId, eventId);
    if (outcome.state !== 'waiting') return;
    // Whoever works on it has an event of their own; only a worker that vanished comes back to this.
    const { heldBy } = outcome;
    if (heldBy !== null && !heldBy.startsWith(`${eventId}/`)) return;
    if (outcome.until.getTime() - ports.now().getTime() > LONGEST_WAIT_MS) return;
    throw new ServiceError('rate-limited', `Due at ${outcome.until.toISOString()}.`);
  });
}
