// Everything a landing must pass: it builds, format, lint, types, dead code, then every test. The
// last line counts all that ran, each of the checks included, whatever became of them.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** Two lines side by side, about as long as each other. */
const CHECKS = [
  ['build', 'check:types'],
  ['check:format', 'check:unused', 'check:lint'],
];
// Whatever tests, browsers and tools leave outside this repository goes with this folder.
const temp = mkdtempSync(join(tmpdir(), 'tm-test-'));
const PLACES = ['TMPDIR', 'TEMP', 'TMP', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME'];
const env = { ...process.env, ...Object.fromEntries(PLACES.map((name) => [name, temp])) };
const reportFile = join(temp, 'report.json');
let passed = 0;
let failed = 0;
let skipped = 0;
let stopping = false;

await Promise.all(CHECKS.map(runChecks));
await runTests();
try {
  rmSync(temp, { recursive: true, force: true, maxRetries: 3 });
} catch (error) {
  console.error('The temp folder could not be removed:', error);
}
if (skipped > 0) console.log(`${skipped} skipped, each with its reason above`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function runChecks(checks: string[]): Promise<void> {
  for (const check of checks) {
    const begun = performance.now();
    const { ok, printed } = await run('npm', ['run', '--silent', check], 'pipe');
    process.stderr.write(printed);
    const seconds = Math.round((performance.now() - begun) / 1000);
    console.log(`${check} ${ok ? 'passed' : 'failed'} (${seconds} s)`);
    if (ok) passed += 1;
    else failed += 1;
  }
}

async function runTests(): Promise<void> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const { ok } = await run('vitest', ['run', ...reporters], 'inherit');
  try {
    const report = JSON.parse(readFileSync(reportFile, 'utf8')) as VitestReport;
    passed += report.numPassedTests;
    failed += report.numFailedTests;
    skipped += report.numPendingTests + report.numTodoTests;
    // A file that fails to load has no assertions to count, and a red exit needs a reason.
    failed += report.testResults.filter(
      (file) =>
        file.status === 'failed' && !file.assertionResults.some((a) => a.status === 'failed'),
    ).length;
  } catch (error) {
    console.error('The test run left no report:', error);
    failed += 1;
  }
  if (!ok && failed === 0) failed = 1;
}

/** Never rejects: what cannot be started or is killed has failed. */
function run(
  program: string,
  args: string[],
  output: 'pipe' | 'inherit',
): Promise<{ ok: boolean; printed: string }> {
  if (stopping) return Promise.resolve({ ok: false, printed: '' });
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env,
      stdio: ['ignore', output, output],
      shell: process.platform === 'win32',
    });
    const stop = (signal: NodeJS.Signals) => {
      stopping = true;
      child.kill(signal);
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    let printed = '';
    const end = (ok: boolean) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve({ ok, printed });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        printed += chunk;
      });
    }
    child.once('error', (error) => {
      printed += `${program}: ${error.message}\n`;
      end(false);
    });
    child.once('close', (code) => end(code === 0));
  });
}
