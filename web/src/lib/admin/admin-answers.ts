import { STRAVA_LINK_STATUSES } from '@training-monkey/training';
import { z } from 'zod';

const rolledAthlete = z.object({
  uid: z.string(),
  userId: z.int(),
  email: z.string().nullable(),
  isAdmin: z.boolean(),
  createdAt: z.string(),
  strava: z
    .object({
      athleteId: z.string(),
      status: z.enum(STRAVA_LINK_STATUSES),
      connectedAt: z.string(),
      lastSyncedAt: z.string().nullable(),
      leaseUntil: z.string(),
    })
    .nullable(),
});
export type RolledAthlete = z.infer<typeof rolledAthlete>;

/** A page of athletes; `next` is where the following one begins. */
export const athleteRollAnswer = z.object({
  athletes: z.array(rolledAthlete),
  unreadable: z.int(),
  next: z.int().nullable(),
});
export type AthleteRoll = z.infer<typeof athleteRollAnswer>;

const failedWork = z.object({
  id: z.string(),
  kind: z.string(),
  uid: z.string().nullable(),
  stravaAthleteId: z.string().nullable(),
  attempts: z.int(),
  lastError: z.string().nullable(),
  createdAt: z.string(),
  failedAt: z.string(),
});
export type FailedWork = z.infer<typeof failedWork>;

export const deadWorkAnswer = z.object({ work: z.array(failedWork) });

const spent = z.object({ used: z.int(), limit: z.int() });
export const stravaBudgetAnswer = z.object({
  quarter: spent,
  day: spent,
  athletesWaiting: z.int(),
  stopped: z
    .object({ reason: z.enum(['rate-limited', 'application-inactive']), until: z.string() })
    .nullable(),
});
export type StravaBudget = z.infer<typeof stravaBudgetAnswer>;
