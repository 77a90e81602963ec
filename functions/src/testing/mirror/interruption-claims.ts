import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { repeatableChance } from '../repeatable-chance.ts';
import { interruptedProject } from './interrupted-project.ts';
import { shown, type TestDatabases } from './test-databases.ts';

const KILLS = 30;
/** So many at once, each into a database of its own. */
const LANES = 2;
const SEED = 2718;
const SCRIPT = fileURLToPath(new URL('./interrupted-export.ts', import.meta.url));

/** A process that exports, once it is about to begin. What it compiles is kept for the next one. */
async function exporter(
  url: string,
  compiled: string,
): Promise<{ child: ChildProcess; ended: Promise<unknown[]> }> {
  const child = spawn(process.execPath, [SCRIPT, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  const ended = once(child, 'close');
  if (child.stdout === null) throw new Error('the exporter has no output');
  await Promise.race([once(child.stdout, 'data'), ended]);
  return { child, ended };
}

/** Until the server has noticed that nobody exports any more; it holds the lock as long. */
async function leftAlone({ ask }: TestDatabases, url: string): Promise<void> {
  const sql = `SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'training-monkey export'`;
  while ((await ask(url, sql)).length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** An export may be killed at any moment. */
export function interruptionClaims(databases: () => TestDatabases): void {
  test(`an export killed at ${KILLS} random moments ends in the same tables`, async () => {
    const compiled = mkdtempSync(join(tmpdir(), 'tm-compiled-'));
    const { fresh } = databases();
    const whole = await fresh();
    const { ended } = await exporter(whole, compiled);
    const begun = performance.now();
    await ended;
    const wholeMs = performance.now() - begun;

    const interrupted: string[] = [];
    /** Kills exports into one database until one gets through; then another begins. */
    const interrupt = async (seed: number) => {
      const chance = repeatableChance(seed);
      let target: string | null = null;
      for (let killed = 0; killed < KILLS / LANES;) {
        if (target === null) interrupted.push((target = await fresh()));
        const { child, ended: end } = await exporter(target, compiled);
        await new Promise((resolve) => setTimeout(resolve, chance() * wholeMs));
        child.kill('SIGKILL');
        const [exitCode, signal] = await end;
        await leftAlone(databases(), target);
        if (signal === 'SIGKILL') killed += 1;
        else {
          expect(exitCode).toBe(0);
          target = null;
        }
      }
    };
    await Promise.all(Array.from({ length: LANES }, (_, lane) => interrupt(SEED + lane)));
    rmSync(compiled, { recursive: true, force: true });

    const expected = await shown(databases(), whole);
    for (const one of interrupted) {
      const outcome = await interruptedProject().run(one);
      expect(outcome).toMatchObject({ failed: 0, differences: [], isComplete: true });
      expect(await shown(databases(), one)).toEqual(expected);
    }
  }, 300_000);

  describe('the project that is interrupted', () => {
    test('is the same in every process', () => {
      const contents = () => [...interruptedProject().ports.store.contents()];
      expect(contents()).toEqual(contents());
    });
  });
}
