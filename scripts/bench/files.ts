// How fast FIT files are decoded beside Garmin's own decoder, and how long an archive of 4,000
// recordings takes to read and score, in which memory.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Decoder, Stream } from '@garmin/fitsdk';
import { defaultAthleteSettings } from '@training-monkey/training';
import { gzipSync, Zip, ZipPassThrough } from 'fflate';
import { decodeFit } from '../../files/src/fit/decode-fit.ts';
import { aFitRide } from '../../files/src/testing/a-fit-ride.ts';
import { analysis } from '../analyze/analysis.ts';
import { scoredActivity, type ScoredActivity } from '../analyze/analyzed-activity.ts';
import { findSources } from '../analyze/find-sources.ts';
import { markDuplicates } from '../analyze/mark-duplicates.ts';
import { readInParallel } from '../analyze/read-in-parallel.ts';

const FILES = 4000;
const THREADS = 2;
const RIDE_SECONDS = 3600;
const TARGETS = { timesFaster: 20, archiveSeconds: 60, residentMB: 600 };
const DAY_MS = 86_400_000;
const FIRST_MS = Date.parse('2015-01-01T06:00:00Z');

const rideOf = (i: number) =>
  aFitRide({
    startedAt: new Date(FIRST_MS + i * DAY_MS).toISOString(),
    seconds: RIDE_SECONDS + (i % 600),
    bpm: (second) => 120 + Math.round(25 * Math.sin(second / 90 + i)),
    speedMps: 6 + (i % 5),
  });

/** Records in a second, from as many rounds as fit into the time. */
function recordsPerSecond(leastSeconds: number, decode: () => number): number {
  decode();
  const started = performance.now();
  let records = 0;
  let seconds = 0;
  while (seconds < leastSeconds) {
    records += decode();
    seconds = (performance.now() - started) / 1000;
  }
  return Math.round(records / seconds);
}

function decoding() {
  const ride = rideOf(0);
  const fastPath = () =>
    recordsPerSecond(2, () => decodeFit(ride).recordings[0]?.records.length ?? 0);
  const sdk = recordsPerSecond(4, () => {
    const { messages } = new Decoder(Stream.fromByteArray([...ride])).read();
    return (messages as { recordMesgs?: unknown[] }).recordMesgs?.length ?? 0;
  });
  const own = fastPath();
  return {
    recordsPerFile: RIDE_SECONDS + 1,
    fastPathRecordsPerSecond: own,
    fitsdkRecordsPerSecond: sdk,
    timesFaster: own / sdk,
  };
}

/** Writes the archive to disk as it is made. */
function writeArchive(path: string): void {
  const file = openSync(path, 'w');
  const zip = new Zip((error, part) => {
    if (error) throw error;
    writeSync(file, part);
  });
  const rows = [
    'Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename',
  ];
  const put = (name: string, content: Uint8Array) => {
    const entry = new ZipPassThrough(name);
    zip.add(entry);
    entry.push(content, true);
  };
  for (let i = 0; i < FILES; i++) {
    put(`activities/${i}.fit.gz`, gzipSync(rideOf(i), { level: 1 }));
    rows.push(`${i},"May 1, 2025, 6:00:00 AM",Ride ${i},Ride,3600,20,activities/${i}.fit.gz`);
  }
  put('activities.csv', new TextEncoder().encode(rows.join('\n')));
  zip.end();
  closeSync(file);
}

/** In a process of its own, so that the memory measured is that of reading. */
function makeElsewhere(path: string): void {
  const made = spawnSync(process.execPath, ['scripts/bench.ts', 'files', '--make', path], {
    stdio: 'inherit',
  });
  if (made.status !== 0) throw new Error('the archive could not be made');
}

async function archive() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-files-'));
  try {
    const path = join(folder, 'export.zip');
    makeElsewhere(path);
    const settings = defaultAthleteSettings('Europe/Berlin', '2026-01-01T00:00:00.000Z');
    const activities: ScoredActivity[] = [];
    const started = performance.now();
    await readInParallel(
      findSources([path]).sources,
      settings.timeZone,
      (step) => {
        for (const activity of step.activities) {
          activities.push(scoredActivity(step.file, activity, settings));
        }
      },
      THREADS,
    );
    const lastDay = activities
      .map(({ facts }) => facts.localDay)
      .toSorted()
      .at(-1);
    if (lastDay === undefined) throw new Error('the archive was read as nothing');
    const timing = { files: activities.length, seconds: 0 };
    const input = { settings, asOf: lastDay, skipped: [], timing };
    const { days } = analysis(markDuplicates(activities), input);
    const seconds = (performance.now() - started) / 1000;
    if (activities.length !== FILES) throw new Error(`expected ${FILES}, got ${activities.length}`);
    return {
      files: FILES,
      megabytes: Math.round(statSync(path).size / 1e6),
      threads: THREADS,
      days: days.length,
      seconds,
      residentMB: mostResidentMB(),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The highest since the process began, all its threads together. */
const mostResidentMB = () => Math.round((process.resourceUsage().maxRSS * 1024) / 1e6);

/** Prints one JSON object with both measurements beside their targets. */
export default async function run([task, path]: string[]): Promise<void> {
  if (task === '--make' && path !== undefined) {
    writeArchive(path);
    return;
  }
  const read = await archive();
  const decoded = decoding();
  console.log(
    JSON.stringify({
      bench: 'files',
      decoding: decoded,
      archive: read,
      targets: TARGETS,
      withinTargets:
        decoded.timesFaster >= TARGETS.timesFaster &&
        read.seconds < TARGETS.archiveSeconds &&
        read.residentMB < TARGETS.residentMB,
    }),
  );
}
