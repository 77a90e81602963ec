import { dailyMetrics, localDayOf, type DailyMetrics } from '@training-monkey/training';
import { ServiceError } from '../../errors/service-error.ts';
import { anyStored } from '../../ports/any-stored.ts';
import type { Ports } from '../../ports/ports.ts';
import type { CollectionRef, QueryResult, StoredDocument } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import { csvLines } from './csv-lines.ts';
import { dailyMetricsParquet } from './daily-metrics-parquet.ts';
import { readme } from './readme.ts';
import { zipStream, type ZipFile } from './zip-stream.ts';

type Needs = Pick<Ports, 'store' | 'now'>;
type AnyDocument = Record<string, unknown>;

const PAGE = 200;
const ACTIVITY_COLUMNS = [
  ...['id', 'date', 'startedAt', 'timeZone', 'name', 'type', 'source', 'fileName', 'sportFamily'],
  ...['durationMinutes', 'elapsedMinutes', 'distanceMiles', 'elevationGainFeet'],
  ...['avgHeartRate', 'maxHeartRate', 'coverage', 'trimp', 'trimpMethod', 'trimpAverage'],
  ...['timeInZone1', 'timeInZone2', 'timeInZone3', 'timeInZone4', 'timeInZone5'],
  ...['equivalentMiles', 'elevationLoadMiles', 'totalLoadMiles', 'effortAssumed', 'counted'],
];

/** Everything about an athlete as a zip, made while it is sent. */
export function myData(ports: Needs, uid: string): AsyncGenerator<Uint8Array> {
  return zipStream(files(ports, uid), ports.now());
}

async function* files(ports: Needs, uid: string): AsyncGenerator<ZipFile> {
  const user = await ports.store.get(stored.user(uid));
  if (user === null) throw new ServiceError('not-found', 'There is no such athlete.');
  const now = ports.now().toISOString();
  yield { name: 'README.txt', content: [readme(now)] };
  yield { name: 'profile.json', content: [`${JSON.stringify(user, null, 2)}\n`] };
  const collections = anyStored.ofAthlete(uid);
  for (const [name, collection] of Object.entries(collections)) {
    yield { name: `${name}.jsonl`, content: jsonLines(ports, collection) };
  }
  yield { name: 'activities.csv', content: activityLines(ports, collections.activities) };

  const found = await ports.store.getAll(user.ledgerYears.map((year) => stored.ledger(uid, year)));
  const ledgers = found.filter((ledger) => ledger !== null);
  const { appliedSettings: settings, firstActivityDay: firstDay } = user;
  const to = localDayOf(now, settings.timeZone);
  const days = dailyMetrics({ ledgers, firstDay }, settings, { to });
  const columns = Object.keys(days[0] ?? {}) as (keyof DailyMetrics)[];
  const rows = days.map((day) => ({ ...day }));
  yield { name: 'daily-metrics.csv', content: csvLines(columns, rows) };
  if (days.length > 0) {
    yield { name: 'daily-metrics.parquet', content: [dailyMetricsParquet(columns, days)] };
  }
}

async function* jsonLines(ports: Needs, collection: CollectionRef<AnyDocument>) {
  for await (const { id, document } of documents(ports, collection)) {
    yield `${JSON.stringify({ id, document })}\n`;
  }
}

async function* activityLines(ports: Needs, collection: CollectionRef<AnyDocument>) {
  yield* csvLines(ACTIVITY_COLUMNS, []);
  for await (const { id, document } of documents(ports, collection)) {
    const [, line = ''] = csvLines(ACTIVITY_COLUMNS, [{ id, ...document }]);
    yield line;
  }
}

async function* documents(
  ports: Needs,
  collection: CollectionRef<AnyDocument>,
): AsyncGenerator<StoredDocument<AnyDocument>> {
  let startAfter: StoredDocument<unknown> | null = null;
  do {
    const query = { limit: PAGE, ...(startAfter === null ? {} : { startAfter }) };
    const page: QueryResult<AnyDocument> = await ports.store.query(collection, query);
    yield* page.found;
    startAfter = page.last;
  } while (startAfter !== null);
}
