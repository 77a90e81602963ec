import type { InboxWork } from '@training-monkey/training';
import type { Ports } from '../../ports/ports.ts';
import { deadWork } from './dead-work.ts';

interface FailedWork {
  id: string;
  kind: InboxWork['kind'];
  /** Whose work it is; an event of Strava knows its own athlete only. */
  uid: string | null;
  stravaAthleteId: string | null;
  attempts: number;
  lastError: string | null;
  createdAt: string;
  failedAt: string;
}

/** Work that was given up, as the admin page shows it: what failed and why, no days or activities. */
export async function deadWorkList(ports: Pick<Ports, 'store'>): Promise<FailedWork[]> {
  const items = await deadWork(ports);
  return items.map(({ id, document: { work, attempts, lastError, createdAt, updatedAt } }) => ({
    id,
    kind: work.kind,
    uid: work.kind === 'strava-event' ? null : work.uid,
    stravaAthleteId: work.kind === 'strava-event' ? work.stravaAthleteId : null,
    attempts,
    lastError,
    createdAt,
    failedAt: updatedAt,
  }));
}
