import type { WriteMessage, WriteResult } from '../protocol/messages.ts';
import { invalid, StatusError } from '../status.ts';
import type { Change } from '../store/journal.ts';
import type { Store } from '../store/store.ts';
import type { StoredDocument } from '../values/document.ts';
import { Timestamp } from '../values/value.ts';
import type { AccessPolicy, Caller } from './access-policy.ts';
import { applyWrite, targetOf } from './apply-write.ts';
import type { AppliedWrite } from './apply-write.ts';

const MAX_TRANSFORMS = 500;

export interface CommitOutcome {
  readonly commitTime: Timestamp;
  readonly writeResults: WriteResult[];
  readonly applied: readonly AppliedWrite[];
}

function checkTransformCount(writes: readonly WriteMessage[]): void {
  const counts = new Map<string, number>();
  for (const write of writes) {
    const added = (write.transform?.fieldTransforms ?? write.updateTransforms ?? []).length;
    if (added === 0) continue;
    const { name } = targetOf(write);
    const count = (counts.get(name) ?? 0) + added;
    if (count > MAX_TRANSFORMS) {
      throw invalid(`Document ${name} has more than ${MAX_TRANSFORMS} transforms in one commit.`);
    }
    counts.set(name, count);
  }
}

function netChanges(applied: readonly AppliedWrite[]): Change[] {
  const changes = new Map<string, Change>();
  for (const { name, before, after } of applied) {
    const earlier = changes.get(name);
    changes.set(name, { name, before: earlier ? earlier.before : before, after });
  }
  return [...changes.values()].filter(({ before, after }) => before !== after);
}

/**
 * Applies all writes or none, in one turn: preconditions, masks, transforms, then the rules, then
 * the store. Later writes see earlier ones.
 *
 * @throws StatusError when any of it is refused
 */
export function commitWrites(
  store: Store,
  policy: AccessPolicy,
  caller: Caller,
  writes: readonly WriteMessage[],
): CommitOutcome {
  checkTransformCount(writes);
  const version = store.nextVersion();
  const commitTime = Timestamp.fromMicros(version);
  const staged = new Map<string, StoredDocument | null>();
  const current = (name: string): StoredDocument | null => {
    const document = staged.get(name);
    return document === undefined ? store.get(name) : document;
  };
  const applied = writes.map((write) => {
    const one = applyWrite(write, current, commitTime);
    staged.set(one.name, one.after);
    return one;
  });
  if (!caller.admin && applied.length > 0) {
    const { denial } = policy.writes(caller, applied, commitTime, store.documents, current);
    if (denial !== null) throw new StatusError('PERMISSION_DENIED', denial);
  }
  const refused = applied.find((one) => one.refusal !== null);
  if (refused?.refusal) throw refused.refusal;
  const changes = netChanges(applied);
  if (changes.length > 0) store.commit(version, changes);
  return {
    commitTime: changes.length > 0 ? commitTime : Timestamp.fromMicros(store.version),
    writeResults: applied.map((one) => one.result),
    applied,
  };
}
