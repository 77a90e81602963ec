import {
  coachBudgetDocument,
  coachFeedbackDocument,
  documentPaths,
  goalDocument,
  journalDocument,
  planDocument,
  recommendationDocument,
  type CoachBudgetDocument,
  type CoachFeedbackDocument,
  type GoalDocument,
  type JournalDocument,
  type LocalDay,
  type PlanDocument,
  type RecommendationDocument,
} from '@training-monkey/training';
import type { DocumentRef } from './store.ts';

/** The coach's documents, and those of the athlete that are for the coach. */
export const coachStored = {
  recommendation: (uid: string, day: LocalDay): DocumentRef<RecommendationDocument> => ({
    path: documentPaths.recommendation(uid, day),
    schema: recommendationDocument,
  }),
  feedback: (uid: string, day: LocalDay): DocumentRef<CoachFeedbackDocument> => ({
    path: documentPaths.coachFeedback(uid, day),
    schema: coachFeedbackDocument,
  }),
  budget: (uid: string): DocumentRef<CoachBudgetDocument> => ({
    path: documentPaths.coachBudget(uid),
    schema: coachBudgetDocument,
  }),
  goal: (uid: string): DocumentRef<GoalDocument> => ({
    path: documentPaths.goal(uid),
    schema: goalDocument,
  }),
  plan: (uid: string): DocumentRef<PlanDocument> => ({
    path: documentPaths.plan(uid),
    schema: planDocument,
  }),
  journalDay: (uid: string, day: LocalDay): DocumentRef<JournalDocument> => ({
    path: documentPaths.journalDay(uid, day),
    schema: journalDocument,
  }),
};
