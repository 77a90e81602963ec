import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Ports } from '../../ports/ports.ts';
import { stravaStored } from '../../ports/strava-stored.ts';
import { stravaOf } from './strava-of.ts';

const VALID_MS = 15 * 60_000;

const claim = z.strictObject({ uid: z.string().min(1), nonce: z.string(), until: z.number() });

/** Whether two secrets are the same, without telling by time how far they agree. */
export function isSameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/**
 * A `state` for one attempt to connect: signed, valid for a quarter of an hour and only once, bound to
 * the athlete and, by `browserSecret` in a cookie, to the browser they started in.
 */
export async function newConsentState(
  ports: Ports,
  uid: string,
): Promise<{ state: string; browserSecret: string }> {
  const now = ports.now();
  const nonce = ports.uniqueId();
  const expiresAt = new Date(now.getTime() + VALID_MS);
  const document = { uid, createdAt: now.toISOString(), expiresAt };
  await ports.store.create(stravaStored.state(nonce), document);
  const { cipher } = stravaOf(ports);
  const text = JSON.stringify({ uid, nonce, until: expiresAt.getTime() });
  const payload = Buffer.from(text).toString('base64url');
  return {
    state: `${payload}.${cipher.sign(payload)}`,
    browserSecret: cipher.sign(`browser ${nonce}`),
  };
}

/**
 * Uses a `state` up. @returns the athlete it was made for; null when it is forged, expired, used
 * before, or comes from another browser
 */
export async function spendConsentState(
  ports: Ports,
  state: string,
  browserSecret: string,
): Promise<string | null> {
  const { cipher } = stravaOf(ports);
  const [payload = '', signature = ''] = state.split('.');
  if (!isSameSecret(signature, cipher.sign(payload))) return null;
  const text = Buffer.from(payload, 'base64url').toString('utf8');
  const { uid, nonce, until } = claim.parse(JSON.parse(text));
  if (until <= ports.now().getTime()) return null;
  if (!isSameSecret(browserSecret, cipher.sign(`browser ${nonce}`))) return null;
  const ref = stravaStored.state(nonce);
  return ports.store.transact(async (tx) => {
    const document = await tx.get(ref);
    if (document?.uid !== uid) return null;
    tx.delete(ref);
    return uid;
  });
}
