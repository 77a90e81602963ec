import { localDay, type InboxDocument } from '@training-monkey/training';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { memoryStore } from '../../functions/src/adapters/memory/memory-store.ts';
import type { QueryResult, Store, StoredDocument } from '../../functions/src/ports/store.ts';
import { stored } from '../../functions/src/ports/stored.ts';
import { queuedItem } from '../../functions/src/use-cases/inbox/queued-item.ts';
import { heartStage, type HeartStage } from './heart-stage.ts';

let stage: HeartStage;
let store: Store;
beforeAll(async () => {
  stage = await heartStage();
});
afterAll(() => stage.stop());

const NOW = new Date('2025-06-10T12:00:00.000Z');
const item = (minute: number, changes: Partial<InboxDocument> = {}): InboxDocument => ({
  ...queuedItem(
    { kind: 'rescore', uid: 'a', from: localDay('2025-01-01'), to: localDay('2025-01-02') },
    NOW,
  ),
  notBefore: new Date(NOW.getTime() + minute * 60_000).toISOString(),
  ...changes,
});
const counter = stored.userIdCounter();

/** What use cases rely on holds for the real database and for its stand-in in tests alike. */
describe.each(['Firestore', 'memory'])('the store on %s', (kind) => {
  beforeEach(async () => {
    await fetch(
      `http://${stage.server.host}:${stage.server.port}/emulator/v1/projects/demo-training-monkey/databases/(default)/documents`,
      { method: 'DELETE' },
    );
    store = kind === 'Firestore' ? stage.ports.store : memoryStore();
  });

  test('what is written is read back, dates and all', async () => {
    const document = item(1, { expiresAt: new Date('2025-07-01T00:00:00.000Z') });
    expect(await store.create(stored.inboxItem('a'), document)).toBe(true);
    expect(await store.get(stored.inboxItem('a'))).toEqual(document);
    expect(await store.getAll([stored.inboxItem('b'), stored.inboxItem('a')])).toEqual([
      null,
      document,
    ]);
    expect(await store.getAll([])).toEqual([]);
  });

  test('creating what exists changes nothing', async () => {
    await store.create(counter, { last: 1 });
    expect(await store.create(counter, { last: 2 })).toBe(false);
    expect(await store.get(counter)).toEqual({ last: 1 });
  });

  test('pages follow each other by order and id without gap or repetition', async () => {
    for (let i = 0; i < 25; i += 1) {
      await store.create(stored.inboxItem(`i${i}`), item(Math.floor(i / 10)));
    }
    const seen: string[] = [];
    let startAfter: StoredDocument<unknown> | null = null;
    do {
      const page: QueryResult<InboxDocument> = await store.query(stored.inbox(), {
        where: [
          ['state', '==', 'queued'],
          ['notBefore', '<=', item(1).notBefore],
        ],
        orderBy: 'notBefore',
        limit: 7,
        ...(startAfter === null ? {} : { startAfter }),
      });
      seen.push(...page.found.map(({ id }) => id));
      startAfter = page.last;
    } while (startAfter !== null);
    expect(seen).toHaveLength(20);
    expect(new Set(seen).size).toBe(20);
    expect(seen.slice(0, 10)).toEqual([...seen.slice(0, 10)].sort());
    const byId = await store.query(stored.inbox(), { limit: 3 });
    expect(byId.found.map(({ id }) => id)).toEqual(['i0', 'i1', 'i10']);
  });

  test('a document of another shape is set apart, not mixed in', async () => {
    await store.create(stored.inboxItem('good'), item(1));
    const broken = { path: 'inbox/broken', schema: stored.userIdCounter().schema };
    await store.create(broken, { last: 7 });
    const page = await store.query(stored.inbox(), { limit: 10 });
    expect(page.found.map(({ id }) => id)).toEqual(['good']);
    expect(page.unreadable).toEqual(['inbox/broken']);
    expect(page.last?.id).toBe('good');
  });

  test('an update needs the document and, if named, its version', async () => {
    const update = (fields: { last: number }, version?: string) =>
      store.transact((tx) => {
        tx.update(counter, fields, version);
        return Promise.resolve();
      });
    await expect(update({ last: 1 })).rejects.toMatchObject({ code: 'conflict' });
    await store.create(counter, { last: 1 });
    const counters = { path: 'counters', schema: counter.schema };
    const { version } = (await store.query(counters, { limit: 1 })).found[0]!;
    await update({ last: 2 }, version);
    await expect(update({ last: 3 }, version)).rejects.toMatchObject({ code: 'conflict' });
    expect(await store.get(counter)).toEqual({ last: 2 });
  });

  test('a transaction is all or nothing', async () => {
    await store.create(counter, { last: 1 });
    const failing = store.transact((tx) => {
      tx.set(stored.inboxItem('x'), item(1));
      tx.create(counter, { last: 9 });
      return Promise.resolve();
    });
    await expect(failing).rejects.toMatchObject({ code: 'conflict' });
    expect(await store.get(stored.inboxItem('x'))).toBeNull();
    await store.transact((tx) => {
      tx.delete(counter);
      return Promise.resolve();
    });
    expect(await store.get(counter)).toBeNull();
  });

  test('transactions that read the same document happen one after the other', async () => {
    await store.create(counter, { last: 0 });
    const increment = () =>
      store.transact(async (tx) => {
        const before = await tx.get(counter);
        tx.set(counter, { last: (before?.last ?? 0) + 1 });
      });
    await Promise.all(Array.from({ length: 10 }, increment));
    expect(await store.get(counter)).toEqual({ last: 10 });
  });
});

test('reading a document of another shape says which without telling the caller', async () => {
  await stage.ports.store.create(stored.userIdCounter(), { last: 3 });
  const misread = { path: stored.userIdCounter().path, schema: stored.user('x').schema };
  await expect(stage.ports.store.get(misread)).rejects.toMatchObject({
    code: 'unreadable-document',
    message: 'A stored document cannot be read.',
  });
});
