import { z } from 'zod';
import { instantField, localDayField } from './fields.ts';

export const INBOX_STATES = ['queued', 'leased', 'done', 'dead'] as const;

/** What is to be done; each kind reads the present state itself. */
export const inboxWorkField = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('strava-event'),
    stravaAthleteId: z.string(),
    objectType: z.enum(['activity', 'athlete']),
    objectId: z.string(),
    aspectType: z.enum(['create', 'update', 'delete']),
  }),
  /** One page of a listing of all activities; `listing` is the instant it began. */
  z.strictObject({
    kind: z.literal('strava-backfill'),
    uid: z.string(),
    listing: instantField,
    page: z.int().min(1),
  }),
  /** The next few streams, newest activities first. */
  z.strictObject({
    kind: z.literal('strava-streams'),
    uid: z.string(),
    listing: instantField,
    part: z.int().min(1),
  }),
  z.strictObject({ kind: z.literal('strava-purge'), uid: z.string() }),
  /** Somebody wants to be forgotten; their user document is gone by now. */
  z.strictObject({
    kind: z.literal('account-delete'),
    uid: z.string(),
    stravaAthleteId: z.string().nullable(),
  }),
  z.strictObject({
    kind: z.literal('rescore'),
    uid: z.string(),
    /** The days still to be rescored, both ends included; moves on with each chunk. */
    from: localDayField,
    to: localDayField,
  }),
]);
export type InboxWork = z.infer<typeof inboxWorkField>;

/** `inbox/{id}`: durable work, queued → leased → done or dead. */
export const inboxDocument = z.strictObject({
  work: inboxWorkField,
  state: z.enum(INBOX_STATES),
  attempts: z.int().min(0),
  notBefore: instantField,
  leaseUntil: instantField.nullable(),
  leaseOwner: z.string().nullable(),
  lastError: z.string().max(500).nullable(),
  /** When the database may forget it; null while there is work to do. */
  expiresAt: z.date().nullable(),
  createdAt: instantField,
  updatedAt: instantField,
});
export type InboxDocument = z.infer<typeof inboxDocument>;
