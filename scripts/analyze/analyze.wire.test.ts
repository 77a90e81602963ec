import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aFitRide } from '../../files/src/testing/a-fit-ride.ts';
import { gpxText, tcxText } from '../../files/src/testing/xml-recordings.ts';
import type { Analysis } from './analysis.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const bytes = (text: string) => new TextEncoder().encode(text);
const SCIENCE_DAYS = [
  [5, 6, 0, 8, 4, 10, 0, 5, 6, 0, 8, 4, 11, 0, 6, 6, 0, 8, 5, 12, 0, 6, 7, 0, 9, 5, 14, 0],
  [
    50, 60, 0, 80, 40, 110, 0, 50, 60, 0, 80, 40, 115, 0, 60, 60, 0, 85, 50, 125, 0, 65, 70, 0, 95,
    50, 150, 0,
  ],
] as const;

let folder = '';
const path = (name: string) => join(folder, name);

/** Runs the command as a person would. */
function analyze(...args: string[]) {
  const run = spawnSync(process.execPath, ['scripts/analyze.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { ...run, json: () => JSON.parse(run.stdout) as Analysis };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'analyze-'));
  mkdirSync(path('mixed'));
  writeFileSync(path('mixed/ride.fit'), aFitRide({ seconds: 3600, bpm: () => 150 }));
  writeFileSync(path('mixed/run.gpx.gz'), gzipSync(bytes(gpxText())));
  writeFileSync(path('mixed/empty.fit'), '');
  writeFileSync(path('mixed/notes.txt'), 'not a recording');
  writeFileSync(path('mixed/cut.tcx'), tcxText().slice(0, 600));
  writeFileSync(path('mixed/.hidden'), 'x');
  writeFileSync(
    path('export.zip'),
    zipSync({
      'activities.csv': bytes(
        'Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename\n' +
          '1,"May 11, 2025, 7:00:00 AM",Gravel,Gravel Ride,3600,10,activities/1.fit.gz\n' +
          '2,"May 12, 2025, 7:00:00 AM",Gym,Weight Training,3600,,\n',
      ),
      'activities/1.fit.gz': gzipSync(aFitRide({ startedAt: '2025-05-11T07:00:00Z' })),
    }),
  );
  const [loads, trimps] = SCIENCE_DAYS;
  const lines = loads.map(
    (load, i) => `2025-03-${String(i + 1).padStart(2, '0')},${load},${trimps[i]}`,
  );
  writeFileSync(path('days.csv'), ['day,total_load_miles,trimp', ...lines, ''].join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('npm run analyze', () => {
  test('--json gives every field for a folder, and names what could not be read', () => {
    const run = analyze(
      '--json',
      '--as-of',
      '2025-05-12',
      '--resting-hr',
      '50',
      '--max-hr',
      '190',
      path('mixed'),
    );
    expect(run.status).toBe(0);
    expect(run.stderr).toBe('');
    const { activities, days, latest, skipped, formulaVersion, timing } = run.json();
    expect(activities.map(({ file }) => file)).toEqual(
      [path('mixed/run.gpx.gz'), path('mixed/ride.fit')].toSorted((a) =>
        a.endsWith('.fit') ? -1 : 1,
      ),
    );
    const ride = activities.find(({ file }) => file.endsWith('ride.fit'));
    expect(ride).toMatchObject({
      startedAt: '2025-05-10T07:00:00.000Z',
      localDay: '2025-05-10',
      sport: 'Ride',
      movingTimeS: 3600,
      elapsedTimeS: 3600,
      distanceM: 28_800,
      ascentM: 50,
      heartRate: { coverage: 1, avgBpm: 150, maxBpm: 150, seconds: 3600 },
      trimpMethod: 'stream',
      timeInZoneS: [0, 0, 3600, 0, 0],
    });
    // The worked value of science.md: 60 min at 150 with 50 and 190.
    expect(ride?.trimp).toBeCloseTo(108.0954, 4);
    expect(days.map(({ day }) => day)).toEqual(['2025-05-10', '2025-05-11', '2025-05-12']);
    expect(Object.keys(days[0] ?? {})).toHaveLength(23);
    expect(days[0]?.sessions).toBe(2);
    expect(latest.asOf).toBe('2025-05-12');
    expect(skipped.map(({ file, reason }) => [file.replace(path('mixed/'), ''), reason])).toEqual([
      ['cut.tcx', expect.stringMatching(/^TCX: it is not well-formed XML/)],
      ['empty.fit', 'the file is empty'],
      ['notes.txt', 'it is neither FIT, TCX nor GPX'],
    ]);
    expect(formulaVersion).toBeGreaterThan(0);
    expect(timing.files).toBe(5);
  });

  test('an archive gives its names, types and activities without file', () => {
    const { activities } = analyze('--json', '--time-zone', 'UTC', path('export.zip')).json();
    expect(activities.map(({ file, sport }) => [file, sport])).toEqual([
      [path('export.zip/activities/1.fit.gz'), 'GravelRide'],
      [path('export.zip/activities.csv'), 'WeightTraining'],
    ]);
  });

  test('the same ride from two files weighs once', () => {
    writeFileSync(path('copy.fit'), aFitRide({ seconds: 3590, startedAt: '2025-05-10T07:00:30Z' }));
    const { activities, days } = analyze(
      '--json',
      '--as-of',
      '2025-05-10',
      path('mixed/ride.fit'),
      path('copy.fit'),
    ).json();
    expect(activities.map(({ duplicateOf }) => duplicateOf)).toEqual([
      null,
      path('mixed/ride.fit'),
    ]);
    expect(days[0]).toMatchObject({ sessions: 1, trimp: activities[0]?.trimp });
  });

  test('--days gives the worked values of the science', () => {
    const { days, latest, activities } = analyze('--json', '--days', path('days.csv')).json();
    expect(activities).toEqual([]);
    expect(days).toHaveLength(28);
    const last = days.at(-1);
    const expected: [number | null | undefined, number][] = [
      [last?.acuteLoad, 5.857143],
      [last?.chronicLoad, 5.178571],
      [last?.acwr, 1.131034],
      [last?.acuteTrimp, 61.428571],
      [last?.chronicTrimp, 53.392857],
      [last?.trimpAcwr, 1.150502],
      [last?.normalizedDivergence, -0.017065],
      [last?.uncoupledAcwr, 1.182692],
      [last?.uncoupledTrimpAcwr, 1.211268],
      [last?.ewmaAcwr, 1.052712],
      [last?.ewmaTrimpAcwr, 1.070416],
      [last?.monotony, 1.163118],
    ];
    for (const [value, worked] of expected) expect(value).toBeCloseTo(worked, 6);
    expect(last?.strain).toBeCloseTo(500.1409, 4);
    expect(latest.asOf).toBe('2025-03-28');
  });

  test('people get progress on stderr and a report that ends in a verdict', () => {
    const run = analyze('--as-of', '2025-05-12', path('mixed'));
    expect(run.status).toBe(0);
    expect(run.stderr).toMatch(/Reading \[#+\.*\] 5 of 5 files/);
    for (const part of [
      'Sessions (2)',
      'The week up to 2025-05-12',
      'Ratios of 7 to 28 days',
      'Divergence',
      'Verdict: Cannot tell',
      'cut.tcx: TCX',
    ]) {
      expect(run.stdout).toContain(part);
    }
  });

  test('--csv prints a line a day', () => {
    const run = analyze('--csv', '--days', path('days.csv'));
    const lines = run.stdout.trim().split('\n');
    expect(lines).toHaveLength(29);
    expect(lines[0]).toMatch(/^day,sessions,totalLoadMiles,trimp,acuteLoad,/);
    expect(lines[1]).toMatch(/^2025-03-01,1,5,50,/);
  });

  test.each(['--csv', '--json'])('%s ends quietly when nobody reads on', async (output) => {
    const args = [
      'scripts/analyze.ts',
      output,
      '--as-of',
      '2125-01-01',
      '--days',
      path('days.csv'),
    ];
    const run = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    run.stdout.destroy();
    let complaints = '';
    run.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaints += chunk));
    const [status] = (await once(run, 'close')) as [number | null];
    expect([status, complaints]).toEqual([0, '']);
  });

  test('the status is 1 only when nothing could be read', () => {
    const run = analyze('--json', path('mixed/empty.fit'), path('nowhere'));
    expect(run.status).toBe(1);
    expect(run.json()).toMatchObject({
      activities: [],
      skipped: [
        { file: path('mixed/empty.fit'), reason: 'the file is empty' },
        { file: path('nowhere'), reason: 'there is no such file or folder' },
      ],
    });
    expect(run.stderr).not.toMatch(/ at /);
  });

  test('bad options and bad day files are refused without a stack trace', () => {
    writeFileSync(path('bad.csv'), 'day,trimp\n2025-01-01,5');
    const runs = [analyze('--json', '--max-hr', '10', 'x'), analyze('--days', path('bad.csv'))];
    for (const run of runs) {
      expect(run.status).toBe(1);
      expect(run.stdout).toBe('');
      expect(run.stderr).not.toMatch(/^\s+at /m);
    }
    expect(runs[0]?.stderr).toBe('--max-hr must be a heart rate between 100 and 240 bpm, got 10\n');
    expect(runs[1]?.stderr).toContain('needs the columns day,total_load_miles,trimp');
  });
});
