import { localDay } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { exportPostgres } from '../../use-cases/export/export-postgres.ts';
import { twinReport } from '../../use-cases/export/twin-report.ts';
import { importActivities } from '../../use-cases/activities/import-activities.ts';
import { takeUpSettings } from '../../use-cases/athlete/take-up-settings.ts';
import { anAthlete, saveSettings, UID } from '../an-athlete.ts';
import { exportPorts } from '../export-ports.ts';
import { memoryPorts } from '../memory-ports.ts';
import { hasRecordedHistory, recordedFacts } from '../recorded-history.ts';
import type { TestDatabases } from './test-databases.ts';

/** Eight years as they were, taken in as files are. */
export function realHistoryClaims(databases: () => TestDatabases): void {
  describe.skipIf(!hasRecordedHistory())('the SQL twin of eight real years', () => {
    test('agrees to 1e-9, with thresholds that changed on the way', async () => {
      const ports = memoryPorts({ now: '2025-10-19T23:00:00.000Z' });
      const sets = [
        { from: '1970-01-01', restingHr: 50, maxHr: 190, zones: { method: 'reserve' as const } },
        { from: '2020-03-01', restingHr: 46, maxHr: 184, zones: { method: 'max' as const } },
      ];
      await anAthlete(ports, { timeZone: 'America/New_York' });
      await saveSettings(ports, {
        thresholds: sets.map((set) => ({ ...set, from: localDay(set.from), gender: 'male' })),
      });
      await takeUpSettings(ports, UID);
      const items = recordedFacts().map((facts) => ({ facts, fileName: null }));
      for (let i = 0; i < items.length; i += 200) {
        await importActivities(ports, UID, 'file', items.slice(i, i + 200));
      }
      const { fresh, ask } = databases();
      const url = await fresh();
      const deadline = new Date(ports.now().getTime() + 3_600_000);
      const { differences, ...counts } = await exportPostgres(exportPorts(ports, url), {
        deadline,
      });
      expect(twinReport(differences)).toBe('Application and SQL twin disagree:');
      expect(counts).toMatchObject({ athletes: 1, failed: 0, compared: 1, isComplete: true });
      const [row] = await ask<{ recorded: string; days: string }>(
        url,
        `SELECT count(*) FILTER (WHERE trimp > 0) AS recorded, count(DISTINCT date) AS days
         FROM activities`,
      );
      expect(Number(row?.recorded)).toBeGreaterThan(1000);
      expect(Number(row?.days)).toBeGreaterThan(365 * 8);
    });
  });
}
