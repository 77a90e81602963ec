import { z } from 'zod';
import { athleteSettingsDocument } from './athlete-settings.ts';
import { instantField, localDayField } from './fields.ts';

export const STRAVA_LINK_STATUSES = [
  'connected',
  'missing-scope',
  'reconnect-needed',
  'application-inactive',
  /** Disconnected; what came from Strava is being removed. */
  'deleting',
] as const;

/** The athlete's link to Strava as they may see it; no tokens. */
export const stravaLinkField = z.strictObject({
  athleteId: z.string(),
  grantedScope: z.array(z.string()),
  status: z.enum(STRAVA_LINK_STATUSES),
  connectedAt: instantField,
  /** Strava-sourced data is absent after this instant, swept or not. */
  leaseUntil: instantField,
  lastSyncedAt: instantField.nullable(),
  sync: z
    .strictObject({
      found: z.int().min(0),
      summaries: z.int().min(0),
      streams: z.int().min(0),
      etaMinutes: z.number().min(0).nullable(),
    })
    .nullable(),
});
export type StravaLink = z.infer<typeof stravaLinkField>;

/** `users/{uid}`, written by functions. */
export const userDocument = z.strictObject({
  userId: z.int().min(1),
  email: z.string().max(320).nullable(),
  isAdmin: z.boolean(),
  strava: stravaLinkField.nullable(),
  /** Years that have a ledger, ascending. */
  ledgerYears: z.array(z.int()).max(200),
  /** Day of the first counted activity. */
  firstActivityDay: localDayField.nullable(),
  /** Next local midnight, when `dashboard/latest` turns to the new day. */
  nextRolloverAt: instantField,
  /** The settings that scores and dashboard rest on: the athlete's, as functions last took them up. */
  appliedSettings: athleteSettingsDocument,
  /** Version of the formulas that the stored scores rest on. */
  appliedFormulaVersion: z.int(),
  /** A rescore in chunks, counted in activities; null when none runs. */
  rescore: z.strictObject({ done: z.int().min(0), total: z.int().min(0) }).nullable(),
  /** Something about the athlete has changed since the relational mirror last took them up. */
  awaitsExport: z.boolean().default(true),
  createdAt: instantField,
  updatedAt: instantField,
});
export type UserDocument = z.infer<typeof userDocument>;
