import { localDay, type PlanDocument } from '@training-monkey/training';
import { strFromU8, unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { coachStored } from '../../ports/coach-stored.ts';
import { stored } from '../../ports/stored.ts';
import { aFile, aStravaCopy } from '../../testing/an-activity.ts';
import { anAthlete, saveSettings, UID } from '../../testing/an-athlete.ts';
import { drainInbox } from '../../testing/drain-inbox.ts';
import { memoryPorts, type MemoryPorts } from '../../testing/memory-ports.ts';
import { requestDeletion } from '../account/request-deletion.ts';
import { changeActivities } from '../activities/change-activities.ts';
import { takeUpSettings } from '../athlete/take-up-settings.ts';
import { renewPlan } from '../coach/renew-plan.ts';
import { myData } from './my-data.ts';
import { restore, restoreBody, RESTORED_PARTS } from './restore.ts';

async function downloaded(ports: MemoryPorts, uid = UID): Promise<Record<string, Uint8Array>> {
  const parts: Uint8Array[] = [];
  for await (const part of myData(ports, uid)) parts.push(part);
  return unzipSync(Buffer.concat(parts));
}

const textOf = (files: Record<string, Uint8Array>, name: string) =>
  strFromU8(files[name] ?? new Uint8Array());

function linesOf(files: Record<string, Uint8Array>, name: string) {
  const lines = textOf(files, name).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as { id: string; document: unknown });
}

/** Some weeks of training, with thresholds, an annotation and a journal of the athlete's own. */
async function aTrainedAthlete(ports: MemoryPorts): Promise<void> {
  await anAthlete(ports, { timeZone: 'Europe/Berlin' });
  await saveSettings(ports, {
    confirmed: true,
    footFeetPerMile: 528,
    thresholds: [
      {
        from: localDay('1970-01-01'),
        ...{ restingHr: 47, maxHr: 186, gender: 'female' },
        zones: { method: 'reserve' },
      },
    ],
  });
  await takeUpSettings(ports, UID);
  const puts = Array.from({ length: 30 }, (_, n) => {
    const day = String((n % 28) + 1).padStart(2, '0');
    const startedAt = `2025-05-${day}T0${n % 9}:00:00.000Z`;
    return aFile(`file-${n}`, {
      startedAt,
      distanceM: 5000.123 * (n + 1),
      name: `Run "${n}", easy`,
    });
  });
  await changeActivities(ports, UID, puts);
  ports.store.put(stored.annotation(UID, 'file-3').path, {
    ...{ perceivedEffort: 7, feelingScore: 4, notes: 'heavy legs', weightLbs: 150 },
    ...{ correctedElevationGainFeet: 900, leaveOut: false, updatedAt: '2025-06-01T00:00:00.000Z' },
  });
  await changeActivities(ports, UID, [{ kind: 'rescore', activityId: 'file-3' }]);
  const updatedAt = '2025-06-01T00:00:00.000Z';
  ports.store.put(coachStored.feedback(UID, localDay('2025-06-01')).path, {
    ...{ thumb: 'down', reason: 'my legs say otherwise', updatedAt },
  });
  ports.store.put(coachStored.goal(UID).path, {
    aim: { kind: 'race', raceDay: '2025-10-05', distanceMiles: 26.2 },
    ...{ sport: 'foot', availableDays: [false, true, true, true, false, true, true] },
    ...{ hoursPerWeek: 6.5, updatedAt },
  });
  await renewPlan(ports, UID);
  ports.store.put(coachStored.journalDay(UID, localDay('2025-06-01')).path, {
    morning: null,
    evening: { perceivedEffort: 3, feelingScore: 4, pain: 0, notes: 'fine' },
    updatedAt: '2025-06-01T20:00:00.000Z',
  });
}

describe('myData', () => {
  test('holds every document of the athlete, tables, and a README that names each file', async () => {
    const ports = memoryPorts();
    await aTrainedAthlete(ports);
    const files = await downloaded(ports);
    for (const name of Object.keys(files)) expect(textOf(files, 'README.txt')).toContain(name);
    const inZip = Object.keys(files).filter((name) => name.endsWith('.jsonl'));
    const documents = inZip.flatMap((name) =>
      linesOf(files, name).map(({ id, document }) => [`${name} ${id}`, document]),
    );
    const kept = [...ports.store.contents()]
      .filter(([path]) => path.startsWith(`users/${UID}/`))
      .map(([path, document]) => {
        const [, , collection, id] = path.split('/');
        return [`${collection}.jsonl ${id}`, document];
      });
    expect(Object.fromEntries(documents)).toEqual(Object.fromEntries(kept));
    const table = textOf(files, 'activities.csv').trimEnd().split('\r\n');
    expect(table).toHaveLength(31);
    expect(table[1]).toContain('"Run ""0"", easy"');
  });

  test('holds the daily metrics alike as CSV and as Parquet', async () => {
    const ports = memoryPorts();
    await aTrainedAthlete(ports);
    const files = await downloaded(ports);
    const bytes = files['daily-metrics.parquet'] ?? new Uint8Array();
    const rows = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
    const [names = '', ...lines] = textOf(files, 'daily-metrics.csv').trimEnd().split('\r\n');
    expect(rows.map((row) => Object.values(row).map((value) => String(value ?? '')))).toEqual(
      lines.map((line) => line.split(',')),
    );
    expect(Object.keys(rows[0] ?? {})).toEqual(names.split(','));
  });

  test('of an athlete without training is complete all the same', async () => {
    const ports = memoryPorts();
    await anAthlete(ports);
    expect(textOf(await downloaded(ports), 'activities.jsonl')).toBe('');
  });
});

describe('restore', () => {
  test('after download, deletion and a new account gives the identical ledger', async () => {
    const ports = memoryPorts();
    await aTrainedAthlete(ports);
    const ledgerBefore = await ports.store.get(stored.ledger(UID, 2025));
    const files = await downloaded(ports);
    const now = ports.now().toISOString();
    await requestDeletion(ports, { uid: UID, email: null, isAdmin: false, signedInAt: now });
    await drainInbox(ports);

    await anAthlete(ports, { uid: 'anna-again', timeZone: 'UTC' });
    for (let twice = 0; twice < 2; twice++) {
      for (const part of RESTORED_PARTS) {
        await restore(ports, 'anna-again', { part, lines: linesOf(files, `${part}.jsonl`) });
      }
    }
    expect(await ports.store.get(stored.ledger('anna-again', 2025))).toEqual(ledgerBefore);
    const again = await downloaded(ports, 'anna-again');
    for (const part of ['settings', 'annotations', 'journal', 'coachFeedback']) {
      expect(textOf(again, `${part}.jsonl`)).toBe(textOf(files, `${part}.jsonl`));
    }
    await renewPlan(ports, 'anna-again');
    const planBefore = linesOf(files, 'plans.jsonl')[0]?.document as PlanDocument;
    const plan = await ports.store.get(coachStored.plan('anna-again'));
    expect({ ...plan, updatedAt: planBefore.updatedAt }).toEqual(planBefore);
  });

  test('makes no plan of its own, and no recommendation', async () => {
    const ports = memoryPorts();
    for (const part of ['plans', 'recommendations', 'ledger', 'dashboard']) {
      expect(restoreBody.safeParse({ part, lines: [{ id: 'x', document: {} }] }).success).toBe(
        false,
      );
    }
    await anAthlete(ports);
    const lines = [{ id: 'other', document: {} }];
    const result = await restore(ports, UID, { part: 'settings', lines });
    expect(result).toEqual({ restored: 0, passedOver: 1 });
  });

  test('writes nothing for somebody who is no athlete any more', async () => {
    const ports = memoryPorts();
    const document = { morning: null, evening: null, updatedAt: '2025-06-01T20:00:00.000Z' };
    const lines = [{ id: '2025-06-01', document }];
    await expect(restore(ports, UID, { part: 'journal', lines })).rejects.toThrow(
      /no such athlete/,
    );
    expect(ports.store.contents().size).toBe(0);
  });

  test('leaves to Strava what came from Strava', async () => {
    const ports = memoryPorts();
    await anAthlete(ports);
    await changeActivities(ports, UID, [
      aStravaCopy('5'),
      aFile('file-1', { startedAt: '2025-06-01T06:00:00.000Z' }),
    ]);
    const lines = linesOf(await downloaded(ports), 'activities.jsonl');
    const result = await restore(ports, UID, { part: 'activities', lines });
    expect(result).toEqual({ restored: 1, passedOver: 1 });
  });

  test('computes scores anew, whatever the download says', async () => {
    const ports = memoryPorts();
    await anAthlete(ports);
    await changeActivities(ports, UID, [aFile('file-1')]);
    const [line] = linesOf(await downloaded(ports), 'activities.jsonl');
    const document = { ...(line?.document as object), trimp: 9999 };
    await restore(ports, UID, { part: 'activities', lines: [{ id: 'file-1', document }] });
    expect((await ports.store.get(stored.activity(UID, 'file-1')))?.trimp).toBeLessThan(500);
  });

  test('names the line and the field that is wrong', async () => {
    const ports = memoryPorts();
    await anAthlete(ports);
    const lines = [{ id: '2025-06-01', document: { morning: 5, evening: null, updatedAt: '' } }];
    await expect(restore(ports, UID, { part: 'journal', lines })).rejects.toMatchObject({
      code: 'invalid-input',
      field: 'lines.0.document.morning',
    });
    const elsewhere = [{ id: '../../berta', document: {} }];
    await expect(restore(ports, UID, { part: 'annotations', lines: elsewhere })).rejects.toThrow(
      /lines\.0\.id/,
    );
  });
});
