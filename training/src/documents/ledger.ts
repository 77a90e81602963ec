import { z } from 'zod';
import { SPORT_FAMILIES } from '../sport/sport-family.ts';
import { TRIMP_METHODS } from './activity.ts';

/** Activities a year; more would not fit a document with its reserve. */
export const MAX_LEDGER_ROWS = 4000;
const column = <T extends z.ZodType>(cell: T) => z.array(cell).max(MAX_LEDGER_ROWS);
const load = z.number().min(0).nullable();

/**
 * `users/{uid}/ledger/{year}`: one row an activity of one calendar year, as parallel arrays in order
 * of day, start and id.
 *
 * Day totals are sums over rows in that order, so adding and removing in any sequence gives the same
 * bytes as a rebuild. A rest day has no row.
 */
export const ledgerDocument = z
  .strictObject({
    year: z.int().min(1900).max(9999),
    formulaVersion: z.int(),
    activityIds: column(z.string()),
    /** Day of the year, 1–366. */
    days: column(z.int().min(1).max(366)),
    startedAtS: column(z.int()),
    /** False for an activity the athlete leaves out; it weighs nothing. */
    counted: column(z.boolean()),
    sportFamilies: column(z.enum(SPORT_FAMILIES)),
    movingTimesS: column(z.number().min(0)),
    equivalentMiles: column(load),
    /** Null exactly where `equivalentMiles` is. */
    elevationLoadMiles: column(load),
    trimps: column(load),
    trimpMethods: column(z.enum(TRIMP_METHODS).nullable()),
    timeInZone1: column(load),
    timeInZone2: column(load),
    timeInZone3: column(load),
    timeInZone4: column(load),
    timeInZone5: column(load),
    /** Null for anything but a run. */
    runMiles: column(z.number().min(0).nullable()),
  })
  .refine(
    (ledger) =>
      Object.values(ledger).every(
        (value) => !Array.isArray(value) || value.length === ledger.activityIds.length,
      ),
    'columns must be equally long',
  );
export type Ledger = z.infer<typeof ledgerDocument>;

/** One row of a ledger, an activity's whole weight. */
export interface LedgerRow {
  activityId: string;
  day: number;
  startedAtS: number;
  counted: boolean;
  sportFamily: Ledger['sportFamilies'][number];
  movingTimeS: number;
  equivalentMiles: number | null;
  elevationLoadMiles: number | null;
  trimp: number | null;
  trimpMethod: Ledger['trimpMethods'][number];
  timeInZoneS: [number, number, number, number, number] | null;
  runMiles: number | null;
}
