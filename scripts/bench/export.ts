// npm run bench -- export [athletes] [activities of each]: how fast a generated project goes into
// PostgreSQL, beside row-by-row INSERTs of the same rows into the same server.
import pg from 'pg';
import { postgresMirror } from '../../functions/src/adapters/postgres/postgres-mirror.ts';
import type { Snapshot } from '../../functions/src/ports/snapshots.ts';
import { exportPostgres } from '../../functions/src/use-cases/export/export-postgres.ts';
import { startPostgres } from '../../local/postgres/start-postgres.ts';
import { generatedProject } from './export/generated-project.ts';
import { insertRate } from './export/insert-rate.ts';

const NOW = new Date('2025-06-10T12:00:00.000Z');
/** The twin has its own time; it is told apart from the export. */
const TWIN_MS = 60_000;
const TABLES = [
  'user_settings',
  'threshold_sets',
  'activities',
  'activity_details',
  'app_daily_metrics',
];

export default async function run([
  athletes = '1000',
  activities = '1000',
]: string[]): Promise<void> {
  const postgres = await startPostgres();
  try {
    console.log(JSON.stringify(await measured(postgres.url, Number(athletes), Number(activities))));
  } finally {
    await postgres.stop();
  }
}

async function measured(url: string, athletes: number, activities: number): Promise<object> {
  const project = generatedProject({ athletes, activities });
  let reads = 0;
  const counted: Snapshot = {
    ...project.store,
    query: async (collection, query) => {
      const result = await project.store.query(collection, query);
      reads += Math.max(1, result.found.length);
      return result;
    },
  };
  const mirror = postgresMirror(url);
  let twin: object = {};
  const ports = {
    store: { ...project.store, query: counted.query },
    snapshots: { read: <T>(read: (snapshot: Snapshot) => Promise<T>) => read(counted) },
    now: () => NOW,
    uniqueId: () => 'bench',
    log: () => undefined,
    mirror: {
      open: async () => {
        const open = await mirror.open();
        return {
          ...open,
          compareTwin: async () => {
            const begun = performance.now();
            const seconds = () => (performance.now() - begun) / 1000;
            const found = await open.compareTwin(() => seconds() * 1000 > TWIN_MS);
            const { compared, differences } = found;
            if (exportEnded > 0) return found;
            exportEnded = begun;
            twin = { athletes: compared, differences: differences.length, seconds: seconds() };
            return found;
          },
        };
      },
    },
  };
  let exportEnded = 0;
  const deadline = new Date(NOW.getTime() + 3_600_000);
  const begun = performance.now();
  const outcome = await exportPostgres(ports, { deadline });
  const seconds = (exportEnded - begun) / 1000;
  const peakMemoryMb = process.resourceUsage().maxRSS / 1024;
  const rows = await rowCounts(url);
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);

  reads = 0;
  const again = await exportPostgres(ports, { deadline });
  const inserted = await insertRate(url, 2000);
  return {
    name: 'export',
    athletes: outcome.athletes,
    failed: outcome.failed,
    rows,
    seconds,
    rowsPerSecond: total / seconds,
    peakMemoryMb,
    insertRowsPerSecond: inserted,
    timesFasterThanInserts: total / seconds / inserted,
    twin,
    secondRun: { reads, rowsWritten: again.rowsWritten },
  };
}

async function rowCounts(url: string): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
    counts[table] = Number(rows[0]?.count);
  }
  await client.end();
  return counts;
}
