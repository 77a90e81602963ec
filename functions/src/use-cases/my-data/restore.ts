import {
  activityDocument,
  activityFactsFrom,
  annotationDocument,
  isStravaCopy,
  localDayField,
  refusalFrom,
  type LocalDay,
} from '@training-monkey/training';
import { z } from 'zod';
import { ServiceError } from '../../errors/service-error.ts';
import { coachStored } from '../../ports/coach-stored.ts';
import type { Ports } from '../../ports/ports.ts';
import type { DocumentRef } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import type { ActivityChange } from '../activities/activity-change.ts';
import { changeActivities, MAX_CHANGES } from '../activities/change-activities.ts';
import { implausible } from '../activities/implausible.ts';
import { takeUpSettings } from '../athlete/take-up-settings.ts';

/** Parts of a download that can be restored, in the order in which to hand them over. */
export const RESTORED_PARTS = [
  'settings',
  'activities',
  'annotations',
  'journal',
  'coachFeedback',
] as const;

/** Some lines of one part. */
export const restoreBody = z.strictObject({
  part: z.enum(RESTORED_PARTS),
  lines: z
    .array(z.strictObject({ id: z.string().min(1).max(200), document: z.unknown() }))
    .min(1)
    .max(MAX_CHANGES),
});
export type RestoreBody = z.infer<typeof restoreBody>;

export interface RestoreResult {
  restored: number;
  /** Lines that are not restored, such as activities that Strava will bring back. */
  passedOver: number;
}

const OWN_ID = /^(?:file|manual)-[\w-]{1,100}$/;
const IN_PATH = /^[\w-]{1,120}$/;

/**
 * Puts some lines of a download back. Repeating it changes nothing. Scores are computed anew from the
 * facts, so a doctored download cannot say what an activity weighs.
 *
 * @throws ServiceError `invalid-input` that names the first line and field that are wrong
 */
export async function restore(
  ports: Pick<Ports, 'store' | 'now'>,
  uid: string,
  { part, lines }: RestoreBody,
): Promise<RestoreResult> {
  switch (part) {
    case 'settings':
      return restoreSettings(ports, uid, lines);
    case 'activities':
      return restoreActivities(ports, uid, lines);
    case 'annotations':
      return restoreAnnotations(ports, uid, lines);
    case 'journal':
      return restoreDays(ports, coachStored.journalDay, uid, lines);
    case 'coachFeedback':
      return restoreDays(ports, coachStored.feedback, uid, lines);
  }
}

type Lines = RestoreBody['lines'];
type Needs = Pick<Ports, 'store' | 'now'>;

/** The plan is not restored: it follows from the goal and the numbers. */
async function restoreSettings(ports: Needs, uid: string, lines: Lines): Promise<RestoreResult> {
  const settings = puts(lines, 'athlete', stored.settings(uid));
  const goal = puts(lines, 'goal', coachStored.goal(uid));
  await putAll(ports, uid, settings);
  await putAll(ports, uid, goal);
  if (settings.length > 0) await takeUpSettings(ports, uid);
  const restored = settings.length + goal.length;
  return { restored, passedOver: lines.length - restored };
}

function puts<T>(lines: Lines, name: string, ref: DocumentRef<T>): Put<T>[] {
  return lines.flatMap(({ id, document }, n) =>
    id === name ? [{ ref, document: read(ref.schema, document, n) }] : [],
  );
}

async function restoreActivities(ports: Needs, uid: string, lines: Lines): Promise<RestoreResult> {
  const changes = lines.flatMap(({ id, document }, n): ActivityChange[] => {
    const activity = read(activityDocument, document, n);
    const { source, fileName } = activity;
    if (source === 'strava' || isStravaCopy(id)) return [];
    if (!OWN_ID.test(id)) refuse(n, 'id', 'must be that of an activity from a file or by hand');
    const facts = activityFactsFrom(activity);
    const reason = implausible(facts, ports.now());
    if (reason !== null) refuse(n, 'document', reason);
    return [{ kind: 'put', activityId: id, facts, source, stravaActivityId: null, fileName }];
  });
  if (changes.length > 0) await changeActivities(ports, uid, changes);
  return { restored: changes.length, passedOver: lines.length - changes.length };
}

async function restoreAnnotations(ports: Needs, uid: string, lines: Lines): Promise<RestoreResult> {
  const said = lines.map(({ id, document }, n) => {
    if (!IN_PATH.test(id)) refuse(n, 'id', 'must be that of an activity');
    return { id, document: read(annotationDocument, document, n) };
  });
  const activities = await ports.store.getAll(said.map(({ id }) => stored.activity(uid, id)));
  const known = said.filter((_, n) => activities[n] !== null);
  const puts = known.map(({ id, document }) => ({ ref: stored.annotation(uid, id), document }));
  await putAll(ports, uid, puts);
  const rescores = known.map(({ id }) => ({ kind: 'rescore' as const, activityId: id }));
  if (rescores.length > 0) await changeActivities(ports, uid, rescores);
  return { restored: known.length, passedOver: lines.length - known.length };
}

async function restoreDays<T>(
  ports: Needs,
  refOf: (uid: string, day: LocalDay) => DocumentRef<T>,
  uid: string,
  lines: Lines,
): Promise<RestoreResult> {
  const days = lines.map(({ id, document }, n): Put<T> => {
    const day = localDayField.safeParse(id);
    if (!day.success) return refuse(n, 'id', 'must be an existing day');
    const ref = refOf(uid, day.data);
    return { ref, document: read(ref.schema, document, n) };
  });
  await putAll(ports, uid, days);
  return { restored: days.length, passedOver: 0 };
}

interface Put<T> {
  ref: DocumentRef<T>;
  document: T;
}

/** The athlete is looked for along with it, so that nothing comes after their deletion. */
async function putAll<T>(ports: Needs, uid: string, puts: Put<T>[]): Promise<void> {
  await ports.store.transact(async (tx) => {
    const user = await tx.get(stored.user(uid));
    if (user === null) throw new ServiceError('not-found', 'There is no such athlete.');
    for (const { ref, document } of puts) tx.set(ref, document);
  });
}

function read<T>(schema: z.ZodType<T>, document: unknown, n: number): T {
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  const { field, message } = refusalFrom(parsed.error);
  return refuse(n, `document.${field}`, message);
}

function refuse(n: number, field: string, message: string): never {
  const at = `lines.${n}.${field}`;
  throw new ServiceError('invalid-input', `${at}: ${message}`, { field: at });
}
