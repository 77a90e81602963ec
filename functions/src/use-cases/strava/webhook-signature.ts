import { createHmac } from 'node:crypto';
import { isSameSecret } from './consent-state.ts';

const TOLERANCE_S = 300;

/**
 * Whether a delivery's signature is genuine: HMAC-SHA256 over `<t>.<raw body>`, made within five
 * minutes. Whether Strava signs every delivery is not confirmed, so a missing signature proves
 * nothing and is judged by the other gates.
 */
export function webhookSignature(
  header: string | undefined,
  rawBody: Buffer,
  secret: string | null,
  nowMs: number,
): 'genuine' | 'forged' | 'unsigned' {
  if (secret === null || header === undefined) return 'unsigned';
  const parts = new Map(
    header.split(',').map((part) => part.trim().split('=') as [string, string]),
  );
  const t = Number(parts.get('t'));
  const expected = createHmac('sha256', secret)
    .update(`${parts.get('t') ?? ''}.`)
    .update(rawBody)
    .digest('hex');
  const isInTime = Math.abs(nowMs / 1000 - t) <= TOLERANCE_S;
  return isInTime && isSameSecret(parts.get('v1') ?? '', expected) ? 'genuine' : 'forged';
}
