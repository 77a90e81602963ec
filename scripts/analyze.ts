// npm run analyze: turns recordings, folders and Strava archives into numbers, without any server.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { analysis, type Analysis } from './analyze/analysis.ts';
import { analyzeOptions, HELP, type AnalyzeOptions } from './analyze/analyze-options.ts';
import { scoredActivity, type ScoredActivity } from './analyze/analyzed-activity.ts';
import { daysAsCsv } from './analyze/analyzed-day.ts';
import { parseDaysFile } from './analyze/days-file.ts';
import { findSources, reasonOf } from './analyze/find-sources.ts';
import { markDuplicates } from './analyze/mark-duplicates.ts';
import { ProgressBar } from './analyze/progress-bar.ts';
import { readInParallel } from './analyze/read-in-parallel.ts';
import { report } from './analyze/report.ts';

async function fromPaths(options: AnalyzeOptions): Promise<Analysis> {
  const started = performance.now();
  const { sources, skipped } = findSources(options.paths);
  const { settings } = options;
  const bar = options.output === 'report' ? new ProgressBar(process.stderr) : null;
  const archiveSteps = new Map<string, number>();
  const recordings = sources.filter(({ kind }) => kind === 'recording').length;
  const activities: ScoredActivity[] = [];
  let files = 0;
  await readInParallel(sources, settings.timeZone, (step) => {
    files += 1;
    if (step.skipped !== null) skipped.push({ file: step.file, reason: step.skipped });
    for (const activity of step.activities) {
      activities.push(scoredActivity(step.file, activity, settings));
    }
    if (step.archive !== null) archiveSteps.set(step.archive, step.archiveSteps);
    const inArchives = [...archiveSteps.values()].reduce((sum, steps) => sum + steps, 0);
    bar?.show(files, Math.max(files, recordings + inArchives));
  });
  bar?.finish();
  skipped.sort((a, b) => (a.file < b.file ? -1 : 1));
  const seconds = (performance.now() - started) / 1000;
  return analysis(markDuplicates(activities), {
    settings,
    asOf: options.asOf ?? options.today,
    skipped,
    timing: { files, seconds },
  });
}

function fromDays(name: string, options: AnalyzeOptions): Analysis {
  const started = performance.now();
  let text: string;
  try {
    text = readFileSync(name, 'utf8');
  } catch (error) {
    throw new RangeError(`--days ${name}: ${reasonOf(error)}`, { cause: error });
  }
  const { ledgers, firstDay, lastDay } = parseDaysFile(name, text);
  const seconds = (performance.now() - started) / 1000;
  return analysis([], {
    settings: options.settings,
    asOf: options.asOf ?? lastDay,
    history: { ledgers, firstDay },
    skipped: [],
    timing: { files: 1, seconds },
  });
}

/** Prints the answer; 1 when nothing could be read. */
async function main(): Promise<number> {
  const options = analyzeOptions(process.argv.slice(2), new Date().toISOString());
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const { daysFile, output } = options;
  const result = daysFile === null ? await fromPaths(options) : fromDays(daysFile, options);
  const hasNothing = daysFile === null && result.activities.length === 0;
  if (output === 'json') console.log(JSON.stringify(result));
  else if (output === 'csv') console.log(daysAsCsv(result.days));
  else if (!hasNothing) console.log(report(result));
  if (!hasNothing) return 0;
  if (result.skipped.length === 0) console.error('There is no file to read in the named folders.');
  else if (output !== 'json') {
    for (const { file, reason } of result.skipped) console.error(`${file}: ${reason}`);
  }
  console.error('Nothing could be read.');
  return 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
