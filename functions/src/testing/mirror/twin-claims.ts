import { describe, expect, test } from 'vitest';
import { twinReport } from '../../use-cases/export/twin-report.ts';
import { mirroredProject } from './mirrored-project.ts';
import type { TestDatabases } from './test-databases.ts';

const ZONES = ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu', 'Europe/London'];

/** The SQL twin agrees with the application, and says so when it does not. */
export function twinClaims(databases: () => TestDatabases): void {
  describe('the SQL twin', () => {
    test('agrees to 1e-9 over random histories with every sport, gap and threshold change', async () => {
      const url = await databases().fresh();
      const plans = Array.from({ length: 10 }, (_, n) => ({
        seed: 100 + n,
        activities: n === 0 ? 0 : n * 15,
        // The longest reach over two leap days.
        days: n * 190,
        timeZone: ZONES[n % ZONES.length] ?? 'UTC',
      }));
      const { differences, compared, failed } = await mirroredProject(plans).run(url);
      expect(twinReport(differences)).toBe('Application and SQL twin disagree:');
      expect({ compared, failed }).toEqual({ compared: 10, failed: 0 });
    });

    test('catches a wrong number of the application, names the row, and does so until it is right', async () => {
      const { fresh, ask } = databases();
      const url = await fresh();
      const project = mirroredProject([{}, {}]);
      await project.run(url);
      const [victim] = await ask<{ id: string; document_id: string }>(
        url,
        `SELECT activity_id::text AS id, document_id FROM activity_details
         WHERE user_id = 2 AND trimp_method = 'stream' AND counted LIMIT 1`,
      );
      await ask(url, 'UPDATE activities SET trimp = trimp + 2e-9 WHERE activity_id = $1', [
        victim?.id,
      ]);
      await ask(url, 'UPDATE mirror_state SET compared = false');
      for (let again = 0; again < 2; again++) {
        const { differences } = await project.run(url);
        expect(differences).toHaveLength(1);
        expect(twinReport(differences)).toContain(
          `user 2, activity ${victim?.document_id ?? ''}, trimp`,
        );
      }
      expect((await project.run(url, true)).differences).toEqual([]);
    });

    test.each([
      [
        'a weight',
        'twin.trimp_weight(double precision, text)',
        ' * exp(',
        ' * 1.01 * exp(',
        'trimp',
      ],
      [
        'a clamp',
        'twin.reserve_fraction(double precision, double precision, double precision)',
        'least(1,',
        'least(0.5,',
        'trimp',
      ],
      [
        'a fold',
        'twin.ewma_step(double precision, double precision, double precision)',
        '(1 - lambda)',
        '(1.001 - lambda)',
        'ewma',
      ],
    ])('is caught itself when %s in it is wrong', async (_, name, right, wrong, column) => {
      const { fresh, ask } = databases();
      const url = await fresh();
      const project = mirroredProject([{ seed: 5 }]);
      await project.run(url);
      const [{ definition } = { definition: '' }] = await ask<{ definition: string }>(
        url,
        `SELECT pg_get_functiondef($1::regprocedure) AS definition`,
        [name],
      );
      expect(definition).toContain(right);
      await ask(url, definition.replaceAll(right, wrong));
      await ask(url, 'UPDATE mirror_state SET compared = false');
      const { differences } = await project.run(url);
      expect(differences.length).toBeGreaterThan(0);
      expect(differences.some((one) => one.name.includes(column))).toBe(true);
    });

    test('misses no rest day', async () => {
      const { fresh, ask } = databases();
      const url = await fresh();
      const project = mirroredProject([{}]);
      await project.run(url);
      const [gone] = await ask<{ date: string }>(
        url,
        `DELETE FROM activities WHERE activity_id =
           (SELECT max(activity_id) FROM activities WHERE activity_id < 0) RETURNING date::text`,
      );
      await ask(url, 'UPDATE mirror_state SET compared = false');
      const { differences } = await project.run(url);
      expect(differences.map(({ row }) => row)).toEqual([`rest day ${gone?.date ?? ''}`]);
    });
  });
}
