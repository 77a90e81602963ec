import { isDeepStrictEqual } from 'node:util';
import {
  activityDocumentFrom,
  activityFactsFrom,
  ledgerRowFrom,
  MAX_LEDGER_ROWS,
  NO_ANNOTATION,
  scoreActivity,
  yearOf,
  type ActivityDocument,
  type ActivityFacts,
  type AnnotationDocument,
  type AthleteSettings,
} from '@training-monkey/training';
import type { ActivityChange, ActivityPut, ChangeResult } from './activity-change.ts';
import { duplicatesOf } from './duplicates-of.ts';
import type { LedgerDesk } from './ledger-desk.ts';
import type { TrackedDocuments } from './tracked-documents.ts';
import { yearsNear } from './years-near.ts';

/** What a change is applied to. */
export interface Workplace {
  activities: TrackedDocuments<ActivityDocument>;
  annotations: TrackedDocuments<AnnotationDocument>;
  desk: LedgerDesk;
  settings: AthleteSettings;
  /** The instant of the change, as ISO 8601. */
  now: string;
}

/** Applies one change to activities looked up and years opened before. */
export async function applyChange(work: Workplace, change: ActivityChange): Promise<ChangeResult> {
  const { activityId } = change;
  const existing = work.activities.get(activityId);
  switch (change.kind) {
    case 'put':
      return await put(work, change, existing);
    case 'remove':
      if (existing === null) return result('absent', activityId);
      takeOut(work, activityId);
      return result('removed', activityId);
    case 'rescore':
    case 'annotated':
      return await rescore(work, activityId, { isNews: change.kind === 'annotated' });
  }
}

async function put(
  work: Workplace,
  change: ActivityPut,
  existing: ActivityDocument | null,
): Promise<ChangeResult> {
  const { activityId, facts, source, stravaActivityId } = change;
  // The same content under another file name is nothing new.
  const fileName = existing?.fileName ?? change.fileName;
  const year = yearOf(facts.localDay);
  const rows = yearsNear(facts.localDay).flatMap((near) => [...work.desk.rows(near).values()]);
  const { winner, yielding } = duplicatesOf(change, rows);

  if (winner !== null && (existing === null || source === 'strava')) {
    if (existing !== null) {
      await giveWay(work, activityId, winner);
      await rescore(work, winner);
    }
    return result('unchanged', winner);
  }
  if (existing === null && work.desk.rows(year).size >= MAX_LEDGER_ROWS) {
    const reason = `A year holds at most ${MAX_LEDGER_ROWS} activities.`;
    return { outcome: 'refused', activityId, reason };
  }
  if (existing === null) work.annotations.assumeAbsent(activityId);
  for (const copy of yielding) await giveWay(work, copy, activityId);

  const isNew = putIn(work, activityId, existing, facts, { source, stravaActivityId, fileName });
  if (existing === null && yielding.length === 0) return result('created', activityId);
  return result(isNew || yielding.length > 0 ? 'replaced' : 'unchanged', activityId);
}

async function rescore(
  work: Workplace,
  activityId: string,
  { isNews = false } = {},
): Promise<ChangeResult> {
  await work.activities.load([activityId]);
  const existing = work.activities.get(activityId);
  if (existing === null) return result('absent', activityId);
  const isNew = putIn(work, activityId, existing, activityFactsFrom(existing));
  // The instant of the change is what readers of changed activities go by.
  if (!isNew && isNews) work.activities.set(activityId, { ...existing, updatedAt: work.now });
  return result(isNew ? 'replaced' : 'unchanged', activityId);
}

/** Scores an activity and puts it where it belongs; whether it differs from what was there. */
function putIn(
  work: Workplace,
  activityId: string,
  existing: ActivityDocument | null,
  facts: ActivityFacts,
  origin: Pick<ActivityDocument, 'source' | 'stravaActivityId' | 'fileName'> | null = existing,
): boolean {
  if (origin === null)
    throw new RangeError('putIn requires an origin for a new activity, got none');
  const annotation = work.annotations.get(activityId) ?? NO_ANNOTATION;
  const written = { ...origin, createdAt: existing?.createdAt ?? work.now, updatedAt: work.now };
  const documentOf = (of: ActivityFacts) =>
    activityDocumentFrom(of, scoreActivity(of, annotation, work.settings), written);
  // Scored as it will be read back, so that a rescore later gives the same to the last digit.
  let document = documentOf(activityFactsFrom(documentOf(facts)));
  const isSame =
    existing !== null &&
    isDeepStrictEqual({ ...document, updatedAt: existing.updatedAt }, existing);
  if (isSame) document = existing;
  else work.activities.set(activityId, document);
  work.desk.remove(activityId);
  work.desk.put(yearOf(document.date), ledgerRowFrom(activityId, document));
  return !isSame;
}

/** One recording goes in favour of another; what was said about it stays with the other. */
async function giveWay(work: Workplace, activityId: string, toId: string): Promise<void> {
  await work.annotations.load([activityId, toId]);
  const said = work.annotations.get(activityId);
  if (said !== null && work.annotations.get(toId) === null) work.annotations.set(toId, said);
  takeOut(work, activityId);
}

function takeOut(work: Workplace, activityId: string): void {
  work.activities.set(activityId, null);
  work.desk.remove(activityId);
  if (work.annotations.get(activityId) !== null) work.annotations.set(activityId, null);
}

function result(outcome: ChangeResult['outcome'], activityId: string): ChangeResult {
  return { outcome, activityId, reason: null };
}
