import { ServiceError } from '../../errors/service-error.ts';
import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';
import { stravaStored, type StravaTokensDocument } from '../../ports/strava-stored.ts';
import { openedAccessToken, openedRefreshToken, sealedTokens } from './sealed-tokens.ts';
import { stravaOf } from './strava-of.ts';

const REFRESH_BEFORE_MS = 300_000;
const REFRESH_LEASE_MS = 45_000;
const LOOK_AGAIN_MS = 150;

export interface AccessToken {
  value: string;
  generation: number;
}

type Claim =
  | { state: 'fresh'; document: StravaTokensDocument }
  | { state: 'ours'; document: StravaTokensDocument }
  | { state: 'busy' }
  | { state: 'gone' };

/**
 * An access token that works, refreshed if need be. Among any number of workers one refreshes, since
 * two at once could orphan the connection, and the new refresh token is stored before anybody uses
 * the access token.
 *
 * @param refused the generation of a token that Strava refused, which is then not given again
 * @throws ServiceError `forbidden` when the connection is dead; the athlete then sees that they need
 *   to reconnect
 */
export async function freshAccessToken(
  ports: Ports,
  uid: string,
  refused: number | null = null,
): Promise<AccessToken> {
  const owner = ports.uniqueId();
  for (;;) {
    const claim = await claimRefresh(ports, uid, owner, refused);
    if (claim.state === 'gone') {
      throw new ServiceError('forbidden', 'There is no living connection to Strava.');
    }
    if (claim.state === 'fresh') {
      const { generation } = claim.document;
      return { value: openedAccessToken(ports, uid, claim.document), generation };
    }
    if (claim.state === 'ours') return await refresh(ports, uid, owner, claim.document);
    await stravaOf(ports).wait(LOOK_AGAIN_MS);
  }
}

async function claimRefresh(
  ports: Ports,
  uid: string,
  owner: string,
  refused: number | null,
): Promise<Claim> {
  const isFresh = ({ generation, expiresAt }: StravaTokensDocument) =>
    generation !== refused && Date.parse(expiresAt) - ports.now().getTime() > REFRESH_BEFORE_MS;
  const ref = stravaStored.tokens(uid);
  const seen = await ports.store.get(ref);
  if (seen === null) return { state: 'gone' };
  if (isFresh(seen)) return { state: 'fresh', document: seen };

  return ports.store.transact<Claim>(async (tx) => {
    const document = await tx.get(ref);
    if (document === null) return { state: 'gone' };
    if (isFresh(document)) return { state: 'fresh', document };
    const now = ports.now();
    if (document.refreshUntil !== null && document.refreshUntil > now.toISOString()) {
      return { state: 'busy' };
    }
    const refreshUntil = new Date(now.getTime() + REFRESH_LEASE_MS).toISOString();
    tx.update(ref, { refreshOwner: owner, refreshUntil });
    return { state: 'ours', document };
  });
}

async function refresh(
  ports: Ports,
  uid: string,
  owner: string,
  before: StravaTokensDocument,
): Promise<AccessToken> {
  const { api } = stravaOf(ports);
  const ref = stravaStored.tokens(uid);
  const tokens = await api.refresh(openedRefreshToken(ports, uid, before)).catch(async (error) => {
    await ports.store.transact(async (tx) => {
      const document = await tx.get(ref);
      if (document?.refreshOwner !== owner) return;
      tx.update(ref, { refreshOwner: null, refreshUntil: null });
    });
    throw error;
  });
  const after = await ports.store.transact(async (tx) => {
    const [document, user] = await Promise.all([tx.get(ref), tx.get(stored.user(uid))]);
    // Reconnected or disconnected in the meantime: what is stored then is newer than ours.
    if (document?.generation !== before.generation) return document;
    if (tokens === null) {
      tx.delete(ref);
      if (user?.strava && user.strava.status !== 'deleting') {
        const strava = { ...user.strava, status: 'reconnect-needed' as const };
        tx.update(stored.user(uid), { strava, updatedAt: ports.now().toISOString() });
      }
      return null;
    }
    const about = { athleteId: before.athleteId, generation: before.generation + 1 };
    const renewed = sealedTokens(ports, uid, tokens, about);
    tx.set(ref, renewed);
    return renewed;
  });
  if (after === null) {
    ports.log('INFO', 'a Strava connection has ended', { athleteId: uid });
    throw new ServiceError('forbidden', 'Strava no longer accepts this connection.');
  }
  return { value: openedAccessToken(ports, uid, after), generation: after.generation };
}
