import type { CoachAccess } from './coach.ts';
import type { IdentityProvider } from './identity.ts';
import type { Log } from './log.ts';
import type { RelationalMirror } from './relational-mirror.ts';
import type { Snapshots } from './snapshots.ts';
import type { Store } from './store.ts';
import type { StravaAccess } from './strava.ts';

/** What use cases need from outside. A use case names the ones it takes by `Pick`. */
export interface Ports {
  store: Store;
  identities: IdentityProvider;
  /** The present instant. */
  now: () => Date;
  /** Even between 0 and 1, both left out, and not to be foreseen. */
  chance: () => number;
  /** A text that nobody else has. */
  uniqueId: () => string;
  log: Log;
  /** Absent while no Strava application is configured. */
  strava?: StravaAccess | undefined;
  /** Absent while no language model is configured. */
  coach?: CoachAccess | undefined;
  /** Absent while no database is configured to mirror into. */
  mirroring?:
    | {
        mirror: RelationalMirror;
        snapshots: Snapshots;
        /** Writes without the mark that something has changed. */
        unmarked: Store;
      }
    | undefined;
}
