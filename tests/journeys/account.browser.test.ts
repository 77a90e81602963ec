import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callAs, hasAccount, openApp, type App, type Athlete } from '../browser/open-app.ts';

let app: App;
let athlete: Athlete;

const strength = (startedAt: string) => ({
  startedAt,
  localDay: startedAt.slice(0, 10),
  timeZone: 'Europe/Berlin',
  name: 'Weights',
  sport: 'WeightTraining',
  movingTimeS: 3600,
  elapsedTimeS: 3600,
  distanceM: null,
  elevationGainM: null,
  heartRate: { avgBpm: 120, maxBpm: 150, histogram: null },
  deviceName: null,
});
const add = async (facts: unknown) =>
  ((await callAs(app, athlete, '/api/activities', { facts })) as { activityId: string }).activityId;

/** Lets nothing else into the page's cache of documents; runs in the page, as on a slow device. */
async function occupiedCache(): Promise<() => void> {
  const found = (await indexedDB.databases()).find(({ name }) => name?.startsWith('firestore/'));
  const opening = indexedDB.open(found!.name!);
  await new Promise((opened) => opening.addEventListener('success', opened));
  const stores = [...opening.result.objectStoreNames];
  const store = opening.result.transaction(stores, 'readwrite').objectStore(stores[0]!);
  let isHeld = true;
  const hold = () => {
    if (isHeld) store.count().addEventListener('success', hold);
  };
  hold();
  return () => {
    isHeld = false;
    opening.result.close();
  };
}

beforeAll(async () => {
  app = await openApp();
  athlete = await app.signUp('second');
});
afterAll(() => app.close());

describe('an account', () => {
  test('says why a password or an e-mail is refused', async () => {
    const page = await app.newPage();
    await page.goto('/signup');
    await page.getByLabel('E-mail').fill(athlete.email);
    await page.getByLabel('Password').fill('another secret');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByText('There is an account with this e-mail already.').waitFor();
    await page.getByRole('link', { name: 'I have an account' }).click();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    await page.getByLabel('E-mail').fill(athlete.email);
    await page.getByLabel('Password').fill('not my secret');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('E-mail or password is wrong.').waitFor();
    await page.getByRole('link', { name: 'Forgot the password?' }).click();
    await page.getByRole('button', { name: 'Send the link' }).waitFor();
    await page.getByLabel('E-mail').fill('nobody@example.com');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('If nobody@example.com has an account').waitFor();
    await page.context().close();
    // The browser itself reports the refused requests of these three tries.
    app.complaints.length = 0;
  });

  test('keeps protected pages from strangers and returns after login', async () => {
    const { page, email, password } = athlete;
    await page.goto('/settings');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(/\/login\?next=/);
    await page.goto('/activities?sport=strength');
    await page.waitForURL((url) => url.searchParams.get('next') === '/activities?sport=strength');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.waitForURL('**/activities?sport=strength');
  });

  test('misses no activity of a long list when a new one arrives', async () => {
    const { page } = athlete;
    const activities = Array.from({ length: 41 }, (_, i) => ({
      fileName: `${i}.fit`,
      facts: strength(new Date(Date.UTC(2025, 0, 1 + i, 17)).toISOString()),
    }));
    await callAs(app, athlete, '/api/activities:import', { activities });
    await page.goto('/activities');
    const rows = page.getByRole('list', { name: 'Activities' }).getByRole('listitem');
    await expect.poll(() => rows.count()).toBe(40);
    await rows.last().scrollIntoViewIfNeeded();
    await expect.poll(() => rows.count()).toBe(41);
    await add(strength('2025-03-01T17:00:00.000Z'));
    await rows.filter({ hasText: 'Sat, Mar 1' }).waitFor();
    expect(await rows.count()).toBe(42);
  });

  test('tells how an import went wherever one looked meanwhile', async () => {
    const { page } = athlete;
    await page.goto('/import');
    const files = page.getByLabel('Drop files here');
    const broken = { name: 'broken.gpx', mimeType: 'text/xml', buffer: Buffer.from('no file') };
    await files.setInputFiles(broken);
    await page.getByRole('link', { name: 'Activities' }).click();
    await page.getByRole('heading', { name: 'Activities' }).waitFor();
    await page.getByRole('link', { name: 'Import', exact: true }).click();
    await page.getByText('1 file was skipped').waitFor();
  });

  test('weighs a strength session by the effort the athlete gives it', async () => {
    const { page } = athlete;
    const id = await add(strength('2026-03-02T17:00:00.000Z'));
    await page.goto(`/activities/${id}`);
    await page.getByText('1.80 mi', { exact: true }).waitFor();
    await page.getByText('Effort 6 is assumed').waitFor();
    await page.getByRole('button', { name: 'Effort (CR-10): 9' }).click();
    await page.getByText('2.70 mi', { exact: true }).waitFor();
    await page.getByText('540 min × effort').waitFor();
  });

  test('scores only later sessions again when the heart rates change from a day on', async () => {
    const { page } = athlete;
    const early = await add(strength('2026-03-10T17:00:00.000Z'));
    const late = await add(strength('2026-03-20T17:00:00.000Z'));
    const shownTrimp = () => page.getByText(/^TRIMP [\d.]+$/).innerText();
    const trimpOf = async (id: string) => {
      await page.goto(`/activities/${id}`);
      return shownTrimp();
    };
    const before = await trimpOf(early);
    expect(await trimpOf(late)).toBe(before);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'New values from a day on' }).click();
    await page.getByLabel('From', { exact: true }).fill('2026-03-15');
    await page.getByLabel('Maximum heart rate').fill('400');
    await page.getByText('Maximum heart rate lies between 100 and 240').waitFor();
    await page.getByLabel('Maximum heart rate').fill('195');
    await page.getByRole('img', { name: 'maximum 195' }).waitFor();
    await page.getByRole('button', { name: 'Use from that day' }).click();
    await page.getByText('from Mar 15, 2026').waitFor();
    await page.getByRole('link', { name: 'Activities' }).click();
    await page.locator(`a[href$="/activities/${late}"]`).click();
    await expect.poll(shownTrimp).not.toBe(before);
    expect(await trimpOf(early)).toBe(before);
  });

  test('asks before a page is left that holds what the device has not kept yet', async () => {
    const { page } = athlete;
    await page.goto('/settings');
    const units = page.getByLabel('Units');
    await units.waitFor();
    const busy = await page.evaluateHandle(occupiedCache);
    await units.selectOption('metric');
    const asked = page.waitForEvent('dialog');
    void page.evaluate(() => location.reload());
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await busy.evaluate((release) => release());
    await page.waitForFunction(() =>
      dispatchEvent(new Event('beforeunload', { cancelable: true })),
    );
    await page.reload();
    await expect.poll(() => units.inputValue()).toBe('metric');
  });

  test('shows no empty day while the journal is being read', async () => {
    const { page } = athlete;
    await page.goto('/journal');
    const sleep = page.getByLabel('Sleep (hours)');
    await sleep.waitFor();
    const busy = await page.evaluateHandle(occupiedCache);
    await page.getByRole('button', { name: 'Week before' }).click();
    await page.getByRole('status', { name: 'Fetching your journal' }).waitFor();
    expect(await sleep.count()).toBe(0);
    await busy.evaluate((release) => release());
    await sleep.waitFor();
  });

  test('sends what was written offline, beside what another device wrote meanwhile', async () => {
    const { page } = athlete;
    const today = await page.evaluate(() => new Intl.DateTimeFormat('sv-SE').format(new Date()));
    await add(strength(`${today}T00:00:00.000Z`));
    const phone = await app.newPage();
    await phone.goto('/login?next=/settings');
    await phone.getByLabel('E-mail').fill(athlete.email);
    await phone.getByLabel('Password').fill(athlete.password);
    await phone.getByRole('button', { name: 'Log in' }).click();
    await phone.getByLabel('Units').waitFor();
    await phone.getByRole('link', { name: 'Today' }).click();
    await phone.getByRole('slider', { name: 'Year: day' }).waitFor();
    await phone.getByRole('link', { name: 'Journal' }).click();
    await phone.getByLabel('Sleep (hours)').waitFor();
    await phone.context().setOffline(true);
    await phone.getByText('You are offline.').waitFor();
    await phone.getByLabel('Sleep (hours)').fill('7.5');
    await phone.getByRole('button', { name: 'Soreness: 2' }).click();
    await phone.getByRole('button', { name: /slept 7.5 h/ }).waitFor();
    await phone.getByRole('link', { name: 'Today' }).click();
    await phone.getByRole('slider', { name: 'Year: day' }).press('Enter');
    await phone.getByText('This device has not kept the sessions of this day.').waitFor();
    await phone.getByRole('link', { name: 'Settings' }).click();
    await phone
      .getByRole('button', { name: /^Change/ })
      .first()
      .click();
    await phone.getByLabel('Resting heart rate').fill('51');
    await phone.getByLabel('Risk style').selectOption('conservative');
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByLabel('Units').selectOption('imperial');
    await page.getByRole('link', { name: 'Journal' }).click();
    await page.getByRole('button', { name: 'Feeling: 4' }).click();
    await page.getByRole('button', { name: 'Sleep quality: 3' }).click();
    const isPressed = (name: string) => () =>
      page.getByRole('button', { name }).getAttribute('aria-pressed');
    await expect.poll(isPressed('Sleep quality: 3')).toBe('true');
    await phone.context().setOffline(false);
    await page.getByRole('button', { name: /slept 7.5 h, felt 4 of 5/ }).waitFor();
    await expect.poll(isPressed('Soreness: 2')).toBe('true');
    expect(await isPressed('Sleep quality: 3')()).toBe('true');
    await page.getByRole('link', { name: 'Settings' }).click();
    await expect.poll(() => page.getByLabel('Risk style').inputValue()).toBe('conservative');
    expect(await page.getByLabel('Units').inputValue()).toBe('imperial');
    await expect.poll(() => phone.getByLabel('Units').inputValue()).toBe('imperial');
    expect(await phone.getByLabel('Resting heart rate').inputValue()).toBe('51');
    await phone.context().close();
    // While it was offline the browser reported each request that failed.
    app.complaints.length = 0;
  });

  test('keeps the longest names within the width of a small phone', async () => {
    const { page, ...owner } = await app.signUp('somebody.with.an.address.wider.than.a.phone');
    const facts = { ...strength('2026-03-25T17:00:00.000Z'), name: 'Longrun'.repeat(12) };
    const made = await callAs(app, owner, '/api/activities', { facts });
    await page.setViewportSize({ width: 320, height: 640 });
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    await page.goto(`/activities/${(made as { activityId: string }).activityId}`);
    await page.getByRole('heading', { name: facts.name }).waitFor();
    expect(await width()).toBe(320);
    await page.goto('/settings');
    await page.getByText(`Signed in as ${owner.email}`).waitFor();
    expect(await width()).toBe(320);
    await page.context().close();
  });

  test('sees nothing of another athlete', async () => {
    const id = await add(strength('2026-03-25T17:00:00.000Z'));
    const { page } = await app.signUp('third');
    await page.goto(`/activities/${id}`);
    await page.getByRole('heading', { name: 'Not here' }).waitFor();
    await page.goto('/activities');
    await page.getByText('No activities yet.').waitFor();
    await page.goto('/journal');
    await page.getByLabel('Sleep (hours)').waitFor();
    expect(await page.getByRole('button', { name: /slept/ }).count()).toBe(0);
    await page.context().close();
  });

  test('connects with Strava, or says why not, and takes it back', async () => {
    const { page } = await app.signUp('linked');
    await page.goto('/settings');
    const connect = async (decide: () => Promise<void>) => {
      await page.getByRole('button', { name: 'Connect with Strava' }).click();
      await page.getByRole('heading', { name: /read your training/ }).waitFor();
      await decide();
      await page.waitForURL('**/settings?strava=*');
    };
    const authorize = () => page.getByRole('button', { name: 'Authorize' }).click();

    await connect(() => page.getByRole('button', { name: 'Cancel' }).click());
    await page.getByText('You did not allow access, so nothing was connected.').waitFor();
    await connect(async () => {
      await page.getByLabel(/See activities, except/).uncheck();
      await page.getByLabel(/See activities that only you/).uncheck();
      await authorize();
    });
    await page.getByText('Access to your activities was not ticked.').waitFor();
    await connect(authorize);
    await page.getByText('Strava is connected. Your history is on its way.').waitFor();
    await page.getByText('Connected. New sessions arrive by themselves.').waitFor();
    await page.getByRole('link', { name: 'Activities' }).click();
    await page.getByRole('list', { name: 'Activities' }).getByRole('link').first().click();
    await page.getByRole('link', { name: 'View on Strava' }).waitFor();

    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('button', { name: /^Disconnect/ }).click();
    await page.getByText('Connect once, and every new session arrives by itself.').waitFor();
    await page.getByRole('link', { name: 'Activities' }).click();
    await page.getByText('No activities yet.').waitFor();
    await page.context().close();
  });

  test('is deleted for good, and comes back from its download', async () => {
    const { page, ...owner } = await app.signUp('fourth');
    await callAs(app, owner, '/api/activities', { facts: strength('2026-03-25T17:00:00.000Z') });
    await page.getByRole('link', { name: 'Settings' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download my data' }).click();
    const buffer = await readFile(await (await downloading).path());
    await page.getByRole('button', { name: 'Delete my account' }).click();
    await page.getByLabel('Your password').fill(owner.password);
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await page.waitForURL(/\/login/);
    await page.context().close();
    await expect.poll(() => hasAccount(app, owner)).toBe(false);

    const { page: anew } = await app.signUp('fourth');
    await anew.getByRole('link', { name: 'Settings' }).click();
    const zip = { name: 'training-monkey.zip', mimeType: 'application/zip', buffer };
    await anew.getByLabel('Restore from a download').setInputFiles(zip);
    await anew.getByText('2 restored.').waitFor();
    await anew.getByRole('link', { name: 'Activities' }).click();
    await anew.getByText('Weights').waitFor();
    await anew.context().close();
  });

  test('leaves no error or warning in the console', () => {
    expect(app.complaints).toEqual([]);
  });
});
