import {
  activityDocument,
  annotationDocument,
  athleteSettingsDocument,
  dashboardDocument,
  documentPaths,
  inboxDocument,
  ledgerDocument,
  userDocument,
  type ActivityDocument,
  type AnnotationDocument,
  type AthleteSettings,
  type DashboardDocument,
  type InboxDocument,
  type Ledger,
  type UserDocument,
} from '@training-monkey/training';
import { z } from 'zod';
import type { CollectionRef, DocumentRef } from './store.ts';

const counterDocument = z.strictObject({ last: z.int().min(0) });
export type CounterDocument = z.infer<typeof counterDocument>;

/** Where each document lies and what it looks like. */
export const stored = {
  users: (): CollectionRef<UserDocument> => ({ path: documentPaths.users(), schema: userDocument }),
  user: (uid: string): DocumentRef<UserDocument> => ({
    path: documentPaths.user(uid),
    schema: userDocument,
  }),
  settings: (uid: string): DocumentRef<AthleteSettings> => ({
    path: documentPaths.athleteSettings(uid),
    schema: athleteSettingsDocument,
  }),
  activities: (uid: string): CollectionRef<ActivityDocument> => ({
    path: documentPaths.activities(uid),
    schema: activityDocument,
  }),
  activity: (uid: string, activityId: string): DocumentRef<ActivityDocument> => ({
    path: documentPaths.activity(uid, activityId),
    schema: activityDocument,
  }),
  annotation: (uid: string, activityId: string): DocumentRef<AnnotationDocument> => ({
    path: documentPaths.annotation(uid, activityId),
    schema: annotationDocument,
  }),
  ledger: (uid: string, year: number): DocumentRef<Ledger> => ({
    path: documentPaths.ledger(uid, year),
    schema: ledgerDocument,
  }),
  dashboard: (uid: string): DocumentRef<DashboardDocument> => ({
    path: documentPaths.dashboard(uid),
    schema: dashboardDocument,
  }),
  inbox: (): CollectionRef<InboxDocument> => ({
    path: documentPaths.inbox(),
    schema: inboxDocument,
  }),
  inboxItem: (id: string): DocumentRef<InboxDocument> => ({
    path: documentPaths.inboxItem(id),
    schema: inboxDocument,
  }),
  userIdCounter: (): DocumentRef<CounterDocument> => ({
    path: documentPaths.userIdCounter(),
    schema: counterDocument,
  }),
};
