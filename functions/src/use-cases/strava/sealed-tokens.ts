import type { Ports } from '../../ports/ports.ts';
import type { StravaTokens } from '../../ports/strava.ts';
import type { StravaTokensDocument } from '../../ports/strava-stored.ts';
import { stravaOf } from './strava-of.ts';

/** Tokens as they are stored: unreadable, and bound to the athlete whose they are. */
export function sealedTokens(
  ports: Pick<Ports, 'strava' | 'now'>,
  uid: string,
  tokens: StravaTokens,
  about: { athleteId: string; generation: number },
): StravaTokensDocument {
  const { cipher } = stravaOf(ports);
  return {
    ...about,
    accessToken: cipher.seal(tokens.accessToken, `${uid} access`),
    refreshToken: cipher.seal(tokens.refreshToken, `${uid} refresh`),
    expiresAt: new Date(tokens.expiresAtS * 1000).toISOString(),
    refreshOwner: null,
    refreshUntil: null,
    updatedAt: ports.now().toISOString(),
  };
}

export function openedAccessToken(
  ports: Pick<Ports, 'strava'>,
  uid: string,
  document: StravaTokensDocument,
): string {
  return stravaOf(ports).cipher.open(document.accessToken, `${uid} access`);
}

export function openedRefreshToken(
  ports: Pick<Ports, 'strava'>,
  uid: string,
  document: StravaTokensDocument,
): string {
  return stravaOf(ports).cipher.open(document.refreshToken, `${uid} refresh`);
}
