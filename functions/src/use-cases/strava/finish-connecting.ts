import type { StravaLink } from '@training-monkey/training';
import { serviceErrorFrom } from '../../errors/error-dispositions.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StravaTokens } from '../../ports/strava.ts';
import { stored } from '../../ports/stored.ts';
import { stravaStored, type StravaSyncDocument } from '../../ports/strava-stored.ts';
import { spendConsentState } from './consent-state.ts';
import { leaseFrom } from './lease-from.ts';
import { sealedTokens } from './sealed-tokens.ts';
import { startListing } from './start-listing.ts';
import { stravaOf } from './strava-of.ts';
import type { ConnectOutcome } from './strava-outcome.ts';

/** A code may be refused for so long after Strava has given it out. */
const CODE_SETTLES_MS = 2_500;

export interface ConsentAnswer {
  state: string | null;
  browserSecret: string;
  code: string | null;
  /** What was really granted; the athlete may untick anything. */
  scope: string | null;
  error: string | null;
}

/** Takes up what the athlete decided at Strava, and starts to fetch their history. */
export async function finishConnecting(
  ports: Ports,
  answer: ConsentAnswer,
): Promise<ConnectOutcome> {
  const { state, browserSecret, code } = answer;
  const uid = state === null ? null : await spendConsentState(ports, state, browserSecret);
  if (uid === null) return 'invalid-state';
  if (answer.error !== null || code === null) return 'refused';
  const granted = (answer.scope ?? '').split(/[\s,]+/).filter((scope) => scope !== '');

  const exchanged = await exchange(ports, code).catch((thrown: unknown) => {
    const { code: kind, message } = serviceErrorFrom(thrown);
    if (kind !== 'upstream-unavailable') throw thrown;
    // A browser is waiting to be led back; an error would leave the athlete on a page of JSON.
    ports.log('WARNING', message, { athleteId: uid });
    return null;
  });
  if (exchanged === null) return 'failed';
  if (!exchanged.ok) return exchanged.refusal === 'over-capacity' ? 'over-capacity' : 'failed';
  const { athleteId, tokens } = exchanged;
  const outcome = await link(ports, uid, { athleteId, tokens, granted });
  if (outcome === 'missing-scope') {
    await stravaOf(ports)
      .api.revoke(tokens.refreshToken)
      .catch(() => ports.log('WARNING', 'a useless Strava grant was not revoked'));
  }
  if (outcome !== 'connected') return outcome;
  await startListing(ports, uid);
  return granted.includes('activity:read_all') ? 'connected' : 'connected-partly';
}

async function exchange(ports: Ports, code: string) {
  const { api, wait } = stravaOf(ports);
  const first = await api.exchangeCode(code);
  if (first.ok || first.refusal !== 'code-invalid') return first;
  await wait(CODE_SETTLES_MS);
  return api.exchangeCode(code);
}

interface Granted {
  athleteId: string;
  tokens: StravaTokens;
  granted: string[];
}

function link(ports: Ports, uid: string, { athleteId, tokens, granted }: Granted) {
  const maySee = granted.includes('activity:read') || granted.includes('activity:read_all');
  return ports.store.transact<ConnectOutcome>(async (tx) => {
    const userRef = stored.user(uid);
    const [user, owner] = await Promise.all([
      tx.get(userRef),
      tx.get(stravaStored.athlete(athleteId)),
    ]);
    if (user === null) return 'failed';
    if (owner !== null && owner.uid !== uid) {
      // The exchange may have ended the tokens of the athlete it belongs to: they get the new ones.
      const theirs = await tx.get(stravaStored.tokens(owner.uid));
      if (theirs !== null && maySee) {
        const about = { athleteId, generation: theirs.generation + 1 };
        tx.set(stravaStored.tokens(owner.uid), sealedTokens(ports, owner.uid, tokens, about));
      }
      return 'already-linked';
    }
    const before = user.strava;
    if (before?.status === 'deleting') return 'still-deleting';
    if (before !== null && before.athleteId !== athleteId && before.status !== 'missing-scope') {
      return 'other-account';
    }
    const [tokensBefore, sync] = await Promise.all([
      tx.get(stravaStored.tokens(uid)),
      tx.get(stravaStored.sync(uid)),
    ]);
    const now = ports.now().toISOString();
    const strava: StravaLink = {
      athleteId,
      grantedScope: granted,
      status: maySee ? 'connected' : 'missing-scope',
      connectedAt: now,
      leaseUntil: before?.athleteId === athleteId ? before.leaseUntil : leaseFrom(now),
      lastSyncedAt: before?.lastSyncedAt ?? null,
      sync: before?.sync ?? null,
    };
    tx.update(userRef, { strava, updatedAt: now });
    if (!maySee) {
      // Strava has one grant an athlete: revoking this one ends an earlier one as well.
      tx.delete(stravaStored.tokens(uid));
      return 'missing-scope';
    }
    const about = { athleteId, generation: (tokensBefore?.generation ?? 0) + 1 };
    tx.set(stravaStored.tokens(uid), sealedTokens(ports, uid, tokens, about));
    tx.set(stravaStored.athlete(athleteId), { uid, linkedAt: now });
    if (sync === null) tx.set(stravaStored.sync(uid), newSync(now));
    return 'connected';
  });
}

export function newSync(epoch: string): StravaSyncDocument {
  return { epoch, listing: null, listedAt: null, streamsOf: null, streamless: [], truths: [] };
}
