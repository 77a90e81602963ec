import type { InboxWork } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../errors/service-error.ts';
import { stored } from '../../ports/stored.ts';
import { stravaStored } from '../../ports/strava-stored.ts';
import { aFile } from '../../testing/an-activity.ts';
import { anAthlete, UID } from '../../testing/an-athlete.ts';
import { drainInbox } from '../../testing/drain-inbox.ts';
import { memoryPorts, type MemoryPorts } from '../../testing/memory-ports.ts';
import { mirrorInMemory } from '../../testing/mirror-in-memory.ts';
import { markingStore } from '../export/marking-store.ts';
import { changeActivities } from '../activities/change-activities.ts';
import { ensureAthlete } from '../athlete/ensure-athlete.ts';
import { runInboxItem } from '../inbox/run-inbox-item.ts';
import { queuedItem } from '../inbox/queued-item.ts';
import { endLink } from '../strava/end-link.ts';
import { newBudget } from '../strava/budget/budget-windows.ts';
import { requestDeletion } from './request-deletion.ts';

const STRAVA_ID = '777000777';
const identityAt = (at: Date) => ({
  ...{ uid: UID, email: `${UID}@example.org`, isAdmin: false },
  signedInAt: at.toISOString(),
});

/** An athlete with something in every place, whose store leaves marks as in production. */
async function settledAthlete(): Promise<MemoryPorts> {
  const memory = memoryPorts();
  const ports = { ...memory, store: { ...memory.store, ...markingStore(memory.store) } };
  ports.signIn('token', identityAt(ports.now()));
  const user = await anAthlete(ports);
  const puts = Array.from({ length: 40 }, (_, n) =>
    aFile(`file-${n}`, {
      startedAt: `2025-05-${String((n % 28) + 1).padStart(2, '0')}T0${n % 9}:00:00.000Z`,
    }),
  );
  await changeActivities(ports, UID, puts);
  const now = ports.now().toISOString();
  const link = {
    ...{ athleteId: STRAVA_ID, grantedScope: [], status: 'connected' as const, connectedAt: now },
    ...{ leaseUntil: '2026-01-01T00:00:00.000Z', lastSyncedAt: null, sync: null },
  };
  ports.store.put(stored.user(UID).path, {
    ...user,
    ...(await ports.store.get(stored.user(UID))),
    strava: link,
  });
  ports.store.put(stravaStored.athlete(STRAVA_ID).path, { uid: UID, linkedAt: now });
  ports.store.put(stravaStored.state('nonce').path, {
    uid: UID,
    createdAt: now,
    expiresAt: new Date(now),
  });
  ports.store.put(stravaStored.budget().path, {
    ...newBudget(ports.now().getTime()),
    waiting: [{ uid: UID, used: 1, askedAt: now }],
  });
  const event: InboxWork = {
    kind: 'strava-event',
    stravaAthleteId: STRAVA_ID,
    objectType: 'activity',
    objectId: '1',
    aspectType: 'create',
  };
  ports.store.put(stored.inboxItem('event').path, {
    ...queuedItem(event, ports.now()),
    state: 'dead',
  });
  return ports;
}

const traces = (ports: MemoryPorts) =>
  [...ports.store.contents()].filter(([path, document]) =>
    [UID, STRAVA_ID].some((name) => path.includes(name) || JSON.stringify(document).includes(name)),
  );

describe('deleting an account', () => {
  test('leaves no trace of uid, email or Strava id, and a tombstone that says when', async () => {
    const ports = await settledAthlete();
    await requestDeletion(ports, identityAt(ports.now()));
    await drainInbox(ports);
    expect(traces(ports)).toEqual([]);
    const tombstones = [...ports.store.contents()].filter(([path]) =>
      path.startsWith('tombstones/'),
    );
    expect(tombstones.map(([, document]) => document)).toEqual([
      { requestedAt: '2025-06-10T12:00:00.000Z', completedAt: ports.now().toISOString() },
    ]);
    await expect(ports.identities.identify('token')).rejects.toThrow();
  });

  test('wants a sign-in of the last five minutes', async () => {
    const ports = await settledAthlete();
    const identity = identityAt(ports.now());
    ports.pass(5 * 60_000 + 1);
    await expect(requestDeletion(ports, identity)).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    const unknown = { ...identity, signedInAt: undefined };
    await expect(requestDeletion(ports, unknown)).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(await ports.store.get(stored.user(UID))).not.toBeNull();
  });

  test('is not lost to the removal from Strava that it began', async () => {
    const ports = await settledAthlete();
    await endLink(ports, UID);
    const work = { kind: 'account-delete', uid: UID, stravaAthleteId: STRAVA_ID } as const;
    const deletion = stored.inboxItem(`account-delete-${UID}`);
    ports.store.put(deletion.path, queuedItem(work, ports.now()));
    // It saw the athlete while they were still there.
    await runInboxItem(ports, `strava-purge-${UID}-${ports.now().getTime()}`);
    expect(await ports.store.get(stored.user(UID))).toMatchObject({ strava: null });
    expect(await ports.store.get(stored.inboxItem('event'))).toBeNull();
    expect(await ports.store.get(deletion)).not.toBeNull();
  });

  test('waits for an export that keeps the mirror, however long, and then takes the rows out', async () => {
    const ports = await settledAthlete();
    const { mirror, removed } = mirrorInMemory();
    let exportsLeft = 20;
    ports.mirroring = {
      mirror: {
        open: () => {
          exportsLeft -= 1;
          if (exportsLeft < 0) return mirror.open();
          return Promise.reject(new ServiceError('conflict', 'Another export is running.'));
        },
      },
      snapshots: { read: (run) => run(ports.store) },
      unmarked: ports.store,
    };
    await requestDeletion(ports, identityAt(ports.now()));
    await drainInbox(ports);
    expect(removed).toEqual([UID]);
    expect(traces(ports)).toEqual([]);
  });

  test('leaves alone whoever has connected the same Strava account since', async () => {
    const ports = await settledAthlete();
    await requestDeletion(ports, identityAt(ports.now()));
    const now = ports.now().toISOString();
    ports.store.put(stravaStored.athlete(STRAVA_ID).path, { uid: 'bert', linkedAt: now });
    await drainInbox(ports);
    expect(await ports.store.get(stravaStored.athlete(STRAVA_ID))).toMatchObject({ uid: 'bert' });
    expect(await ports.store.get(stored.inboxItem('event'))).not.toBeNull();
    expect(traces(ports).filter(([, document]) => JSON.stringify(document).includes(UID))).toEqual(
      [],
    );
  });

  test('leaves the deletion of an earlier account with the same Strava account to be done', async () => {
    const ports = await settledAthlete();
    const earlier = { kind: 'account-delete', uid: 'bert', stravaAthleteId: STRAVA_ID } as const;
    const item = queuedItem(earlier, ports.now());
    ports.store.put(stored.inboxItem('account-delete-bert').path, item);
    await requestDeletion(ports, identityAt(ports.now()));
    await runInboxItem(ports, `account-delete-${UID}`);
    expect(await ports.store.get(stored.inboxItem('event'))).toBeNull();
    expect(await ports.store.get(stored.inboxItem('account-delete-bert'))).toEqual(item);
  });

  test('is not undone by a token that outlives the account', async () => {
    const ports = await settledAthlete();
    const identity = identityAt(ports.now());
    await requestDeletion(ports, identity);
    await expect(ensureAthlete(ports, identity, 'UTC')).rejects.toMatchObject({
      code: 'forbidden',
    });
    await drainInbox(ports);
    await expect(ensureAthlete(ports, identity, 'UTC')).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(traces(ports)).toEqual([]);
  });

  test.each([0, 1, 2, 3, 5, 8, 13])(
    'goes on when it breaks off after %i transactions',
    async (allowed) => {
      const ports = await settledAthlete();
      await requestDeletion(ports, identityAt(ports.now()));
      let left = allowed + 1;
      const failing: MemoryPorts = {
        ...ports,
        store: {
          ...ports.store,
          transact: (run) => {
            left -= 1;
            return left < 0 ? Promise.reject(new Error('gone')) : ports.store.transact(run);
          },
        },
      };
      await runInboxItem(failing, `account-delete-${UID}`).catch(() => undefined);
      // The lease of a worker that vanished runs out.
      ports.pass(3_600_000);
      await drainInbox(ports);
      expect(traces(ports)).toEqual([]);
    },
  );
});
