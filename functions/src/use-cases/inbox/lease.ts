import type { InboxDocument, InboxWork } from '@training-monkey/training';
import { ServiceError } from '../../errors/service-error.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Alongside, StoreTransaction } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';

export const LEASE_MS = 150_000;
const KEPT_WHEN_DONE_MS = 7 * 86_400_000;

/** The right to work on an inbox item, for a while. Each note fails once somebody else has taken over. */
export interface Lease {
  /** The work is done. */
  done: Alongside;
  /** The work is done, and not even the note of it is to stay. */
  forget: Alongside;
  /** Part of it is done; the same worker goes on with the rest. */
  moveOn: (rest: InboxWork) => Alongside;
  /** Part of it is done; the rest waits in the inbox, from `notBefore` on. */
  handBack: (rest: InboxWork, notBefore?: Date) => Alongside;
}

/** A lease that `owner` holds on an item, and whether it has been given up by now. */
export function leaseOn(
  ports: Pick<Ports, 'now'>,
  itemId: string,
  owner: string,
): { lease: Lease; isOver: () => boolean } {
  const ref = stored.inboxItem(itemId);
  let over = false;

  const note =
    (fields: () => Partial<InboxDocument>, ends: boolean): Alongside =>
    async (tx) => {
      await heldItem(tx, itemId, owner);
      return () => {
        tx.update(ref, { ...fields(), updatedAt: ports.now().toISOString() });
        over = ends;
      };
    };
  const free = { leaseOwner: null, leaseUntil: null };
  const later = (ms: number) => new Date(ports.now().getTime() + ms);

  return {
    lease: {
      done: note(
        () => ({ ...free, state: 'done', lastError: null, expiresAt: later(KEPT_WHEN_DONE_MS) }),
        true,
      ),
      forget: async (tx) => {
        await heldItem(tx, itemId, owner);
        return () => {
          tx.delete(ref);
          over = true;
        };
      },
      moveOn: (rest) =>
        note(() => ({ work: rest, leaseUntil: later(LEASE_MS).toISOString() }), false),
      handBack: (rest, notBefore) =>
        note(
          () => ({
            ...free,
            work: rest,
            state: 'queued',
            attempts: 0,
            lastError: null,
            notBefore: (notBefore ?? ports.now()).toISOString(),
          }),
          true,
        ),
    },
    isOver: () => over,
  };
}

/** The item as it is while `owner` holds it. @throws ServiceError `conflict` once they do not */
export async function heldItem(
  tx: StoreTransaction,
  itemId: string,
  owner: string,
): Promise<InboxDocument> {
  const item = await tx.get(stored.inboxItem(itemId));
  if (item?.state !== 'leased' || item.leaseOwner !== owner) {
    throw new ServiceError('conflict', `Inbox item ${itemId} is no longer ours.`);
  }
  return item;
}
