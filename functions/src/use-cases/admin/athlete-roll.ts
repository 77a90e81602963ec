import type { StravaLink } from '@training-monkey/training';
import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';

const PAGE = 100;

interface RollEntry {
  uid: string;
  userId: number;
  email: string | null;
  isAdmin: boolean;
  createdAt: string;
  strava: Pick<
    StravaLink,
    'athleteId' | 'status' | 'connectedAt' | 'lastSyncedAt' | 'leaseUntil'
  > | null;
}

/** A page of athletes in the order they joined: who they are and how their link stands, no training. */
export interface AthleteRoll {
  athletes: RollEntry[];
  /** Documents on this page that cannot be read. */
  unreadable: number;
  /** Serial number to go on after; null at the end. */
  next: number | null;
}

/** The athletes whose serial number comes after `after`, at most a hundred. */
export async function athleteRoll(ports: Pick<Ports, 'store'>, after = 0): Promise<AthleteRoll> {
  const { found, unreadable, last } = await ports.store.query(stored.users(), {
    where: [['userId', '>', after]],
    orderBy: 'userId',
    limit: PAGE,
  });
  const isFull = found.length + unreadable.length === PAGE;
  return {
    athletes: found.map(({ id, document: { userId, email, isAdmin, createdAt, strava } }) => ({
      uid: id,
      userId,
      email,
      isAdmin,
      createdAt,
      strava: strava && {
        athleteId: strava.athleteId,
        status: strava.status,
        connectedAt: strava.connectedAt,
        lastSyncedAt: strava.lastSyncedAt,
        leaseUntil: strava.leaseUntil,
      },
    })),
    unreadable: unreadable.length,
    next: isFull && typeof last?.orderValue === 'number' ? last.orderValue : null,
  };
}
