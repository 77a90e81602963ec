import type { InboxDocument } from '@training-monkey/training';
import { ServiceError } from '../../errors/service-error.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StoredDocument } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';

const PAGE = 200;

/** Work that was given up, the longest ago first, at most 200. */
export async function deadWork(
  ports: Pick<Ports, 'store'>,
): Promise<StoredDocument<InboxDocument>[]> {
  const { found } = await ports.store.query(stored.inbox(), {
    where: [['state', '==', 'dead']],
    orderBy: 'updatedAt',
    limit: PAGE,
  });
  return found;
}

/** Puts dead work back into the queue. @throws ServiceError `not-found` unless there is such work */
export async function reviveWork(ports: Pick<Ports, 'store' | 'now'>, id: string): Promise<void> {
  await ports.store.transact(async (tx) => {
    const item = await tx.get(stored.inboxItem(id));
    if (item?.state !== 'dead') throw new ServiceError('not-found', `No dead work named ${id}.`);
    const now = ports.now().toISOString();
    tx.update(stored.inboxItem(id), {
      state: 'queued',
      attempts: 0,
      notBefore: now,
      expiresAt: null,
      updatedAt: now,
    });
  });
}
