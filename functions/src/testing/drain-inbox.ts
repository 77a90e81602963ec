import { stored } from '../ports/stored.ts';
import { runInboxItem } from '../use-cases/inbox/run-inbox-item.ts';
import type { MemoryPorts } from './memory-ports.ts';

/** Runs whatever is queued in the inbox, letting time pass where work waits, until nothing is left. */
export async function drainInbox(ports: MemoryPorts): Promise<void> {
  for (;;) {
    const { found } = await ports.store.query(stored.inbox(), { limit: 1000 });
    const open = found.filter(({ document }) => ['queued', 'leased'].includes(document.state));
    if (open.length === 0) return;
    for (const { id } of open) {
      const outcome = await runInboxItem(ports, id);
      if (outcome.state === 'waiting') ports.setNow(outcome.until.toISOString());
    }
  }
}
