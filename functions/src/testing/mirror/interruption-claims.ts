import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { repeatableChance } from '../repeatable-chance.ts';
import { interruptedProject } from './interrupted-project.ts';
import { shown, type TestDatabases } from './test-databases.ts';

const KILLS = 30;
const SEED = 2718;
const SCRIPT = fileURLToPath(new URL('./interrupted-export.ts', import.meta.url));

/** A process that exports, once it is about to begin. */
async function exporter(url: string): Promise<{ child: ChildProcess; ended: Promise<unknown> }> {
  const child = spawn(process.execPath, [SCRIPT, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  if (child.stdout === null) throw new Error('the exporter has no output');
  await Promise.race([once(child.stdout, 'data'), ended]);
  return { child, ended };
}

/** An export may be killed at any moment. */
export function interruptionClaims(databases: () => TestDatabases): void {
  test(`an export killed at ${KILLS} random moments ends in the same tables`, async () => {
    const chance = repeatableChance(SEED);
    const url = await databases().fresh();
    const whole = await databases().fresh();
    const { ended } = await exporter(whole);
    const begun = performance.now();
    await ended;
    const wholeMs = performance.now() - begun;

    let killed = 0;
    let done = await databases().fresh();
    for (let n = 0; n < KILLS; n++) {
      // One database takes all it can; when it is done another begins anew.
      const target = n % 2 === 0 ? url : done;
      const { child, ended: end } = await exporter(target);
      await new Promise((resolve) => setTimeout(resolve, chance() * wholeMs));
      if (child.kill('SIGKILL')) killed += 1;
      else if (target !== url) done = await databases().fresh();
      await end;
    }
    const project = interruptedProject();
    for (const one of [url, done]) {
      expect(await project.run(one)).toMatchObject({ failed: 0, differences: [] });
      expect(await shown(databases(), one)).toEqual(await shown(databases(), whole));
    }
    expect(killed).toBeGreaterThan(0);
  }, 300_000);

  describe('the project that is interrupted', () => {
    test('is the same in every process', () => {
      const contents = () => [...interruptedProject().ports.store.contents()];
      expect(contents()).toEqual(contents());
    });
  });
}
