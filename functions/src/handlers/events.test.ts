import { localDay, NO_ANNOTATION } from '@training-monkey/training';
import { beforeEach, describe, expect, test } from 'vitest';
import { stored } from '../ports/stored.ts';
import { aFile } from '../testing/an-activity.ts';
import { anAthlete, saveSettings, UID } from '../testing/an-athlete.ts';
import { memoryPorts, type MemoryPorts } from '../testing/memory-ports.ts';
import { changeActivities } from '../use-cases/activities/change-activities.ts';
import { LEASE_MS } from '../use-cases/inbox/lease.ts';
import { queuedItem } from '../use-cases/inbox/queued-item.ts';
import { onAthleteData } from './on-athlete-data.ts';
import { onInbox } from './on-inbox.ts';

let ports: MemoryPorts;
const event = (document: string, time = '2025-06-10T12:00:00.000Z') => ({
  id: 'e1',
  specversion: '1.0',
  document,
  time,
  data: Buffer.from('whatever the change was'),
});
const work = {
  kind: 'rescore' as const,
  uid: UID,
  from: localDay('2025-01-01'),
  to: localDay('2025-12-31'),
};

beforeEach(async () => {
  ports = memoryPorts();
  await anAthlete(ports);
  await changeActivities(ports, UID, [aFile('a')]);
});

describe('on-athlete-data', () => {
  test('an annotation rescores its activity', async () => {
    const said = { ...NO_ANNOTATION, leaveOut: true, updatedAt: '2025-06-10T12:00:00.000Z' };
    ports.store.put(stored.annotation(UID, 'a').path, said);
    await onAthleteData(ports, event('users/anna/annotations/a'));
    expect(await ports.store.get(stored.activity(UID, 'a'))).toMatchObject({ counted: false });
  });

  test('settings are taken up', async () => {
    await saveSettings(ports, { riskStyle: 'aggressive' });
    await onAthleteData(ports, event('users/anna/settings/athlete'));
    expect(await ports.store.get(stored.dashboard(UID))).toMatchObject({
      metrics: { riskStyle: 'aggressive' },
    });
  });

  test.each([
    'users/anna/journal/2025-06-10',
    'users/anna/settings/x',
    'inbox/x',
    'users/nobody/annotations/a',
    'a',
  ])('an event about %s changes nothing', async (path) => {
    const before = ports.store.contents();
    await onAthleteData(ports, event(path));
    expect(ports.store.contents()).toEqual(before);
  });

  test('a failure has the event come again, until it is too old', async () => {
    ports = { ...ports, store: { ...ports.store, transact: () => Promise.reject(new Error('x')) } };
    await expect(onAthleteData(ports, event('users/anna/settings/athlete'))).rejects.toThrow();
    const old = event('users/anna/settings/athlete', '2025-06-09T11:00:00.000Z');
    await onAthleteData(ports, old);
    expect(ports.logged.at(-1)).toMatchObject({ message: 'event is too old, dropped' });
  });
});

describe('on-inbox', () => {
  test('does what is due', async () => {
    await ports.store.create(stored.inboxItem('w'), queuedItem(work, ports.now()));
    await onInbox(ports, event('inbox/w'));
    expect(await ports.store.get(stored.inboxItem('w'))).toMatchObject({ state: 'done' });
  });

  test('asks to be called again for what is due soon, leaves what is due late to the sweep', async () => {
    const due = (minutes: number) => new Date(ports.now().getTime() + minutes * 60_000);
    await ports.store.create(stored.inboxItem('soon'), queuedItem(work, ports.now(), due(2)));
    await ports.store.create(stored.inboxItem('late'), queuedItem(work, ports.now(), due(60)));
    await expect(onInbox(ports, event('inbox/soon'))).rejects.toThrow('Due at');
    await expect(onInbox(ports, event('inbox/late'))).resolves.toBeUndefined();
  });

  test('what another event is working on is left to it; a vanished worker’s own event comes back', async () => {
    await ports.store.create(stored.inboxItem('w'), queuedItem(work, ports.now()));
    const vanished = {
      ...ports,
      store: { ...ports.store, get: () => new Promise<never>(() => 0) },
    };
    void onInbox(vanished, event('inbox/w'));
    await new Promise((resolve) => setImmediate(resolve));
    await expect(onInbox(ports, { ...event('inbox/w'), id: 'e2' })).resolves.toBeUndefined();
    await expect(onInbox(ports, event('inbox/w'))).rejects.toThrow('Due at');
    ports.pass(LEASE_MS);
    await onInbox(ports, event('inbox/w'));
    expect(await ports.store.get(stored.inboxItem('w'))).toMatchObject({ state: 'done' });
  });

  test('what is thrown for redelivery carries no stack', async () => {
    const due = new Date(ports.now().getTime() + 1000);
    await ports.store.create(stored.inboxItem('soon'), queuedItem(work, ports.now(), due));
    const thrown: unknown = await onInbox(ports, event('inbox/soon')).catch(
      (error: unknown) => error,
    );
    expect((thrown as Error).stack).not.toContain('\n');
  });

  test('an event that is none is dropped', async () => {
    await onInbox(ports, { id: 'x' });
    expect(ports.logged.at(-1)).toMatchObject({ severity: 'ERROR' });
  });
});
