import type { InboxDocument, InboxWork } from '@training-monkey/training';
import { ERROR_DISPOSITIONS, serviceErrorFrom } from '../../errors/error-dispositions.ts';
import type { ServiceError } from '../../errors/service-error.ts';
import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';
import { backoffMs } from './backoff.ts';
import { heldItem, LEASE_MS, leaseOn } from './lease.ts';
import { workHandlers } from './work-handlers.ts';
import type { WorkContext } from './work-handler.ts';

const MAX_ATTEMPTS = 8;
const KEPT_WHEN_DEAD_MS = 90 * 86_400_000;
const TIME_TO_WORK_MS = 60_000;

/**
 * How it went; `waiting` names the instant from which another try makes sense, and who holds the
 * lease until then, if anybody does.
 */
export type InboxOutcome =
  | { state: 'settled' }
  | { state: 'nothing-to-do' }
  | { state: 'waiting'; until: Date; heldBy: string | null };

/**
 * Takes one item of the inbox on a lease and does its work. Harmless to call at any time and by
 * several at once: only one of them gets the lease. The lease bears the name of the `caller`, so that
 * one who comes again can tell that it was theirs.
 */
export async function runInboxItem(
  ports: Ports,
  itemId: string,
  caller = 'anybody',
): Promise<InboxOutcome> {
  const owner = `${caller}/${ports.uniqueId()}`;
  const claim = await claimItem(ports, itemId, owner);
  if (claim.state !== 'claimed') return claim;

  const { lease, isOver } = leaseOn(ports, itemId, owner);
  const deadline = new Date(ports.now().getTime() + TIME_TO_WORK_MS);
  try {
    const handler = handlerFor(claim.item.work);
    await handler({ ports, itemId, work: claim.item.work, lease, deadline });
    if (!isOver()) await ports.store.transact(async (tx) => (await lease.done(tx))());
    return { state: 'settled' };
  } catch (thrown) {
    return await noteFailure(ports, itemId, owner, thrown);
  }
}

type Claim =
  { state: 'claimed'; item: InboxDocument } | Exclude<InboxOutcome, { state: 'settled' }>;

function claimItem(ports: Ports, itemId: string, owner: string): Promise<Claim> {
  return ports.store.transact<Claim>(async (tx) => {
    const item = await tx.get(stored.inboxItem(itemId));
    if (item === null || item.state === 'done' || item.state === 'dead') {
      return { state: 'nothing-to-do' };
    }
    const now = ports.now();
    const until = new Date((item.state === 'leased' ? item.leaseUntil : null) ?? item.notBefore);
    if (until > now) return { state: 'waiting', until, heldBy: item.leaseOwner };
    if (item.attempts >= MAX_ATTEMPTS) {
      // Only a worker that vanished without a word gets here.
      tx.update(
        stored.inboxItem(itemId),
        dead(now, item.lastError ?? 'The worker never came back.'),
      );
      return { state: 'nothing-to-do' };
    }
    const claimed = {
      state: 'leased',
      attempts: item.attempts + 1,
      leaseOwner: owner,
      leaseUntil: new Date(now.getTime() + LEASE_MS).toISOString(),
      updatedAt: now.toISOString(),
    } as const;
    tx.update(stored.inboxItem(itemId), claimed);
    return { state: 'claimed', item: { ...item, ...claimed } };
  });
}

/** Which handler it is decides which work it gets, so each sees its own kind. */
function handlerFor(work: InboxWork): (context: WorkContext) => Promise<void> {
  return workHandlers[work.kind] as (context: WorkContext) => Promise<void>;
}

async function noteFailure(
  ports: Ports,
  itemId: string,
  owner: string,
  thrown: unknown,
): Promise<InboxOutcome> {
  const error = serviceErrorFrom(thrown);
  const { redeliver, severity } = ERROR_DISPOSITIONS[error.code];
  const reason = reasonOf(error);
  ports.log(severity, 'inbox work failed', { itemId, code: error.code, reason });
  try {
    return await ports.store.transact<InboxOutcome>(async (tx) => {
      const item = await heldItem(tx, itemId, owner);
      const now = ports.now();
      const asked = error.code === 'rate-limited' ? error.retryAt : undefined;
      if (asked === undefined && (!redeliver || item.attempts >= MAX_ATTEMPTS)) {
        tx.update(stored.inboxItem(itemId), dead(now, reason));
        return { state: 'settled' };
      }
      const until = asked ?? new Date(now.getTime() + backoffMs(item.attempts, ports.chance()));
      tx.update(stored.inboxItem(itemId), {
        state: 'queued',
        attempts: asked === undefined ? item.attempts : item.attempts - 1,
        notBefore: until.toISOString(),
        leaseOwner: null,
        leaseUntil: null,
        lastError: reason,
        updatedAt: now.toISOString(),
      });
      return { state: 'waiting', until, heldBy: null };
    });
  } catch (lost) {
    // Somebody else holds the lease now, so the outcome is theirs to note.
    if (serviceErrorFrom(lost).code === 'conflict') return { state: 'nothing-to-do' };
    throw lost;
  }
}

function dead(now: Date, reason: string): Partial<InboxDocument> {
  return {
    state: 'dead',
    leaseOwner: null,
    leaseUntil: null,
    lastError: reason,
    expiresAt: new Date(now.getTime() + KEPT_WHEN_DEAD_MS),
    updatedAt: now.toISOString(),
  };
}

/** What went wrong, for the operator: a known message, or the first line of an unknown one. */
function reasonOf(error: ServiceError): string {
  const { cause } = error;
  const text =
    error.code === 'internal' && cause instanceof Error
      ? `${cause.name}: ${cause.message}`
      : error.message;
  return text.split('\n')[0]?.slice(0, 500) ?? '';
}
