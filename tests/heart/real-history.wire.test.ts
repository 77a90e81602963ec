import { localDay, unifiedMetrics } from '@training-monkey/training';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stored } from '../../functions/src/ports/stored.ts';
import { derivedState, rebuiltState } from '../../functions/src/testing/expected-state.ts';
import { hasRecordedHistory, recordedFacts } from '../../functions/src/testing/recorded-history.ts';
import { importActivities } from '../../functions/src/use-cases/activities/import-activities.ts';
import { rebuildLedgers } from '../../functions/src/use-cases/activities/rebuild-ledgers.ts';
import { ensureAthlete } from '../../functions/src/use-cases/athlete/ensure-athlete.ts';
import { turnTheDay } from '../../functions/src/use-cases/athlete/turn-the-day.ts';
import { heartStage, type HeartStage } from './heart-stage.ts';

const isThere = hasRecordedHistory();

let stage: HeartStage;
beforeAll(async () => {
  stage = await heartStage();
});
afterAll(() => stage.stop());

describe.skipIf(!isThere)('eight real years, taken in through the import', () => {
  test('the dashboard is what the exported documents say, on the day and on each of 30 rest days after', async () => {
    const uid = 'real';
    stage.setNow('2025-10-19T23:00:00.000Z');
    await ensureAthlete(stage.ports, { uid, email: null, isAdmin: false }, 'America/New_York');
    const items = recordedFacts().map((facts) => ({ facts, fileName: null }));
    const outcomes: string[] = [];
    for (let i = 0; i < items.length; i += 200) {
      const batch = items.slice(i, i + 200);
      const results = await importActivities(stage.ports, uid, 'file', batch);
      outcomes.push(...results.map(({ outcome }) => outcome));
    }
    expect(outcomes).toHaveLength(1132);
    expect(outcomes).not.toContain('refused');

    const state = await derivedState(stage.ports.store, uid);
    expect(state.activities.length).toBe(outcomes.filter((one) => one === 'created').length);
    expect(state.activities.length).toBeGreaterThan(1100);
    const rebuilt = await rebuiltState(stage.ports.store, uid, localDay('2025-10-19'));
    expect(state).toEqual(rebuilt);
    expect(state.metrics.acuteChronicRatio).toBeGreaterThan(0.1);

    const history = {
      ledgers: rebuilt.ledgers.flatMap(([, ledger]) => ledger ?? []),
      firstDay: rebuilt.firstActivityDay,
    };
    const settings = (await stage.ports.store.get(stored.settings(uid)))!;
    for (let day = 1; day <= 30; day += 1) {
      // Half an hour past midnight in New York, summer or winter time.
      const now = new Date(Date.UTC(2025, 9, 19 + day, 5, 30));
      stage.setNow(now.toISOString());
      await turnTheDay(stage.ports, new Date(now.getTime() + 60_000));
      const today = localDay(now.toISOString().slice(0, 10));
      const latest = await stage.ports.store.get(stored.dashboard(uid));
      expect(latest?.metrics).toEqual(unifiedMetrics(history, settings, today));
    }
    expect(await rebuildLedgers(stage.ports, uid)).toEqual({ repairedYears: [] });
  });
});
