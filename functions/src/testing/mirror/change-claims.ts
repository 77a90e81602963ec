import { isDeepStrictEqual } from 'node:util';
import { addDays, localDay, type AthleteSettings } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { anyStored } from '../../ports/any-stored.ts';
import { mirrorStored } from '../../ports/mirror-stored.ts';
import { stored } from '../../ports/stored.ts';
import { removeDocuments } from '../../use-cases/account/remove-documents.ts';
import { changeActivities } from '../../use-cases/activities/change-activities.ts';
import { takeUpSettings } from '../../use-cases/athlete/take-up-settings.ts';
import { turnTheDay } from '../../use-cases/athlete/turn-the-day.ts';
import { writeRecommendation } from '../../use-cases/coach/write-recommendation.ts';
import { aFile, aStravaCopy } from '../an-activity.ts';
import { drainInbox } from '../drain-inbox.ts';
import { repeatableChance } from '../repeatable-chance.ts';
import { mirroredProject, TODAY, type MirroredProject } from './mirrored-project.ts';
import { shown, type TestDatabases } from './test-databases.ts';

/** One thing that may happen to the first athlete, as functions do it. */
type Happening = (project: MirroredProject, chance: () => number, n: number) => Promise<void>;

const uidOf = ({ athletes }: MirroredProject): string => athletes[0]?.uid ?? '';

const train: Happening = async (project, chance, n) => {
  const day = addDays(TODAY, -Math.floor(chance() * 400));
  const facts = {
    startedAt: `${day}T0${n % 10}:00:00.000Z`,
    localDay: day,
    distanceM: Math.floor(chance() * 20_000),
    heartRate: chance() < 0.3 ? null : { avgBpm: 120 + (n % 50), maxBpm: null, histogram: null },
  };
  const copy = chance() < 0.5 ? aFile(`file-${n}`, facts) : aStravaCopy(String(n), facts);
  await changeActivities(project.ports, uidOf(project), [copy]);
};

const remove: Happening = async (project, chance) => {
  const uid = uidOf(project);
  const { found } = await project.ports.store.query(stored.activities(uid), { limit: 1000 });
  const activityId = found[Math.floor(chance() * found.length)]?.id;
  if (activityId !== undefined) {
    await changeActivities(project.ports, uid, [{ kind: 'remove', activityId }]);
  }
};

const annotate: Happening = async (project, chance, n) => {
  const { ports } = project;
  const uid = uidOf(project);
  const { found } = await ports.store.query(stored.activities(uid), { limit: 1000 });
  const activityId = found[Math.floor(chance() * found.length)]?.id;
  if (activityId === undefined) return;
  ports.store.put(stored.annotation(uid, activityId).path, {
    perceivedEffort: n % 11,
    feelingScore: null,
    notes: `note ${n}`,
    weightLbs: null,
    correctedElevationGainFeet: chance() < 0.5 ? n : null,
    leaveOut: chance() < 0.3,
    updatedAt: '1999-01-01T00:00:00.000Z',
  });
};

const chooseThresholds: Happening = async (project, chance) => {
  const { ports } = project;
  const uid = uidOf(project);
  const settings = await ports.store.get(stored.settings(uid));
  if (settings === null) return;
  const changed: AthleteSettings = {
    ...settings,
    footFeetPerMile: chance() < 0.5 ? 667 : 750,
    thresholds: [
      {
        from: localDay('1970-01-01'),
        ...{ restingHr: 40 + Math.floor(chance() * 20), maxHr: 180, gender: 'none' },
        zones: { method: 'reserve' },
      },
    ],
  };
  ports.store.put(stored.settings(uid).path, changed);
  await takeUpSettings(ports, uid);
  await drainInbox(ports);
};

const passADay: Happening = async ({ ports }) => {
  ports.pass(86_400_000);
  await turnTheDay(ports, new Date(ports.now().getTime() + 60_000));
};

const HAPPENINGS = [train, train, train, remove, annotate, annotate, chooseThresholds, passADay];

/** As the event of each annotation does that was written. */
async function hearAnnotations(
  { ports }: MirroredProject,
  before: ReadonlyMap<string, unknown>,
): Promise<void> {
  for (const [path, document] of ports.store.contents()) {
    const [, uid = '', collection, activityId = ''] = path.split('/');
    if (collection !== 'annotations' || isDeepStrictEqual(before.get(path), document)) continue;
    await changeActivities(ports, uid, [{ kind: 'annotated', activityId }]);
  }
}

/** The mirror follows what changes, by reading only that. */
export function changeClaims(databases: () => TestDatabases): void {
  describe('an export of changes', () => {
    test('reads one document and writes nothing when nothing has changed', async () => {
      const url = await databases().fresh();
      const { ports, run } = mirroredProject([{}, {}, {}]);
      await run(url);
      const before = ports.store.bill();
      const outcome = await run(url);
      const after = ports.store.bill();
      expect(outcome).toMatchObject({ athletes: 0, rowsRead: 0, rowsWritten: 0, compared: 0 });
      expect(after.reads - before.reads).toBe(1);
      expect(after.writes + after.deletes).toBe(before.writes + before.deletes);
    });

    test.each([11, 12, 13])(
      'leads where an export of everything would, whatever happened (seed %i)',
      async (seed) => {
        const chance = repeatableChance(seed);
        const url = await databases().fresh();
        const timeZone = ['Pacific/Kiritimati', 'America/New_York', 'UTC'][seed % 3] ?? 'UTC';
        const project = mirroredProject([{ seed, timeZone, activities: 25 }, {}]);
        await project.run(url);
        for (let n = 0; n < 24; n++) {
          const happening = HAPPENINGS[Math.floor(chance() * HAPPENINGS.length)] ?? train;
          const before = project.ports.store.contents();
          await happening(project, chance, n);
          await hearAnnotations(project, before);
          if (n % 3 !== 2) continue;
          const outcome = await project.run(url);
          expect(outcome).toMatchObject({ failed: 0, differences: [], isComplete: true });
        }
        const whole = await databases().fresh();
        await project.run(whole);
        expect(await shown(databases(), url)).toEqual(await shown(databases(), whole));
      },
    );

    test('writes only the rows that differ', async () => {
      const url = await databases().fresh();
      const project = mirroredProject([{}, {}]);
      await project.run(url);
      const [athlete] = project.athletes;
      const [activityId = ''] = athlete?.activities.keys() ?? [];
      await changeActivities(project.ports, athlete?.uid ?? '', [
        { kind: 'annotated', activityId },
      ]);
      expect(await project.run(url)).toMatchObject({ athletes: 1, rowsWritten: 0 });
    });

    test('reads what the coach said as it changes, and lets go what is gone', async () => {
      const { fresh, ask } = databases();
      const url = await fresh();
      const project = mirroredProject([{}, {}]);
      const { ports } = project;
      const uid = uidOf(project);
      const says = async () => {
        ports.pass(86_400_000);
        await turnTheDay(ports, new Date(ports.now().getTime() + 60_000));
        await writeRecommendation(ports, uid, { anew: false });
      };
      const readsOf = async (work: () => Promise<unknown>) => {
        const before = ports.store.bill().reads;
        await work();
        return ports.store.bill().reads - before;
      };
      const mirrored = () =>
        ask<{ day: string; said: string }>(
          url,
          `SELECT generated_date::text AS day, recommendation_text AS said
           FROM llm_recommendations ORDER BY id`,
        );
      const stands = async () => {
        const { found } = await ports.store.query(mirrorStored.recommendations(uid), { limit: 99 });
        return found.map(({ id, document }) => ({ day: id, said: document.recommendationText }));
      };

      for (let day = 0; day < 3; day++) await says();
      await project.run(url);
      await says();
      const early = await readsOf(() => project.run(url));
      for (let day = 0; day < 20; day++) await says();
      await project.run(url);
      await says();
      expect(await readsOf(() => project.run(url))).toBe(early);
      expect(await stands()).toHaveLength(25);
      expect(await mirrored()).toEqual(await stands());

      const { recommendations } = anyStored.ofAthlete(uid);
      await removeDocuments(ports, recommendations);
      await says();
      await project.run(url);
      expect(await stands()).toHaveLength(1);
      expect(await mirrored()).toEqual(await stands());
      await removeDocuments(ports, recommendations);
      await project.run(url);
      expect(await mirrored()).toEqual([]);
    });

    test('takes out an athlete who is gone, with every row', async () => {
      const { fresh, ask } = databases();
      const url = await fresh();
      const project = mirroredProject([{}, {}]);
      await project.run(url);
      const uid = uidOf(project);
      await project.ports.store.transact((tx) => {
        tx.delete(stored.user(uid));
        return Promise.resolve();
      });
      await project.run(url, true);
      const tables = await shown(databases(), url);
      expect(tables.user_settings).toHaveLength(1);
      const left = await ask(url, 'SELECT DISTINCT user_id FROM activities ORDER BY user_id');
      expect(left).toEqual([{ user_id: 2 }]);
    });
  });
}
