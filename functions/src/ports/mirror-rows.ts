import type { DailyMetrics, LocalDay, ThresholdSet } from '@training-monkey/training';

/** Rows of the relational schema as the export hands them over; names are its columns in camelCase. */

interface UserRow {
  id: number;
  email: string | null;
  isAdmin: boolean;
  restingHr: number;
  maxHr: number;
  gender: string;
  stravaAthleteId: string | null;
  createdAt: string;
  updatedAt: string;
}

/** An activity or a rest day in `activities`, without what repeats its day. */
export interface ActivityRow {
  activityId: bigint;
  date: LocalDay;
  name: string;
  type: string;
  distanceMiles: number | null;
  elevationGainFeet: number | null;
  elevationLoadMiles: number | null;
  totalLoadMiles: number | null;
  avgHeartRate: number | null;
  maxHeartRate: number | null;
  durationMinutes: number;
  trimp: number | null;
  timeInZones: (number | null)[];
  weightLbs: number | null;
  perceivedEffort: number | null;
  feelingScore: number | null;
  notes: string | null;
}

/** The rest of an activity, in `activity_details`. */
export interface ActivityDetails {
  documentId: string;
  source: string;
  startedAt: string;
  counted: boolean;
  correctedElevationGainFeet: number | null;
  histogramFirstBpm: number | null;
  histogramSeconds: number[] | null;
  coverage: number | null;
  trimpMethod: string | null;
  trimpAverage: number | null;
  equivalentMiles: number | null;
}

export interface RecommendationRow {
  id: bigint;
  recommendationText: string;
  confidenceScore: number;
  recommendationType: string;
  generatedDate: LocalDay;
  activityCount: number;
  latestAcwr: number | null;
  latestTrimp: number | null;
  modelVersion: string;
  processingTimeMs: number;
}

export interface RecommendationRows {
  /** Those that changed, or all of them. */
  changed: RecommendationRow[];
  /** The others stand from this day on and go before it; null where none of them stands. */
  othersFrom: LocalDay | null;
}

/** An athlete as the mirror is to show them. */
export interface AthleteRows {
  uid: string;
  user: UserRow;
  /** Today where the athlete is. */
  asOf: LocalDay;
  /** Documents changed after this instant have not been read. */
  readThrough: string;
  footFeetPerMile: number;
  rescoring: boolean;
  thresholds: ThresholdSet[];
  /** Of every activity there is; others go from the mirror. */
  activityIds: bigint[];
  days: DailyMetrics[];
  restDays: ActivityRow[];
  recommendations: RecommendationRows;
  /** The activities that changed, some at a time. */
  activities: AsyncIterable<(ActivityRow & ActivityDetails)[]>;
}
