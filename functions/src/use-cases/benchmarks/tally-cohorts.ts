import {
  addDays,
  BENCHMARK_DAYS,
  benchmarkCohortId,
  benchmarkPlace,
  emptyCohortTally,
  tallyAthlete,
  yearOf,
  type BenchmarkPlace,
  type CohortTally,
  type LocalDay,
  type UserDocument,
} from '@training-monkey/training';
import { serviceErrorFrom } from '../../errors/error-dispositions.ts';
import type { Ports } from '../../ports/ports.ts';
import type { QueryResult, StoredDocument } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';

const PAGE = 100;
const AT_ONCE = 10;

/**
 * Counts the athletes who consent, by cohort. Billed for each of them: the user document, the
 * settings and one ledger or two.
 *
 * @returns null when `deadline` comes first
 */
export async function tallyCohorts(
  ports: Pick<Ports, 'store' | 'now' | 'log'>,
  asOf: LocalDay,
  deadline: Date,
): Promise<CohortTally[] | null> {
  const tallies = new Map<string, CohortTally>();
  let startAfter: StoredDocument<unknown> | null = null;
  do {
    const page: QueryResult<UserDocument> = await ports.store.query(stored.users(), {
      where: [['appliedSettings.benchmarkingConsent', '==', true]],
      limit: PAGE,
      ...(startAfter === null ? {} : { startAfter }),
    });
    for (let i = 0; i < page.found.length; i += AT_ONCE) {
      if (ports.now() >= deadline) return null;
      const some = page.found.slice(i, i + AT_ONCE);
      for (const place of await Promise.all(some.map((one) => placeOf(ports, one, asOf)))) {
        if (place === null) continue;
        const id = benchmarkCohortId(place.cohort);
        const tally = tallies.get(id) ?? emptyCohortTally(place.cohort);
        tallyAthlete(tally, place.measures);
        tallies.set(id, tally);
      }
    }
    startAfter = page.last;
  } while (startAfter !== null);
  return [...tallies.values()];
}

async function placeOf(
  ports: Pick<Ports, 'store' | 'log'>,
  { id: uid, document: user }: StoredDocument<UserDocument>,
  asOf: LocalDay,
): Promise<BenchmarkPlace | null> {
  const years = [yearOf(addDays(asOf, 1 - 2 * BENCHMARK_DAYS)), yearOf(asOf)];
  const kept = user.ledgerYears.filter((year) => years.includes(year));
  try {
    const [settings, ledgers] = await Promise.all([
      // What was taken up may lag behind what the athlete has said since.
      ports.store.get(stored.settings(uid)),
      ports.store.getAll(kept.map((year) => stored.ledger(uid, year))),
    ]);
    if (settings?.benchmarkingConsent !== true) return null;
    return benchmarkPlace(
      ledgers.filter((ledger) => ledger !== null),
      asOf,
    );
  } catch (thrown) {
    const { code } = serviceErrorFrom(thrown);
    if (code !== 'unreadable-document') throw thrown;
    ports.log('ERROR', 'an athlete could not be counted for benchmarks', { athleteId: uid, code });
    return null;
  }
}
