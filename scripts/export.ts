// npm run export -- [--everything] [--data DIR]: brings the relational mirror up to date and has the
// SQL twin check it. DATABASE_URL and the project come from the environment or `.env`; without them
// from what `npm start` is running.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { productionPorts } from '../functions/src/container.ts';
import { ServiceError } from '../functions/src/errors/service-error.ts';
import { exportPostgres } from '../functions/src/use-cases/export/export-postgres.ts';
import { twinReport } from '../functions/src/use-cases/export/twin-report.ts';
import { localDatabases } from './export/local-databases.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** By hand an export may take its time. */
const TIME_MS = 24 * 3_600_000;

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: { everything: { type: 'boolean', default: false }, data: { type: 'string' } },
  });
  const dotEnv = join(root, '.env');
  if (existsSync(dotEnv)) process.loadEnvFile(dotEnv);
  if (!process.env['DATABASE_URL'] || !process.env['GCLOUD_PROJECT']) {
    const dataDir = resolve(root, values.data ?? '.data');
    Object.assign(process.env, await localDatabases(dataDir, process.env['DATABASE_URL']));
  }
  const { mirroring, ...ports } = await productionPorts();
  if (mirroring === undefined) throw new RangeError('export requires DATABASE_URL, got none');
  const begun = performance.now();
  const deadline = new Date(ports.now().getTime() + TIME_MS);
  const { everything } = values;
  const outcome = await exportPostgres(
    { ...ports, ...mirroring, store: mirroring.unmarked },
    { everything, deadline },
  );
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const { athletes, rowsRead, rowsWritten, compared, failed, differences } = outcome;
  console.log(
    `${athletes} athletes, ${rowsRead} rows read, ${rowsWritten} rows written in ${seconds} s; ` +
      `the SQL twin looked at ${compared} athletes and found ${differences.length} differences.`,
  );
  if (differences.length > 0) console.error(twinReport(differences));
  if (failed > 0) console.error(`${failed} athletes could not be exported; the log names them.`);
  if (differences.length > 0 || failed > 0) process.exitCode = 1;
}

try {
  await run();
} catch (error) {
  if (!(error instanceof ServiceError || error instanceof RangeError || isUsage(error)))
    throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function isUsage(error: unknown): error is Error {
  const code = (error as { code?: unknown }).code;
  return error instanceof Error && typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}
