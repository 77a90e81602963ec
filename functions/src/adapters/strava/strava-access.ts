import { setTimeout as wait } from 'node:timers/promises';
import type { StravaAccess } from '../../ports/strava.ts';
import type { StravaConfiguration } from '../../strava-configuration.ts';
import { stravaClient } from './strava-client.ts';
import { tokenCipher } from './token-cipher.ts';

/** Strava as configured. */
export function stravaAccess(configuration: StravaConfiguration): StravaAccess {
  return {
    api: stravaClient({
      apiBase: configuration.STRAVA_API_BASE,
      oauthBase: configuration.STRAVA_OAUTH_BASE,
      clientId: configuration.STRAVA_CLIENT_ID,
      clientSecret: configuration.STRAVA_CLIENT_SECRET,
    }),
    cipher: tokenCipher(configuration.TOKEN_ENCRYPTION_KEYS),
    publicBaseUrl: configuration.PUBLIC_BASE_URL,
    wait: (ms) => wait(ms),
  };
}
