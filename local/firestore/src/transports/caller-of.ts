import type { Caller } from '../commit/access-policy.ts';
import { StatusError } from '../status.ts';

const ADMIN: Caller = { admin: true, auth: null, key: 'admin' };
const NOBODY: Caller = { admin: false, auth: null, key: 'nobody' };

function claimsOf(token: string): Record<string, unknown> {
  const payload = token.split('.')[1] ?? '';
  let claims: unknown;
  try {
    claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  } catch {
    claims = null;
  }
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) {
    throw new StatusError('UNAUTHENTICATED', 'The authorization token is not a JWT.');
  }
  return claims as Record<string, unknown>;
}

/**
 * Who an Authorization header stands for: `Bearer owner` is the administrator, a JWT its subject.
 * Signature and expiry are not looked at: test tokens carry no signature and expired in 1970.
 */
export function callerOf(authorization: string | undefined): Caller {
  if (!authorization) return NOBODY;
  const token = /^Bearer +(.+)$/i.exec(authorization)?.[1];
  if (!token) throw new StatusError('UNAUTHENTICATED', 'Authorization is not a Bearer token.');
  if (token === 'owner') return ADMIN;
  const claims = claimsOf(token);
  const uid = claims.sub ?? claims.user_id;
  if (typeof uid !== 'string') {
    throw new StatusError('UNAUTHENTICATED', 'The authorization token names no subject.');
  }
  return { admin: false, auth: { uid, token: claims }, key: token };
}
