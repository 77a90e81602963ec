import { localDay } from '@training-monkey/training';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stored } from '../../ports/stored.ts';
import { anAthlete, UID } from '../../testing/an-athlete.ts';
import { derivedState, rebuiltState } from '../../testing/expected-state.ts';
import { drainInbox } from '../../testing/drain-inbox.ts';
import { memoryPorts } from '../../testing/memory-ports.ts';
import { live, step } from '../../testing/random-history.ts';
import { rebuildLedgers } from './rebuild-ledgers.ts';

const CASES = 20;
const STEPS = 200;
const NOW = '2025-06-10T12:00:00.000Z';

/** Lets others go first for a few turns, differently at each place but the same in each run of a seed. */
function unevenPause(seed: number): () => Promise<void> {
  let state = seed;
  return async () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    for (let turns = (state >> 16) % 6; turns > 0; turns -= 1) await Promise.resolve();
  };
}

describe('an athlete’s history, however it came about', () => {
  test(
    `${CASES} times ${STEPS} imports, edits, deletes, annotations and thresholds, duplicated, lost, late and interleaved, end as a rebuild from scratch`,
    { timeout: 300_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: STEPS, maxLength: STEPS }),
          fc.nat(),
          async (steps, seed) => {
            const ports = memoryPorts({ now: NOW, pause: unevenPause(seed) });
            await anAthlete(ports);
            await live(ports, steps);
            await drainInbox(ports);

            const state = await derivedState(ports.store, UID);
            const rebuilt = await rebuiltState(ports.store, UID, localDay('2025-06-10'));
            expect(JSON.stringify(state.ledgers)).toBe(JSON.stringify(rebuilt.ledgers));
            expect(state).toEqual(rebuilt);
            expect(await ports.store.get(stored.user(UID))).toMatchObject({ rescore: null });
            expect(await rebuildLedgers(ports, UID)).toEqual({ repairedYears: [] });
          },
        ),
        // A shrunk history of hundreds of interleaved steps explains no more than its seed.
        { numRuns: CASES, endOnFailure: true },
      );
    },
  );
});
