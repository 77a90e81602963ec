import type { InboxDocument } from '@training-monkey/training';
import type { Ports } from '../../ports/ports.ts';
import type { QueryResult, StoredDocument, StoreQuery } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import { runInboxItem } from './run-inbox-item.ts';

const PAGE = 50;

/** Does what a lost trigger or a vanished worker left behind, until `deadline`. */
export async function sweepInbox(ports: Ports, deadline: Date): Promise<{ ran: number }> {
  const now = ports.now().toISOString();
  const overdue: StoreQuery[] = [
    {
      where: [
        ['state', '==', 'queued'],
        ['notBefore', '<=', now],
      ],
      orderBy: 'notBefore',
      limit: PAGE,
    },
    {
      where: [
        ['state', '==', 'leased'],
        ['leaseUntil', '<=', now],
      ],
      orderBy: 'leaseUntil',
      limit: PAGE,
    },
  ];
  let ran = 0;
  for (const query of overdue) {
    let startAfter: StoredDocument<unknown> | null = null;
    do {
      const page: QueryResult<InboxDocument> = await ports.store.query(stored.inbox(), {
        ...query,
        ...(startAfter === null ? {} : { startAfter }),
      });
      for (const { id } of page.found) {
        if (ports.now() >= deadline) return { ran };
        await runInboxItem(ports, id);
        ran += 1;
      }
      startAfter = page.last;
    } while (startAfter !== null);
  }
  return { ran };
}
