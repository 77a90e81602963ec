// Everything a landing must pass: it builds, format, lint, types, dead code, then every test, some of
// which run the builds. The last line counts all that ran, each of the checks included.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

const CHECKS = ['build', 'check:format', 'check:lint', 'check:types', 'check:unused'];
let passed = 0;
let failed = 0;
let skipped = 0;

for (const check of CHECKS) {
  const run = spawnSync('npm', ['run', '--silent', check], { stdio: 'inherit' });
  if (run.status === 0) passed += 1;
  else {
    failed += 1;
    console.error(`${check} failed`);
  }
}

const reportFolder = mkdtempSync(join(tmpdir(), 'training-monkey-test-'));
const reportFile = join(reportFolder, 'report.json');
const vitest = spawnSync(
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
  { stdio: 'inherit' },
);
try {
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as VitestReport;
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  skipped += report.numPendingTests + report.numTodoTests;
  // A file that fails to load has no assertions to count, and a red exit needs a reason.
  const unloadable = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((a) => a.status === 'failed'),
  ).length;
  failed += unloadable;
} catch (error) {
  console.error('The test run left no report:', error);
  failed += 1;
}
rmSync(reportFolder, { recursive: true, force: true });
if (vitest.status !== 0 && failed === 0) failed = 1;

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;
