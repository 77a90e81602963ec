import {
  benchmarkCohortId,
  benchmarkDay,
  benchmarkDocumentFrom,
  discreteLaplace,
  localDayOf,
  type LocalDay,
} from '@training-monkey/training';
import { ServiceError } from '../../errors/service-error.ts';
import { anyStored } from '../../ports/any-stored.ts';
import { benchmarkStored } from '../../ports/benchmark-stored.ts';
import type { Ports } from '../../ports/ports.ts';
import { tallyCohorts } from './tally-cohorts.ts';

/** More than there are cohorts. */
const EVERY_COHORT = 100;

export interface PublishedBenchmarks {
  /** The last day of the publication; null when it has been out already. */
  asOf: LocalDay | null;
  athletes: number;
  cohorts: number;
}

/**
 * Every four weeks: counts anew who consents, publishes each cohort that is large enough, and takes
 * back the others. All of it appears in one transaction and only once, however often it is tried, so
 * that no second draw of noise is ever seen.
 *
 * @throws ServiceError `upstream-unavailable` when time is up before everybody is counted; the next
 *   run starts over
 */
export async function publishBenchmarks(
  ports: Pick<Ports, 'store' | 'now' | 'log' | 'chance'>,
  deadline: Date,
): Promise<PublishedBenchmarks> {
  const publishedAt = ports.now().toISOString();
  const asOf = benchmarkDay(localDayOf(publishedAt, 'Etc/UTC'));
  const isOut = (state: { asOf: LocalDay } | null) => state !== null && state.asOf >= asOf;
  const nothing = { asOf: null, athletes: 0, cohorts: 0 };
  if (isOut(await ports.store.get(benchmarkStored.state()))) return nothing;

  const tallies = await tallyCohorts(ports, asOf, deadline);
  if (tallies === null) {
    throw new ServiceError('upstream-unavailable', 'There was no time to count all benchmarks.');
  }
  const noise = (epsilon: number) => discreteLaplace(epsilon, ports.chance());
  const documents = new Map(
    tallies.flatMap((tally) => {
      const document = benchmarkDocumentFrom(tally, { asOf, publishedAt }, noise);
      return document === null ? [] : [[benchmarkCohortId(tally.cohort), document]];
    }),
  );
  const before = await ports.store.query(anyStored.collection(benchmarkStored.all().path), {
    limit: EVERY_COHORT,
  });
  const isFirst = await ports.store.transact(async (tx) => {
    if (isOut(await tx.get(benchmarkStored.state()))) return false;
    for (const { id } of before.found) {
      if (!documents.has(id)) tx.delete(benchmarkStored.one(id));
    }
    for (const [id, document] of documents) tx.set(benchmarkStored.one(id), document);
    tx.set(benchmarkStored.state(), { asOf });
    return true;
  });
  const athletes = tallies.reduce((sum, tally) => sum + tally.athletes, 0);
  return isFirst ? { asOf, athletes, cohorts: documents.size } : nothing;
}
