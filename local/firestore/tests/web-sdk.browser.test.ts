import { Firestore } from '@google-cloud/firestore';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from '../../../tests/browser/chromium.ts';
import { startFirestore } from '../src/index.ts';
import type { RunningFirestore } from '../src/index.ts';
import type { PageVerbs } from './page-script.ts';
import { serveWebPages } from './web-page.ts';
import type { WebPage, WebPages } from './web-page.ts';

const RULES = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /open/{id} { allow read, write; }
    match /shared/{id} { allow read: if resource == null || resource.data.visible == true; }
    match /users/{uid} { allow read, write: if request.auth.uid == uid; }
  }
}`;

let firestore: RunningFirestore;
let admin: Firestore;
let browser: Browser;
let pages: WebPages;
let context: BrowserContext;

beforeAll(async () => {
  firestore = await startFirestore({ rules: RULES });
  process.env.FIRESTORE_EMULATOR_HOST = `127.0.0.1:${firestore.port}`;
  admin = new Firestore({ projectId: 'demo-browser' });
  browser = await launchChromium();
  pages = await serveWebPages();
});
afterAll(async () => {
  await browser.close();
  await pages.close();
  await admin.terminate();
  await firestore.stop();
});
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

async function openPage(options: Parameters<PageVerbs['open']>[1] = {}): Promise<WebPage> {
  const page = await pages.open(context);
  await page.call('open', firestore.port, options);
  return page;
}

for (const longPolling of [false, true]) {
  describe(`a browser ${longPolling ? 'polling' : 'streaming'}`, () => {
    const id = longPolling ? 'polled' : 'streamed';

    test('writes and reads a document with every script of Unicode', async () => {
      const page = await openPage({ longPolling });
      const data = { text: 'é ü 漢字 🏃‍♀️', n: 1.5, list: [1, null, { deep: true }] };
      expect(await page.call('set', `open/${id}`, data)).toBe('ok');
      expect(await page.call('get', `open/${id}`)).toEqual(data);
      expect((await admin.doc(`open/${id}`).get()).data()).toEqual(data);
    });

    test('shows what the server writes while it listens', async () => {
      const page = await openPage({ longPolling });
      await page.call('listen', 'doc', `open/${id}-fed`);
      await page.shows('doc', null);
      await admin.doc(`open/${id}-fed`).set({ n: 1 });
      await page.shows('doc', { n: 1 });
      await admin.doc(`open/${id}-fed`).update({ n: 2 });
      await page.shows('doc', { n: 2 });
      await admin.doc(`open/${id}-fed`).delete();
      await page.shows('doc', null);
    });
  });
}

test('a limited query refills when a result goes', async () => {
  for (const n of [1, 2, 3]) await admin.doc(`open/w${n}`).set({ rank: n });
  const page = await openPage();
  await page.call('listenFirst', 'first', 'open', 'rank', 2);
  await page.shows('first', 'w1 w2');
  await admin.doc('open/w1').delete();
  await page.shows('first', 'w2 w3');
  await admin.doc('open/w3').update({ rank: 0 });
  await page.shows('first', 'w3 w2');
});

test('increments sent ahead are applied once each', async () => {
  const page = await openPage();
  await page.call('set', 'open/hurried', { n: 0 });
  await page.call('hurry', 'open/hurried', 30);
  expect((await admin.doc('open/hurried').get()).get('n')).toBe(30);
});

test('transactions of two tabs lose no update', async () => {
  const [one, two] = [await openPage(), await openPage()];
  await one.call('set', 'open/shared-counter', { n: 0 });
  for (let round = 0; round < 3; round += 1) {
    await Promise.all(
      [one, two].map((p) => p.call('addInTransaction', 'open/shared-counter', 'n')),
    );
  }
  expect((await admin.doc('open/shared-counter').get()).get('n')).toBe(6);
  expect(await one.call('count', 'open')).toBeGreaterThan(0);
});

test('offline writes arrive and missed changes show when the network is back', async () => {
  const page = await openPage();
  await admin.doc('open/watched').set({ n: 1 });
  await page.call('listen', 'doc', 'open/watched');
  await page.shows('doc', { n: 1 });
  await page.call('offline');
  await admin.doc('open/watched').set({ n: 2 });
  await page.page.evaluate(`void firestorePage.set('open/made-offline', { late: true })`);
  expect((await admin.doc('open/made-offline').get()).exists).toBe(false);
  await page.call('online');
  await page.shows('doc', { n: 2 });
  expect(await page.call('get', 'open/made-offline')).toEqual({ late: true });
  await expect
    .poll(async () => (await admin.doc('open/made-offline').get()).data())
    .toEqual({ late: true });
});

test('after a restart of the channel only what changed is sent again', async () => {
  const page = await openPage();
  for (const n of [1, 2, 3, 4, 5]) await admin.doc(`open/many${n}`).set({ many: n });
  await page.call('listenFirst', 'many', 'open', 'many', 10);
  await page.shows('many', 'many1 many2 many3 many4 many5');
  await page.call('offline');
  await admin.doc('open/many3').delete();
  await admin.doc('open/many6').set({ many: 6 });
  firestore.resetCounts();
  await page.call('online');
  await page.shows('many', 'many1 many2 many4 many5 many6');
  expect(firestore.counts().client.reads).toBe(1);
});

test('tabs with a persistent cache share listeners and stay in step', async () => {
  const tabs = [];
  for (let i = 0; i < 3; i += 1) tabs.push(await openPage({ persistent: true }));
  for (const tab of tabs) await tab.call('listen', 'doc', 'open/tabs');
  for (const [i, tab] of tabs.entries()) {
    expect(await tab.call('set', 'open/tabs', { from: i })).toBe('ok');
    for (const other of tabs) await other.shows('doc', { from: i });
  }
  await admin.doc('open/tabs').set({ from: 'server' });
  for (const tab of tabs) await tab.shows('doc', { from: 'server' });
  await tabs[0]?.page.close();
  await admin.doc('open/tabs').set({ from: 'after the first tab closed' });
  for (const tab of tabs.slice(1)) await tab.shows('doc', { from: 'after the first tab closed' });
});

test('six tabs get through although a host allows six connections', async () => {
  const tabs = [];
  for (let i = 0; i < 6; i += 1) {
    const tab = await openPage({ longPolling: i % 2 === 1 });
    await tab.call('listen', 'doc', 'open/crowd');
    expect(await tab.call('set', `open/tab${i}`, { i })).toBe('ok');
    tabs.push(tab);
  }
  const [first] = tabs;
  await first?.call('set', 'open/crowd', { n: 0 });
  await Promise.all(tabs.map((tab) => tab.call('hurry', 'open/crowd', 5)));
  for (const tab of tabs) await tab.shows('doc', { n: 30 });
});

test('the rules decide for a signed-in user and end a listener that loses permission', async () => {
  const page = await openPage({ user: 'ann' });
  expect(await page.call('set', 'users/ann', { mine: true })).toBe('ok');
  expect(await page.call('set', 'users/bob', { mine: true })).toBe('permission-denied');
  expect(await page.call('list', 'users')).toBe('permission-denied');
  await admin.doc('shared/one').set({ visible: true });
  await page.call('listen', 'shared', 'shared/one');
  await page.shows('shared', { visible: true });
  await admin.doc('shared/one').set({ visible: false });
  await page.shows('shared', 'permission-denied');
});
