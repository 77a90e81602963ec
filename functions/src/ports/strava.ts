/** One activity as Strava tells it. `null` is unknown. */
export interface StravaActivity {
  id: string;
  name: string;
  sport: string;
  /** UTC. */
  startDate: string;
  /** The athlete's wall clock; its Z is false. */
  startDateLocal: string;
  /** As in "(GMT-05:00) America/New_York". */
  timeZoneText: string | null;
  distanceM: number | null;
  movingTimeS: number;
  elapsedTimeS: number;
  elevationGainM: number | null;
  /** Time-weighted over moving samples. */
  averageHeartRate: number | null;
  maxHeartRate: number | null;
  deviceName: string | null;
  manual: boolean;
}

/** The streams a heart-rate histogram is made of, all equally long. */
export interface StravaStreams {
  timesS: number[];
  heartRates: (number | null)[];
  moving: boolean[] | null;
}

export interface StravaTokens {
  accessToken: string;
  refreshToken: string;
  expiresAtS: number;
}

/** Calls used and allowed in the running windows, by the tighter of Strava's two counts. */
export interface StravaUsage {
  quarter: { used: number; limit: number };
  day: { used: number; limit: number };
}

/** Why Strava did not give what was asked, where that is certain. */
export type StravaRefusal =
  'token-invalid' | 'scope-missing' | 'not-found' | 'rate-limited' | 'application-inactive';

export type StravaAnswer<T> = { usage: StravaUsage | null } & (
  { ok: true; value: T } | { ok: false; refusal: StravaRefusal }
);

export interface StravaSubscription {
  id: number;
  callbackUrl: string;
}

/**
 * Strava over HTTP. What may work another time throws a ServiceError `upstream-unavailable`; what is
 * certain is an answer.
 */
export interface StravaApi {
  authorizeUrl(query: { redirectUri: string; scope: string; state: string }): string;
  exchangeCode(
    code: string,
  ): Promise<
    | { ok: true; tokens: StravaTokens; athleteId: string }
    | { ok: false; refusal: 'code-invalid' | 'over-capacity' }
  >;
  /** Null when the refresh token is dead. */
  refresh(refreshToken: string): Promise<StravaTokens | null>;
  /** Ends the application's access; fine for tokens that are unknown by now. */
  revoke(token: string): Promise<void>;
  athleteId(accessToken: string): Promise<StravaAnswer<string>>;
  activityPage(accessToken: string, page: number): Promise<StravaAnswer<StravaActivity[]>>;
  activity(accessToken: string, id: string): Promise<StravaAnswer<StravaActivity>>;
  /** Null when the activity has no heart-rate stream. */
  streams(accessToken: string, id: string): Promise<StravaAnswer<StravaStreams | null>>;
  subscriptions(): Promise<StravaSubscription[]>;
  subscribe(callbackUrl: string, verifyToken: string): Promise<StravaSubscription>;
  unsubscribe(id: number): Promise<void>;
}

/** Keeps tokens unreadable at rest. */
export interface TokenCipher {
  /** `context` must be the same when it is opened. */
  seal(text: string, context: string): string;
  /** @throws ServiceError `internal` when the key is unknown or the text was tampered with */
  open(sealed: string, context: string): string;
  /** A proof that only this application can make. */
  sign(text: string): string;
}

/** Everything that has to do with Strava from outside; absent while no application is configured. */
export interface StravaAccess {
  api: StravaApi;
  cipher: TokenCipher;
  /** Where athletes reach the app, without a slash at the end. */
  publicBaseUrl: string;
  wait: (ms: number) => Promise<void>;
}
