import { localDay } from '@training-monkey/training';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stored } from '../../functions/src/ports/stored.ts';
import { aFile, someFacts } from '../../functions/src/testing/an-activity.ts';
import { UID } from '../../functions/src/testing/an-athlete.ts';
import { derivedState, rebuiltState } from '../../functions/src/testing/expected-state.ts';
import { live, step } from '../../functions/src/testing/random-history.ts';
import { changeActivities } from '../../functions/src/use-cases/activities/change-activities.ts';
import { importActivities } from '../../functions/src/use-cases/activities/import-activities.ts';
import { rebuildLedgers } from '../../functions/src/use-cases/activities/rebuild-ledgers.ts';
import { ensureAthlete } from '../../functions/src/use-cases/athlete/ensure-athlete.ts';
import { runInboxItem } from '../../functions/src/use-cases/inbox/run-inbox-item.ts';
import { sweepInbox } from '../../functions/src/use-cases/inbox/sweep-inbox.ts';
import { heartStage, type HeartStage } from './heart-stage.ts';

const TODAY = localDay('2025-06-10');

let stage: HeartStage;
beforeAll(async () => {
  stage = await heartStage();
});
afterAll(() => stage.stop());

const anAthlete = (uid: string) =>
  ensureAthlete(stage.ports, { uid, email: null, isAdmin: false }, 'UTC');

test('20 parallel imports of one athlete lose nothing', async () => {
  await anAthlete('busy');
  const batches = Array.from({ length: 20 }, (_, batch) =>
    Array.from({ length: 5 }, (_, i) => ({
      facts: someFacts({
        startedAt: new Date(Date.UTC(2024 + (batch % 2), 0, 1 + batch, 5 + i * 2)).toISOString(),
      }),
      fileName: null,
    })),
  );
  const results = await Promise.all(
    batches.map((items) => importActivities(stage.ports, 'busy', 'file', items)),
  );
  expect(results.flat().every(({ outcome }) => outcome === 'created')).toBe(true);
  const state = await derivedState(stage.ports.store, 'busy');
  expect(state.activities).toHaveLength(100);
  expect(state.ledgers.map(([, ledger]) => ledger?.activityIds.length)).toEqual([50, 50]);
  expect(state).toEqual(await rebuiltState(stage.ports.store, 'busy', TODAY));
});

test('the same batch sent by several at once is taken once', async () => {
  await anAthlete('eager');
  const items = [{ facts: someFacts(), fileName: null }];
  const results = await Promise.all(
    Array.from({ length: 8 }, () => importActivities(stage.ports, 'eager', 'file', items)),
  );
  const outcomes = results.flat().map(({ outcome }) => outcome);
  expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'unchanged')).toHaveLength(7);
});

test('two athletes at once never touch each other’s documents', async () => {
  await Promise.all([anAthlete('left'), anAthlete('right')]);
  await changeActivities(stage.ports, 'right', [aFile('r0', { movingTimeS: 1234 })]);
  const before = await derivedState(stage.ports.store, 'right');
  await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      changeActivities(stage.ports, 'left', [
        aFile(`l${i}`, { startedAt: `2025-05-0${(i % 9) + 1}T1${i}:00:00.000Z` }),
        { kind: 'remove', activityId: 'r0' },
      ]),
    ),
  );
  expect(await derivedState(stage.ports.store, 'right')).toEqual(before);
  expect((await derivedState(stage.ports.store, 'left')).activities).toHaveLength(10);
});

test('athletes who sign up at once get different numbers, and each only one', async () => {
  const calls = Array.from({ length: 20 }, (_, i) => anAthlete(`new-${i % 10}`));
  const users = await Promise.all(calls);
  const numbers = new Map(users.map(({ user }, i) => [`new-${i % 10}`, user.userId]));
  expect(new Set(numbers.values()).size).toBe(10);
  users.forEach(({ user }, i) => expect(user.userId).toBe(numbers.get(`new-${i % 10}`)));
  expect(users.filter(({ isNew }) => isNew)).toHaveLength(10);
});

test('200 random steps on the real database end as a rebuild from scratch', async () => {
  let cases = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 200, maxLength: 200 }), async (steps) => {
      cases += 1;
      // The steps know one athlete; each case begins with a clean one.
      const { found } = await stage.ports.store.query(stored.activities(UID), { limit: 1000 });
      await anAthlete(UID);
      const removals = found.map(({ id }) => ({ kind: 'remove' as const, activityId: id }));
      await changeActivities(stage.ports, UID, removals);
      await live(stage.ports, steps);
      await runInboxItem(stage.ports, `rescore-${UID}`);
      await sweepInbox(stage.ports, new Date('2030-01-01T00:00:00.000Z'));

      const state = await derivedState(stage.ports.store, UID);
      const rebuilt = await rebuiltState(stage.ports.store, UID, TODAY);
      expect(JSON.stringify(state.ledgers)).toBe(JSON.stringify(rebuilt.ledgers));
      expect(state).toEqual(rebuilt);
      expect(await rebuildLedgers(stage.ports, UID)).toEqual({ repairedYears: [] });
    }),
    { numRuns: 2, endOnFailure: true },
  );
  expect(cases).toBe(2);
});
