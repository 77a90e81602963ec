import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDeploymentManifest, readDeploymentManifest } from './deployment-manifest.ts';
import { nextDue, scheduleOf } from './start-schedule.ts';

const MANIFEST = 'functions/deployment.json';

function aManifest(changes: object) {
  const schedule = {
    name: 'nightly',
    kind: 'schedule',
    cron: '0 3 * * *',
    timeZone: 'Europe/Berlin',
    memory: '256Mi',
    timeoutSeconds: 60,
    environment: [],
    secrets: [],
    ...changes,
  };
  return { region: 'r', runtime: 'nodejs24', source: 'functions/dist', functions: [schedule] };
}

describe('readDeploymentManifest', () => {
  test('reads the one that deployment uses', () => {
    const names = readDeploymentManifest(MANIFEST).functions.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['api', 'on-inbox', 'recompute-metrics']));
    expect(new Set(names).size).toBe(names.length);
  });

  test.each([
    ['cron', { cron: 'every day' }],
    ['timeZone', { timeZone: 'Middle/Earth' }],
    ['timeoutSeconds', { timeoutSeconds: 0 }],
  ])('names a wrong %s', (field, changes) => {
    expect(() => parseDeploymentManifest(aManifest(changes), MANIFEST)).toThrow(
      new RegExp(`functions/deployment.json is not usable: .*\\n.*functions\\[0\\]\\.${field}`),
    );
  });
});

describe('scheduleOf', () => {
  test('finds every cron expression of the deployment file and nothing else', () => {
    const raw = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { functions: { cron?: string }[] };
    const crons = raw.functions.flatMap(({ cron }) => cron ?? []);
    expect(scheduleOf(readDeploymentManifest(MANIFEST)).map(({ cron }) => cron)).toEqual(crons);
  });
});

describe('nextDue', () => {
  const [nightly] = scheduleOf(parseDeploymentManifest(aManifest({}), MANIFEST));

  test.each([
    ['in winter', '2026-01-10T12:00:00Z', '2026-01-11T02:00:00.000Z'],
    ['in summer', '2026-07-10T12:00:00Z', '2026-07-11T01:00:00.000Z'],
  ])('keeps to the entry’s own time zone %s', (_season, after, due) => {
    expect(nightly && nextDue(nightly, new Date(after))?.toISOString()).toBe(due);
  });
});
