import { z } from 'zod';
import { goalDocument } from './goal.ts';
import { instantField, localDayField } from './fields.ts';

export const PLAN_PHASES = ['base', 'build', 'taper', 'race'] as const;
export type PlanPhase = (typeof PLAN_PHASES)[number];

export const SESSION_KINDS = ['easy', 'steady', 'long', 'hard', 'test', 'race'] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

/** A planned session; it weighs nothing until it is done. */
export const plannedSessionField = z.strictObject({
  day: localDayField,
  phase: z.enum(PLAN_PHASES),
  isRecoveryWeek: z.boolean(),
  kind: z.enum(SESSION_KINDS),
  loadMiles: z.number().min(0),
  /** Null while the athlete's TRIMP per hour is unknown. */
  trimp: z.number().min(0).nullable(),
  minutes: z.number().min(0),
});
export type PlannedSession = z.infer<typeof plannedSessionField>;

/**
 * `users/{uid}/plans/current`: the sessions up to race day, and those planned for the weeks gone by
 * as they were planned then. Written by functions. A day without session is planned as rest.
 */
export const planDocument = z.strictObject({
  goal: goalDocument,
  /** The first day that was planned anew; older ones are history. */
  plannedFrom: localDayField,
  plannedTo: localDayField,
  sessions: z.array(plannedSessionField).max(800),
  updatedAt: instantField,
});
export type PlanDocument = z.infer<typeof planDocument>;
