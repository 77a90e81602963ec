import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Firestore } from '@google-cloud/firestore';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  startFirestore,
  type RunningFirestore,
} from '../../../../local/firestore/src/start-firestore.ts';
import {
  firestoreDatabase,
  firestoreSnapshots,
  firestoreStore,
} from '../../adapters/firestore/firestore-store.ts';
import { postgresMirror } from '../../adapters/postgres/postgres-mirror.ts';
import { stored } from '../../ports/stored.ts';
import { changeActivities } from '../../use-cases/activities/change-activities.ts';
import { exportPostgres } from '../../use-cases/export/export-postgres.ts';
import { markingStore } from '../../use-cases/export/marking-store.ts';
import { aFile } from '../an-activity.ts';
import { generatedAthlete } from '../generated-athlete.ts';
import { NOW, TODAY } from './mirrored-project.ts';
import type { TestDatabases } from './test-databases.ts';

const INDEXES = new URL('../../../../firestore.indexes.json', import.meta.url);

/** The same over the wire, with Google's client. */
export function firestoreClaims(databases: () => TestDatabases): void {
  describe('an export out of Firestore', () => {
    let server: RunningFirestore;
    let firestore: Firestore;

    beforeAll(async () => {
      server = await startFirestore({ indexes: readFileSync(INDEXES, 'utf8') });
      process.env['FIRESTORE_EMULATOR_HOST'] = `${server.host}:${server.port}`;
      firestore = firestoreDatabase('demo-training-monkey');
    });
    afterAll(async () => {
      await firestore.terminate();
      await server.stop();
    });

    test('reads one instant, follows the marks, and is billed one read when nothing has changed', async () => {
      const { fresh, ask } = databases();
      const url = await fresh();
      const athlete = generatedAthlete({
        seed: 3,
        userId: 7,
        activities: 30,
        days: 60,
        today: TODAY,
      });
      const { uid, user, ledgers, activities, annotations } = athlete;
      const batch = firestore.batch();
      batch.set(firestore.doc(stored.user(uid).path), user);
      for (const ledger of ledgers) {
        batch.set(firestore.doc(stored.ledger(uid, ledger.year).path), ledger);
      }
      for (const [id, document] of activities) {
        batch.set(firestore.doc(stored.activity(uid, id).path), document);
      }
      for (const [id, document] of annotations) {
        batch.set(firestore.doc(stored.annotation(uid, id).path), document);
      }
      await batch.commit();

      const base = { now: () => new Date(NOW), uniqueId: randomUUID, log: () => undefined };
      const store = firestoreStore(firestore, base.log);
      const marking = { ...base, store: markingStore(store) };
      const ports = { ...base, store, snapshots: firestoreSnapshots(firestore, base.log) };
      const run = () =>
        exportPostgres(
          { ...ports, mirror: postgresMirror(url) },
          { deadline: new Date(Date.parse(NOW) + 3_600_000) },
        );
      const count = async () => {
        const [row] = await ask<{ count: string }>(
          url,
          'SELECT count(*) FROM activities WHERE activity_id > 0',
        );
        return Number(row?.count);
      };

      expect(await run()).toMatchObject({ athletes: 1, failed: 0, differences: [] });
      expect(await count()).toBe(30);

      await changeActivities(marking, uid, [aFile('file-new')]);
      const [[noted = ''] = []] = activities;
      await changeActivities(marking, uid, [{ kind: 'annotated', activityId: noted }]);
      server.resetCounts();
      expect(await run()).toMatchObject({ athletes: 1, failed: 0, differences: [] });
      // Marks, athlete, ledgers, one changed activity and one annotated: far from all of them.
      expect(server.counts().admin.reads).toBeLessThan(20);
      expect(await count()).toBe(31);

      server.resetCounts();
      expect(await run()).toMatchObject({ athletes: 0, rowsWritten: 0 });
      expect(server.counts().admin).toMatchObject({ reads: 1, writes: 0, deletes: 0 });
    });
  });
}
