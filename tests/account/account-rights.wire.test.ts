import { ledgerDocument, withoutStrava, type Ledger } from '@training-monkey/training';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { stravaStored } from '../../functions/src/ports/strava-stored.ts';
import { tombstoneRef } from '../../functions/src/ports/tombstone-stored.ts';
import { RESTORED_PARTS } from '../../functions/src/use-cases/my-data/restore.ts';
import { sandboxAthlete } from '../../local/strava/src/index.ts';
import { goodAnnotation, goodFeedback, goodGoal, goodJournal } from '../rules/athlete-documents.ts';
import { accountStage, type AccountStage } from './account-stage.ts';

const GOOGLE_ID = '118000000000000000042';
const EMAIL = 'vera.forgetmenot@example.org';
const VERA_ON_STRAVA = sandboxAthlete(987_650_321, { newest: 8 });
const WALT_ON_STRAVA = sandboxAthlete(987_650_322, { newest: 25 });
const line = z.object({ id: z.string(), document: z.unknown() });

let stage: AccountStage;
let files: Record<string, Uint8Array>;
beforeAll(async () => {
  stage = await accountStage([VERA_ON_STRAVA, WALT_ON_STRAVA]);
});
afterAll(() => stage.stop());

const aRun = (day: number) => ({
  fileName: 'run.fit',
  facts: {
    startedAt: `2025-05-${String(day).padStart(2, '0')}T06:00:00.000Z`,
    localDay: `2025-05-${String(day).padStart(2, '0')}`,
    ...{ timeZone: null, name: 'Run', sport: 'Run', movingTimeS: 3600, elapsedTimeS: 3700 },
    ...{ distanceM: 10_000.5 + day, elevationGainM: 100, deviceName: null },
    heartRate: { avgBpm: 150, maxBpm: 160, histogram: { firstBpm: 149, seconds: [1800, 1700] } },
  },
});

const linesOf = (name: string) =>
  strFromU8(files[name] ?? new Uint8Array())
    .split('\n')
    .filter(Boolean)
    .map((text) => line.parse(JSON.parse(text)));
const ledgersInZip = () =>
  linesOf('ledger.jsonl').map(({ document }) => ledgerDocument.parse(document));

async function ledgersOf(uid: string): Promise<Ledger[]> {
  const { docs } = await stage.database.collection(`users/${uid}/ledger`).get();
  return docs.map((found) => ledgerDocument.parse(found.data()));
}

/** All sessions have come from Strava, each with its heart rate per sample. */
const isSynced = (user: unknown) => {
  const shape = z.object({
    strava: z.object({ lastSyncedAt: z.string(), sync: z.object({ streams: z.literal(8) }) }),
  });
  return shape.safeParse(user).success;
};

async function restored(token: string): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const part of RESTORED_PARTS) {
    const lines = linesOf(`${part}.jsonl`);
    const answer = await stage.call(token, 'POST', '/api/my-data:restore', { part, lines });
    answers[part] = await answer.json();
  }
  return answers;
}

/** Deletes an account, and waits until that is done and Strava has told us of our own revocation. */
async function deleted(token: string, uid: string): Promise<void> {
  expect((await stage.call(token, 'POST', '/api/account:delete')).status).toBe(202);
  const tombstone = tombstoneRef(uid);
  await stage.when(tombstone.path, (stone) => {
    const read = tombstone.schema.safeParse(stone);
    return read.success && read.data.completedAt !== null;
  });
  await stage.sandbox.world.deliveries.settled();
}

describe('the athlete’s rights over the data', () => {
  test('deletion leaves no uid, e-mail, Strava id or token in Firestore, PostgreSQL or Auth', async () => {
    const { idToken, localId: uid } = await stage.signIn(GOOGLE_ID, EMAIL);
    await stage.call(idToken, 'POST', '/api/athlete');
    const activities = [1, 2, 5, 9, 14].map(aRun);
    const imported = await stage.call(idToken, 'POST', '/api/activities:import', { activities });
    expect(imported.status).toBe(200);
    expect(await stage.connectStrava(idToken, VERA_ON_STRAVA.id)).toBe('connected');
    await stage.when(`users/${uid}`, isSynced);
    const stravaIds = stage.sandbox.world.training.list(VERA_ON_STRAVA.id).map(({ id }) => `${id}`);
    const said = stage.database.doc(`users/${uid}`);
    await Promise.all([
      said
        .collection('annotations')
        .doc(`strava-${stravaIds[0]}`)
        .set({
          ...goodAnnotation,
          leaveOut: true,
        }),
      said.collection('journal').doc('2025-06-10').set(goodJournal),
      said.collection('coachFeedback').doc('2025-06-10').set(goodFeedback),
      said.collection('settings').doc('goal').set(goodGoal),
    ]);
    await stage.when(
      `users/${uid}/activities/strava-${stravaIds[0]}`,
      (found) => z.object({ counted: z.literal(false) }).safeParse(found).success,
    );
    await stage.when(`users/${uid}/plans/current`, (plan) => plan !== undefined);
    await stage.stack.callScheduled('export-postgres');

    const answer = await stage.call(idToken, 'GET', '/api/my-data');
    expect(answer.headers.get('content-type')).toBe('application/zip');
    files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    expect(linesOf('activities.jsonl')).toHaveLength(5 + 8);

    const grant = stage.sandbox.world.book.grants.get(VERA_ON_STRAVA.id);
    const tokens = stravaStored.tokens(uid);
    const sealed = tokens.schema.parse((await stage.database.doc(tokens.path).get()).data());
    const marks = [
      ...[uid, EMAIL, GOOGLE_ID, String(VERA_ON_STRAVA.id), ...stravaIds],
      ...[grant!.refreshToken, ...grant!.accessTokens.map(({ token }) => token)],
      ...[sealed.accessToken, sealed.refreshToken],
    ];
    const before = await stage.tracesOf(marks);
    for (const place of ['users/', 'stravaTokens/', 'stravaAthletes/', 'public.', 'accounts ']) {
      expect(before.some((text) => text.startsWith(place))).toBe(true);
    }

    await deleted(idToken, uid);
    expect(stage.sandbox.world.book.grants.has(VERA_ON_STRAVA.id)).toBe(false);
    await expect.poll(() => stage.tracesOf(marks)).toEqual([]);
    expect((await stage.call(idToken, 'POST', '/api/athlete')).ok).toBe(false);
  });

  test('signing up again and restoring the download gives the identical ledger', async () => {
    const { idToken, localId: uid } = await stage.signIn(GOOGLE_ID, EMAIL);
    await stage.call(idToken, 'POST', '/api/athlete');
    expect(await restored(idToken)).toEqual({
      settings: { restored: 2, passedOver: 0 },
      activities: { restored: 5, passedOver: 8 },
      annotations: { restored: 0, passedOver: 1 },
      journal: { restored: 1, passedOver: 0 },
      coachFeedback: { restored: 1, passedOver: 0 },
    });
    const own = ledgersInZip().map(withoutStrava);
    expect(await ledgersOf(uid)).toEqual(own.filter(({ days }) => days.length > 0));

    // What came from Strava comes from Strava again, and then what was said about it.
    expect(await stage.connectStrava(idToken, VERA_ON_STRAVA.id)).toBe('connected');
    await stage.when(`users/${uid}`, isSynced);
    expect(await restored(idToken)).toMatchObject({ annotations: { restored: 1 } });
    expect(await ledgersOf(uid)).toEqual(ledgersInZip());
  });

  test('deletion in the middle of the first sync from Strava leaves no trace either', async () => {
    const email = 'walt.inahurry@example.org';
    const { idToken, localId: uid } = await stage.signIn('118000000000000000043', email);
    await stage.call(idToken, 'POST', '/api/athlete');
    expect(await stage.connectStrava(idToken, WALT_ON_STRAVA.id)).toBe('connected');
    await deleted(idToken, uid);
    const marks = [uid, email, String(WALT_ON_STRAVA.id)];
    await expect.poll(() => stage.tracesOf(marks)).toEqual([]);
  });
});
