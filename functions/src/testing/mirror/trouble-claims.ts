import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { postgresMirror } from '../../adapters/postgres/postgres-mirror.ts';
import { mirroredProject } from './mirrored-project.ts';
import { shown, type TestDatabases } from './test-databases.ts';

/** Trouble has a clear name and leaves what was there. */
export function troubleClaims(databases: () => TestDatabases): void {
  const opening = async (change: (address: URL) => void) => {
    const address = new URL(await databases().fresh());
    change(address);
    return postgresMirror(address.href).open();
  };

  describe('trouble with the database', () => {
    test('that does not answer is named, without the login', async () => {
      const attempt = opening((address) => {
        address.port = '1';
        address.password = 'hunter2';
      });
      await expect(attempt).rejects.toThrow(/127\.0\.0\.1:1\/test_\d+ does not answer/);
      await expect(attempt).rejects.not.toThrow(/hunter2|training_monkey@/);
    });

    test('that is not there is named', async () => {
      const attempt = opening((address) => (address.pathname = '/nowhere'));
      await expect(attempt).rejects.toThrow(/has no such database/);
    });

    test('that does not know the user is named', async () => {
      const attempt = opening((address) => (address.username = 'stranger'));
      await expect(attempt).rejects.toThrow(/refuses the user or password in DATABASE_URL/);
    });

    test('without the TLS that was asked for is named', async () => {
      const attempt = opening((address) => (address.search = '?sslmode=verify-full'));
      await expect(attempt).rejects.toThrow(/offers no TLS/);
    });

    test('with a newer schema is refused, and an older one is brought up to date', async () => {
      const { fresh, ask } = databases();
      const url = await fresh();
      const { run } = mirroredProject([{}]);
      await run(url);
      await ask(url, `INSERT INTO schema_migrations VALUES (9999, '9999-later.sql', '')`);
      await expect(run(url)).rejects.toThrow(/9999-later\.sql, which is not known here/);
      await ask(url, 'DELETE FROM schema_migrations WHERE version = 9999 OR version = 4');
      await ask(url, 'DROP TABLE reader_roles CASCADE; DROP FUNCTION reader_user_id CASCADE');
      await run(url);
      const applied = await ask(url, 'SELECT version FROM schema_migrations ORDER BY version');
      expect(applied).toEqual([1, 2, 3, 4].map((version) => ({ version })));
    });

    test('that another export is writing to is left to it', async () => {
      const url = await databases().fresh();
      const first = await postgresMirror(url).open();
      await expect(postgresMirror(url).open()).rejects.toThrow(/Another export .* is running/);
      await first.close();
      const second = await postgresMirror(url).open();
      await second.close();
    });

    test('that hangs up half-way keeps what was committed, and the next export goes on', async () => {
      const { fresh, ask } = databases();
      const url = await fresh();
      const project = mirroredProject(Array.from({ length: 8 }, () => ({})));
      const killer = new pg.Client({ connectionString: url });
      await killer.connect();
      await (await postgresMirror(url).open()).close();
      // The fifth athlete's rows cut the connection they arrive on.
      await killer.query(`CREATE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$`);
      await killer.query(`CREATE TRIGGER hang_up BEFORE INSERT ON activities FOR EACH ROW
        WHEN (NEW.user_id = 5) EXECUTE FUNCTION hang_up()`);
      await expect(project.run(url)).rejects.toThrow(/was lost; the next export goes on/);
      const [there] = await ask<{ count: string }>(url, 'SELECT count(*) FROM user_settings');
      expect(Number(there?.count)).toBeGreaterThanOrEqual(4);
      await killer.query('DROP TRIGGER hang_up ON activities');
      await killer.end();
      expect(await project.run(url)).toMatchObject({ failed: 0, differences: [] });
      const whole = await fresh();
      await project.run(whole);
      expect(await shown(databases(), url)).toEqual(await shown(databases(), whole));
    });

    test('of one athlete alone does not keep the others waiting', async () => {
      const { fresh, ask } = databases();
      const url = await fresh();
      const project = mirroredProject([{}, {}, {}]);
      const [, second] = project.athletes;
      const path = `users/${second?.uid ?? ''}/activities/damaged`;
      project.ports.store.put(path, { nothing: 'of an activity' });
      expect(await project.run(url)).toMatchObject({ athletes: 2, failed: 1 });
      const seen = await ask(url, 'SELECT id FROM user_settings ORDER BY id');
      expect(seen).toEqual([{ id: 1 }, { id: 3 }]);
      await project.ports.store.transact((tx) => {
        tx.delete({ path, schema: undefined as never });
        return Promise.resolve();
      });
      expect(await project.run(url)).toMatchObject({ athletes: 1, failed: 0 });
    });
  });
}
