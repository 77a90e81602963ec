import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  emptyLedger,
  ledgerRowFrom,
  withLedgerRows,
  type ActivityDocument,
  type ActivityFacts,
  type Ledger,
} from '@training-monkey/training';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyFreePort } from '../../local/runner/free-port.ts';
import { athleteClient } from './athlete-client.ts';
import { npmStart, type NpmStart } from './npm-start.ts';

const ADA = { email: 'ada@example.com', password: 'correct horse' };
const BATCH = 100;
const dataDir = mkdtempSync(join(tmpdir(), 'training-monkey-start-'));

/** Invented runs on successive days, enough to cross into another year. */
function runs(first: number, count: number): ActivityFacts[] {
  return Array.from({ length: count }, (_, index) => {
    const startedAt = new Date(Date.UTC(2024, 6, 1, 6) + (first + index) * 86_400_000);
    const minutes = 30 + ((first + index) % 40);
    return {
      startedAt: startedAt.toISOString(),
      localDay: startedAt.toISOString().slice(0, 10) as ActivityFacts['localDay'],
      timeZone: 'Europe/Berlin',
      name: `Run ${first + index}`,
      sport: 'Run',
      movingTimeS: minutes * 60,
      elapsedTimeS: minutes * 60 + 30,
      distanceM: minutes * 180,
      elevationGainM: minutes,
      heartRate: {
        avgBpm: 140,
        maxBpm: 151,
        histogram: { firstBpm: 139, seconds: [minutes * 20, minutes * 20, minutes * 20] },
      },
      deviceName: null,
    };
  });
}

/** The ledgers these activities must give, computed from nothing. */
function rebuilt(activities: Map<string, ActivityDocument>): Ledger[] {
  const years = new Map<number, Ledger>();
  for (const [id, document] of activities) {
    const year = Number(document.date.slice(0, 4));
    const before = years.get(year) ?? emptyLedger(year);
    years.set(year, withLedgerRows(before, { put: [ledgerRowFrom(id, document)] }));
  }
  return [...years.values()].sort((a, b) => a.year - b.year);
}

describe('npm start', () => {
  let port: number;
  let running: NpmStart;

  beforeAll(async () => {
    port = await anyFreePort();
    running = await npmStart(dataDir, port);
  });
  afterAll(async () => {
    const processes = running.processes();
    running.killEverything();
    await running.gone(processes);
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('says in one screen where it is, who to be, what runs and how to stop', () => {
    const screen = running.printed();
    expect(running.address).toBe(`http://localhost:${port}`);
    for (const part of ['Auth', 'Functions', 'Firestore', 'PostgreSQL', 'Strava sandbox']) {
      expect(screen).toMatch(new RegExp(`^ +${part} +127\\.0\\.0\\.1:\\d+$`, 'm'));
    }
    expect(screen).toMatch(/Look around +\S+@\S+/);
    expect(screen).toContain('recompute-metrics');
  });

  test('kill -9 of everything during an import leaves each batch whole or absent', async () => {
    const before = await athleteClient(running.address, ADA, 'sign-up');
    const batches = Array.from({ length: 8 }, (_, index) => runs(index * BATCH, BATCH));
    const answered = new Set<number>();
    const processes = running.processes();
    // All at once, and the end comes as soon as some are done and others are not.
    const imports = batches.map(async (batch, index) => {
      const answer = await before.importBatch(batch).catch(() => null);
      if (answer?.ok !== true) return;
      answered.add(index);
      if (answered.size === 2) running.killEverything();
    });
    await Promise.all(imports);
    await running.gone(processes);
    await before.close();
    expect(answered.size).toBeLessThan(batches.length);

    running = await npmStart(dataDir, port);
    const after = await athleteClient(running.address, ADA, 'sign-in');
    const kept = await after.activities();
    const names = new Set([...kept.values()].map(({ name }) => name));
    for (const [index, batch] of batches.entries()) {
      const present = batch.filter(({ name }) => names.has(name)).length;
      if (answered.has(index)) expect(present).toBe(BATCH);
      // One transaction for each year that a batch touches.
      else expect(present === 0 || wholeYears(batch, names)).toBe(true);
    }
    expect(await after.ledgers()).toEqual(rebuilt(kept));

    for (const batch of batches) expect((await after.importBatch(batch)).ok).toBe(true);
    const complete = await after.activities();
    expect(complete.size).toBe(batches.length * BATCH);
    expect(await after.ledgers()).toEqual(rebuilt(complete));
    await after.close();
  });

  test('Ctrl-C leaves no process, and the next start still knows everything', async () => {
    const before = await athleteClient(running.address, ADA, 'sign-in');
    const [activities, ledgers] = [await before.activities(), await before.ledgers()];
    await before.close();
    const processes = running.processes();
    expect(processes.length).toBeGreaterThan(5);
    running.interrupt();
    await running.gone(processes);
    expect(running.printed()).toContain('Stopped. Everything is kept.');

    running = await npmStart(dataDir, port);
    const after = await athleteClient(running.address, ADA, 'sign-in');
    expect(await after.activities()).toEqual(activities);
    expect(await after.ledgers()).toEqual(ledgers);
    await after.close();
  });
});

/** Whether of each year in the batch either every activity is there or none. */
function wholeYears(batch: ActivityFacts[], names: Set<string>): boolean {
  const years = new Map<string, Set<boolean>>();
  for (const { localDay, name } of batch) {
    const year = localDay.slice(0, 4);
    years.set(year, (years.get(year) ?? new Set()).add(names.has(name)));
  }
  return [...years.values()].every((presence) => presence.size === 1);
}
