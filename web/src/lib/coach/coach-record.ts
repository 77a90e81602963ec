import {
  coachFeedbackDocument,
  documentPaths,
  goalDocument,
  planDocument,
  recommendationDocument,
  type CoachFeedbackDocument,
  type GoalDocument,
  type LocalDay,
} from '@training-monkey/training';
import { collection, documentId, endAt, limit, orderBy, query, startAt } from 'firebase/firestore';
import { z } from 'zod';
import type { AthleteRecord } from '../athlete/athlete-record.svelte.ts';
import { callApi } from '../cloud/call-api.ts';
import { liveDocument, liveQuery } from '../cloud/live-documents.ts';

/** What the athlete thinks of a recommendation. */
export type FeedbackAnswers = Omit<CoachFeedbackDocument, 'updatedAt'>;

/** More days than a page of history shows. */
const MOST_DAYS = 60;

/** What the coach and the athlete say to each other, live. */
export class CoachRecord {
  #record: AthleteRecord;
  readonly goal;
  readonly plan;

  constructor(record: AthleteRecord) {
    const { firestore, uid } = record;
    this.#record = record;
    this.goal = liveDocument(firestore, documentPaths.goal(uid), goalDocument);
    this.plan = liveDocument(firestore, documentPaths.plan(uid), planDocument);
  }

  #days(path: string, from: LocalDay, to: LocalDay) {
    return query(
      collection(this.#record.firestore, path),
      orderBy(documentId()),
      startAt(from),
      endAt(to),
      limit(MOST_DAYS),
    );
  }
  recommendations(from: LocalDay, to: LocalDay) {
    const path = documentPaths.recommendations(this.#record.uid);
    return liveQuery(this.#days(path, from, to), recommendationDocument);
  }
  feedback(from: LocalDay, to: LocalDay) {
    const path = documentPaths.coachFeedbacks(this.#record.uid);
    return liveQuery(this.#days(path, from, to), coachFeedbackDocument);
  }

  /** Asks for today's recommendation anew. @returns how often one may still ask today */
  async refresh(): Promise<number> {
    const answer = z.object({ refreshesLeft: z.number() });
    const { cloud } = this.#record;
    return (await callApi(cloud, 'POST', '/api/coach/refresh', answer, {})).refreshesLeft;
  }
  /** Writes some answers; the first of a day have to be whole. */
  saveFeedback(day: LocalDay, answers: Partial<FeedbackAnswers>): Promise<void> {
    const { uid, writes } = this.#record;
    return writes.merge(documentPaths.coachFeedback(uid, day), answers);
  }
  saveGoal(goal: Omit<GoalDocument, 'updatedAt'>): Promise<void> {
    const { uid, writes } = this.#record;
    return writes.set(documentPaths.goal(uid), goal);
  }
  dropGoal(): Promise<void> {
    const { uid, writes } = this.#record;
    return writes.remove(documentPaths.goal(uid));
  }
}
