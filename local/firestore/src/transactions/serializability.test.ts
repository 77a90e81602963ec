import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firestoreCore } from '../firestore-core.ts';
import type { FirestoreCore } from '../firestore-core.ts';
import { commit } from '../methods/commit-methods.ts';
import { batchGetDocuments } from '../methods/get-documents.ts';
import { runQueryMethod } from '../methods/run-queries.ts';
import type { AccessPolicy, Caller } from '../commit/access-policy.ts';
import { StatusError } from '../status.ts';
import { memoryJournal } from '../store/memory-journal.ts';
import { Store } from '../store/store.ts';
import { Document } from '../values/document.ts';
import { lastSegment } from '../values/resource-name.ts';

const DATABASE = 'projects/p/databases/(default)';
const PARENT = `${DATABASE}/documents`;
const ADMIN: Caller = { admin: true, auth: null, key: 'admin' };
const KEYS = ['a', 'b', 'c'];
const nameOf = (key: string): string => `${PARENT}/things/${key}`;

const allowAll: AccessPolicy = {
  get: () => ({ denial: null, dependencies: [] }),
  query: () => ({ denial: null, dependencies: [] }),
  writes: () => ({ denial: null, dependencies: [] }),
};

type State = Map<string, number>;
type Step =
  | { kind: 'read'; key: string }
  /** All documents above a number. */
  | { kind: 'scan'; above: number }
  | { kind: 'write'; key: string; value: number | null };

/** What a transaction saw and wrote, in its own order. */
interface Trace {
  reads: { step: Step; saw: string }[];
  writes: [string, number | null][];
}

const show = (pairs: [string, number][]): string => JSON.stringify(pairs.sort());

function lookAt(state: State, step: Step): string {
  if (step.kind === 'read') return String(state.get(step.key) ?? null);
  const above = step.kind === 'scan' ? step.above : 0;
  return show([...state].filter(([, value]) => value > above));
}

/** Whether the traces, in this order and one after another, would have seen what they saw. */
function explains(order: readonly Trace[], start: State, end: State): boolean {
  const state = new Map(start);
  for (const { reads, writes } of order) {
    if (!reads.every(({ step, saw }) => lookAt(state, step) === saw)) return false;
    for (const [key, value] of writes) {
      if (value === null) state.delete(key);
      else state.set(key, value);
    }
  }
  return show([...state]) === show([...end]);
}

function isSerializable(traces: readonly Trace[], start: State, end: State): boolean {
  const search = (done: readonly Trace[], rest: readonly Trace[]): boolean =>
    rest.length === 0
      ? explains(done, start, end)
      : rest.some((next, i) =>
          search(
            [...done, next],
            rest.filter((_, j) => j !== i),
          ),
        );
  return search([], traces);
}

const valueOf = (document: Document): number => Number(document.fields.get('n'));

interface Answer {
  transaction?: Uint8Array;
  found?: Document;
  document?: Document;
}

/** Runs one program against the server's methods, as a client's transaction does. */
async function runProgram(
  core: FirestoreCore,
  program: readonly Step[],
  turn: () => Promise<void>,
): Promise<Trace | null> {
  const trace: Trace = { reads: [], writes: [] };
  let transaction: Uint8Array | undefined;
  const consistency = (): object =>
    transaction ? { transaction } : { newTransaction: { readWrite: {} } };
  try {
    for (const step of program) {
      await turn();
      if (step.kind === 'write') {
        trace.writes.push([step.key, step.value]);
        continue;
      }
      // A client reads before it writes.
      if (trace.writes.length > 0) continue;
      const answers = (
        step.kind === 'read'
          ? await batchGetDocuments(core, ADMIN, {
              database: DATABASE,
              documents: [nameOf(step.key)],
              ...consistency(),
            })
          : await runQueryMethod(core, ADMIN, {
              parent: PARENT,
              structuredQuery: {
                from: [{ collectionId: 'things' }],
                where: {
                  fieldFilter: {
                    field: { fieldPath: 'n' },
                    op: 'GREATER_THAN',
                    value: BigInt(step.above),
                  },
                },
              },
              ...consistency(),
            })
      ) as Answer[];
      transaction ??= answers[0]?.transaction;
      const found = answers.map((a) => a.found ?? a.document).filter((d) => d !== undefined);
      const saw =
        step.kind === 'read'
          ? String(found[0] ? valueOf(found[0]) : null)
          : show(found.map((d) => [lastSegment(d.name), valueOf(d)]));
      trace.reads.push({ step, saw });
    }
    await turn();
    await commit(core, ADMIN, {
      database: DATABASE,
      writes: trace.writes.map(([key, value]) =>
        value === null
          ? { delete: nameOf(key) }
          : { update: new Document(nameOf(key), new Map([['n', BigInt(value)]])) },
      ),
      ...(transaction ? { transaction } : {}),
    });
    return trace;
  } catch (error) {
    if (error instanceof StatusError && error.status === 'ABORTED') {
      if (transaction) core.transactions.end(transaction);
      return null;
    }
    throw error;
  }
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('read' as const), key: fc.constantFrom(...KEYS) }),
  fc.record({ kind: fc.constant('scan' as const), above: fc.constantFrom(0, 5) }),
  fc.record({
    kind: fc.constant('write' as const),
    key: fc.constantFrom(...KEYS),
    value: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null, freq: 4 }),
  }),
);

describe('transactions', () => {
  test('of any random history can be explained by some order of running alone', async () => {
    let committed = 0;
    let aborted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 5 }),
        async (scheduler, programs) => {
          let now = 0;
          const store = new Store(memoryJournal(), () => (now += 1));
          const core = firestoreCore(store, allowAll, () => undefined);
          const start: State = new Map([
            ['a', 1],
            ['b', 7],
          ]);
          await runProgram(
            core,
            [...start].map(([key, value]) => ({ kind: 'write', key, value })),
            () => Promise.resolve(),
          );
          const runs = programs.map((program) =>
            runProgram(core, program, () => scheduler.schedule(Promise.resolve())),
          );
          const traces = await scheduler.waitFor(Promise.all(runs));
          core.transactions.close();
          const end: State = new Map();
          for (const document of store.documents.all()) {
            end.set(lastSegment(document.name), valueOf(document));
          }
          const done = traces.filter((trace) => trace !== null);
          committed += done.length;
          aborted += traces.length - done.length;
          expect(isSerializable(done, start, end)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
    // Histories without contention would prove nothing.
    expect(committed).toBeGreaterThan(1000);
    expect(aborted).toBeGreaterThan(50);
  });
});
