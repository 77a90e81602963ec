import type {
  AthleteSettings,
  Ledger,
  LocalDay,
  RecommendationDocument,
} from '@training-monkey/training';
import type { Live } from '../cloud/live.ts';

/** A session as a list shows it. */
export interface SessionLine {
  activityId: string;
  name: string;
  sport: string;
  movingTimeS: number;
  totalLoadMiles: number | null;
  trimp: number | null;
}

/** Where a dashboard gets its training from: the cloud, or files that were dropped a moment ago. */
export interface TrainingSource {
  readonly settings: Live<AthleteSettings>;
  /** `empty` while there is no training at all. */
  readonly span: Live<{ firstDay: LocalDay | null; years: readonly number[] }>;
  ledger(year: number): Live<Ledger>;
  sessionsOn(day: LocalDay): Live<SessionLine[]>;
  /** What the coach said for a day; absent where no coach listens. */
  recommendationOn?(day: LocalDay): Live<RecommendationDocument>;
  retry(): void;
}
