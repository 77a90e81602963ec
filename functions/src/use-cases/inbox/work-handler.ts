import type { InboxWork } from '@training-monkey/training';
import type { Ports } from '../../ports/ports.ts';
import type { Lease } from './lease.ts';

/** One piece of work taken on a lease. */
export interface WorkContext<W extends InboxWork = InboxWork> {
  ports: Ports;
  itemId: string;
  work: W;
  /** How to note progress in the transaction of its effect; work not noted is done on return. */
  lease: Lease;
  /** After this instant hand the rest back. */
  deadline: Date;
}

/**
 * Does one kind of work. Throws a `ServiceError`: those worth a repetition are tried again with
 * backoff (`rate-limited` with `retryAt` at that instant, without using up an attempt), others leave
 * the item dead. It may run twice, so it reads the present state and makes it right.
 */
export type WorkHandler<K extends InboxWork['kind']> = (
  context: WorkContext<Extract<InboxWork, { kind: K }>>,
) => Promise<void>;
