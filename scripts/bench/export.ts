// npm run bench -- export [athletes] [activities of each]: how fast a generated project goes into
// PostgreSQL, beside row-by-row INSERTs of the same rows into the same server. Then every row is
// compared with the documents, and a second export has to find nothing to do.
import pg from 'pg';
import { postgresMirror } from '../../functions/src/adapters/postgres/postgres-mirror.ts';
import type { Snapshot } from '../../functions/src/ports/snapshots.ts';
import { exportPostgres } from '../../functions/src/use-cases/export/export-postgres.ts';
import { twinReport } from '../../functions/src/use-cases/export/twin-report.ts';
import { startPostgres } from '../../local/postgres/start-postgres.ts';
import { compareRows } from './export/compare-rows.ts';
import { generatedProject, TODAY } from './export/generated-project.ts';
import { insertRate } from './export/insert-rate.ts';

const NOW = new Date(`${TODAY}T12:00:00.000Z`);
const ATHLETES_A_PAGE = 200;
/** What PostgreSQL takes of itself; the local one is set up for a few athletes, not for a thousand. */
const SHARED_BUFFERS = '128MB';
const TABLES = [
  'user_settings',
  'threshold_sets',
  'activities',
  'activity_details',
  'app_daily_metrics',
] as const;

export default async function run([
  athletes = '1000',
  activities = '1000',
]: string[]): Promise<void> {
  const postgres = await startPostgres({ sharedBuffers: SHARED_BUFFERS });
  try {
    console.log(JSON.stringify(await measured(postgres.url, Number(athletes), Number(activities))));
  } finally {
    await postgres.stop();
  }
}

async function measured(url: string, athletes: number, activities: number): Promise<object> {
  const project = generatedProject({ athletes, activities });
  const { store, bill } = project;
  const mirror = postgresMirror(url);
  let twinBegan = 0;
  const ports = {
    store,
    snapshots: { read: <T>(read: (snapshot: Snapshot) => Promise<T>) => read(store) },
    now: () => NOW,
    log: () => undefined,
    mirror: {
      open: async () => {
        const open = await mirror.open();
        const compareTwin = (isLate: () => boolean) => {
          twinBegan = performance.now();
          return open.compareTwin(isLate);
        };
        return { ...open, compareTwin };
      },
    },
  };
  const deadline = new Date(NOW.getTime() + 3_600_000);
  const cpuBefore = process.cpuUsage();
  const begun = performance.now();
  const outcome = await exportPostgres(ports, { deadline });
  const twinSeconds = secondsSince(twinBegan);
  const seconds = (twinBegan - begun) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const peakMemoryMb = process.resourceUsage().maxRSS / 1024;
  if (outcome.failed > 0) throw new Error(`${outcome.failed} athletes could not be exported`);
  if (outcome.differences.length > 0) throw new Error(twinReport(outcome.differences));
  const rows = await rowCounts(url);
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);

  const before = { ...bill };
  const again = await exportPostgres(ports, { deadline });
  const secondRun = {
    reads: bill.reads - before.reads,
    writes: bill.writes - before.writes,
    rowsWritten: again.rowsWritten,
  };
  const pages = Math.ceil(athletes / ATHLETES_A_PAGE);
  if (secondRun.reads > pages || secondRun.writes > 0 || secondRun.rowsWritten > 0) {
    throw new Error(`a second export found something to do: ${JSON.stringify(secondRun)}`);
  }

  const inserted = await insertRate(url, 2000);
  const compareBegun = performance.now();
  const equalRows = await compareRows(url, project.athletes(), TODAY);
  if (equalRows !== total) throw new Error(`${total} rows, ${equalRows} of them expected`);
  return {
    name: 'export',
    athletes: outcome.athletes,
    rows,
    /** From connecting on, migrations and reading included, to the last commit; without the twin. */
    seconds,
    rowsPerSecond: total / seconds,
    peakMemoryMb,
    nodeCpuSeconds: (user + system) / 1e6,
    insertRowsPerSecond: inserted,
    sharedBuffers: SHARED_BUFFERS,
    timesFasterThanInserts: total / seconds / inserted,
    twin: { athletes: outcome.compared, differences: 0, seconds: twinSeconds },
    secondRun,
    comparedWithDocuments: { equalRows, differing: 0, seconds: secondsSince(compareBegun) },
  };
}

function secondsSince(begun: number): number {
  return (performance.now() - begun) / 1000;
}

async function rowCounts(url: string): Promise<Record<(typeof TABLES)[number], number>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const counts: [(typeof TABLES)[number], number][] = [];
  for (const table of TABLES) {
    const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
    counts.push([table, Number(rows[0]?.count)]);
  }
  await client.end();
  return Object.fromEntries(counts) as Record<(typeof TABLES)[number], number>;
}
