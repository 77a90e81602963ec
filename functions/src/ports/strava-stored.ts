import { documentPaths } from '@training-monkey/training';
import { z } from 'zod';
import type { DocumentRef } from './store.ts';

const instant = z.iso.datetime({ precision: 3 });

/** `stravaTokens/{uid}`: sealed tokens, and who is refreshing them. */
const tokensDocument = z.strictObject({
  athleteId: z.string(),
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresAt: instant,
  /** Counts the token pairs, so that a late writer notices. */
  generation: z.int().min(1),
  refreshOwner: z.string().nullable(),
  refreshUntil: instant.nullable(),
  updatedAt: instant,
});
export type StravaTokensDocument = z.infer<typeof tokensDocument>;

/** `stravaSync/{uid}`: there while the link is; where a listing stands and what was read last. */
const syncDocument = z.strictObject({
  /** Changes when everything from Strava goes, so that work begun before writes nothing after. */
  epoch: instant,
  listing: z.strictObject({ startedAt: instant, seen: z.array(z.string()).max(60_000) }).nullable(),
  listedAt: instant.nullable(),
  /** The listing whose streams are being fetched. */
  streamsOf: instant.nullable(),
  /** Activities that have no heart-rate stream to offer. */
  streamless: z.array(z.string()).max(2000),
  /** When the truth about an activity was last asked for, by events of the last minutes. */
  truths: z.array(z.strictObject({ id: z.string(), askedAt: instant })).max(1000),
});
export type StravaSyncDocument = z.infer<typeof syncDocument>;

const athleteDocument = z.strictObject({ uid: z.string(), linkedAt: instant });

const stateDocument = z.strictObject({
  uid: z.string(),
  createdAt: instant,
  /** When the database may forget it. */
  expiresAt: z.date(),
});

const subscriptionDocument = z.strictObject({ id: z.int(), createdAt: instant });

const spent = z.strictObject({ startsAt: instant, used: z.int().min(0) });

/** `budgets/strava`: the calls of the whole application. */
const stravaBudgetDocument = z.strictObject({
  limits: z.strictObject({ quarter: z.int().min(1), day: z.int().min(1) }),
  quarter: spent,
  day: spent,
  /** When the calls under way began. */
  underWay: z.array(instant).max(5000),
  /** Calls answered so close to the end of the window that Strava may count them for the next. */
  straddling: z.int().min(0).default(0),
  /** Athletes with streams to fetch, and what they had in this window. */
  waiting: z
    .array(z.strictObject({ uid: z.string(), used: z.int().min(0), askedAt: instant }))
    .max(10_000),
  stopped: z
    .strictObject({ reason: z.enum(['rate-limited', 'application-inactive']), until: instant })
    .nullable(),
});
export type StravaBudget = z.infer<typeof stravaBudgetDocument>;

/** Where the documents of Strava syncing lie. */
export const stravaStored = {
  tokens: (uid: string): DocumentRef<StravaTokensDocument> => ({
    path: documentPaths.stravaTokens(uid),
    schema: tokensDocument,
  }),
  sync: (uid: string): DocumentRef<StravaSyncDocument> => ({
    path: documentPaths.stravaSync(uid),
    schema: syncDocument,
  }),
  athlete: (athleteId: string): DocumentRef<z.infer<typeof athleteDocument>> => ({
    path: documentPaths.stravaAthlete(athleteId),
    schema: athleteDocument,
  }),
  state: (nonce: string): DocumentRef<z.infer<typeof stateDocument>> => ({
    path: documentPaths.stravaState(nonce),
    schema: stateDocument,
  }),
  subscription: (): DocumentRef<z.infer<typeof subscriptionDocument>> => ({
    path: documentPaths.stravaSubscription(),
    schema: subscriptionDocument,
  }),
  budget: (): DocumentRef<StravaBudget> => ({
    path: documentPaths.stravaBudget(),
    schema: stravaBudgetDocument,
  }),
};
