import { activityFacts, refusalFrom } from '@training-monkey/training';
import { z } from 'zod';
import type { Ports } from '../../ports/ports.ts';
import type { ActivityPut, ChangeResult } from './activity-change.ts';
import { ownActivityId } from './activity-id.ts';
import { changeActivities, MAX_CHANGES } from './change-activities.ts';
import { implausible } from './implausible.ts';

/** The envelope alone: one damaged item must not cost the others. */
export const importBody = z.strictObject({
  activities: z.array(z.unknown()).min(1).max(MAX_CHANGES),
});

export const importItem = z.strictObject({
  facts: activityFacts,
  fileName: z.string().max(300).nullable(),
});

/** What became of one item of a batch. */
export interface ImportResult {
  outcome: 'created' | 'replaced' | 'unchanged' | 'refused';
  /** The activity that stands for it; null when it was refused. */
  activityId: string | null;
  reason: string | null;
}

/**
 * Takes in a batch of activities read from files or typed in: all that can be taken in one
 * transaction, each refusal with its reason. Repeating it changes nothing.
 *
 * @returns a result an item, in the order given
 */
export async function importActivities(
  ports: Pick<Ports, 'store' | 'now'>,
  uid: string,
  source: 'file' | 'manual',
  items: unknown[],
): Promise<ImportResult[]> {
  const read = items.map((item) => readItem(item, source, ports.now()));
  const puts = read.filter((one): one is ActivityPut => !('reason' in one));
  const results = puts.length === 0 ? [] : await changeActivities(ports, uid, puts);
  return read.map((one) =>
    'reason' in one ? refused(one.reason) : importResult(results[puts.indexOf(one)]),
  );
}

function refused(reason: string | null): ImportResult {
  return { outcome: 'refused', activityId: null, reason };
}

function importResult(result: ChangeResult | undefined): ImportResult {
  if (result === undefined || result.outcome === 'refused') return refused(result?.reason ?? null);
  const { activityId, outcome } = result;
  const hasChanged = outcome === 'created' || outcome === 'replaced';
  return { outcome: hasChanged ? outcome : 'unchanged', activityId, reason: null };
}

function readItem(
  item: unknown,
  source: 'file' | 'manual',
  now: Date,
): ActivityPut | { reason: string } {
  const parsed = importItem.safeParse(item);
  if (!parsed.success) {
    const { field, message } = refusalFrom(parsed.error);
    return { reason: field === '' ? message : `${field}: ${message}` };
  }
  const { facts, fileName } = parsed.data;
  const reason = implausible(facts, now);
  if (reason !== null) return { reason };
  const activityId = ownActivityId(source, facts);
  return { kind: 'put', activityId, facts, source, stravaActivityId: null, fileName };
}
