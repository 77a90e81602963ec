import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { postgresMirror } from '../../adapters/postgres/postgres-mirror.ts';
import type { TestDatabases } from './test-databases.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) console.error('there is no openssl to make a certificate with: skipped');

/** What a connection string asks for is what it gets. */
export function tlsClaims(databases: () => TestDatabases): void {
  describe.skipIf(!hasOpenssl)('a server that offers TLS', () => {
    test('is used through it when its certificate is trusted, and refused when it is not', async () => {
      const { fresh, ask } = databases();
      const url = await fresh();
      const [{ folder } = { folder: '' }] = await ask<{ folder: string }>(
        url,
        `SELECT current_setting('data_directory') AS folder`,
      );
      const certificate = join(folder, 'test.crt');
      const key = join(folder, 'test.key');
      const made = spawnSync('openssl', [
        ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
        ...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'],
        ...['-keyout', key, '-out', certificate],
      ]);
      expect(made.status, String(made.stderr)).toBe(0);
      const set = async (...statements: string[]) => {
        for (const statement of statements) await ask(url, `ALTER SYSTEM ${statement}`);
        await ask(url, 'SELECT pg_reload_conf()');
      };
      await set(
        `SET ssl_cert_file = '${certificate}'`,
        `SET ssl_key_file = '${key}'`,
        'SET ssl = on',
      );
      try {
        const trusting = `${url}?sslmode=verify-full&sslrootcert=${encodeURIComponent(certificate)}`;
        await untilTls(ask, trusting);
        await (await postgresMirror(trusting).open()).close();
        const attempt = postgresMirror(`${url}?sslmode=verify-full`).open();
        await expect(attempt).rejects.toThrow(
          /^The certificate of PostgreSQL at 127\.0\.0\.1:\d+\/test_\d+ is not trusted \(\w+\)\.$/,
        );
      } finally {
        await set('RESET ssl', 'RESET ssl_cert_file', 'RESET ssl_key_file');
      }
    });
  });
}

/** A server takes up new settings a moment after it was told to. */
async function untilTls(ask: TestDatabases['ask'], url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      const [row] = await ask<{ ssl: boolean }>(
        url,
        'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
      );
      expect(row?.ssl).toBe(true);
      return;
    } catch (error) {
      if (tries === 400 || !/does not support SSL/.test(String(error))) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
