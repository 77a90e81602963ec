import {
  activityDocumentFrom,
  activityFactsFrom,
  firstCountedDay,
  NO_ANNOTATION,
  scoreActivity,
  unifiedMetrics,
  type ActivityDocument,
  type AthleteSettings,
  type Ledger,
  type LocalDay,
  type UnifiedMetrics,
} from '@training-monkey/training';
import type { Store } from '../ports/store.ts';
import { stored } from '../ports/stored.ts';
import { ledgersFrom } from '../use-cases/activities/rebuild-ledgers.ts';

interface DerivedState {
  activities: [string, ActivityDocument][];
  ledgers: [number, Ledger | null][];
  firstActivityDay: LocalDay | null;
  metrics: UnifiedMetrics;
}

/** An athlete's derived documents as they stand. */
export async function derivedState(store: Store, uid: string): Promise<DerivedState> {
  const user = (await store.get(stored.user(uid)))!;
  const { found } = await store.query(stored.activities(uid), { limit: 10_000 });
  const ledgers = await store.getAll(user.ledgerYears.map((year) => stored.ledger(uid, year)));
  return {
    activities: found.map(({ id, document }) => [id, document]),
    ledgers: user.ledgerYears.map((year, i) => [year, ledgers[i] ?? null]),
    firstActivityDay: user.firstActivityDay,
    metrics: (await store.get(stored.dashboard(uid)))!.metrics,
  };
}

/** The same, made anew from facts, annotations and settings alone. */
export async function rebuiltState(
  store: Store,
  uid: string,
  today: LocalDay,
): Promise<DerivedState> {
  const settings: AthleteSettings = (await store.get(stored.settings(uid)))!;
  const { found } = await store.query(stored.activities(uid), { limit: 10_000 });
  const said = await store.getAll(found.map(({ id }) => stored.annotation(uid, id)));
  const activities = found.map(({ id, document }, i): [string, ActivityDocument] => {
    const facts = activityFactsFrom(document);
    const score = scoreActivity(facts, said[i] ?? NO_ANNOTATION, settings);
    return [id, activityDocumentFrom(facts, score, document)];
  });
  const ledgers = [...ledgersFrom(activities)].sort(([a], [b]) => a - b);
  const all = ledgers.map(([, ledger]) => ledger);
  const firstActivityDay = firstCountedDay(all);
  const history = { ledgers: all, firstDay: firstActivityDay };
  const metrics = unifiedMetrics(history, settings, today);
  return { activities, ledgers, firstActivityDay, metrics };
}
