import type { ActivityFacts, ActivitySource } from '@training-monkey/training';

/** An activity is known to be so: new, edited or sent again. */
export interface ActivityPut {
  kind: 'put';
  activityId: string;
  facts: ActivityFacts;
  source: ActivitySource;
  stravaActivityId: string | null;
  fileName: string | null;
}

/** What may become of an athlete's activities. */
export type ActivityChange =
  | ActivityPut
  /** It is gone, and with it what the athlete said about it. */
  | { kind: 'remove'; activityId: string }
  /** What it is weighed with has changed: annotation, thresholds or formulas. */
  | { kind: 'rescore'; activityId: string }
  /** What the athlete says about it has changed; that is news even where no score follows from it. */
  | { kind: 'annotated'; activityId: string };

/**
 * What became of a change. `replaced` is another state of the same activity, or a file instead of
 * its Strava copy; `absent` says that there was nothing to remove or rescore.
 */
export interface ChangeResult {
  outcome: 'created' | 'replaced' | 'unchanged' | 'removed' | 'absent' | 'refused';
  /** The activity that stands in the end; another one than asked for where that is a duplicate. */
  activityId: string;
  /** Why it was refused. */
  reason: string | null;
}
