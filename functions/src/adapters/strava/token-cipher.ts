import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { ServiceError } from '../../errors/service-error.ts';
import type { TokenCipher } from '../../ports/strava.ts';

const ALGORITHM = 'aes-256-gcm';

/** Keys by id, as in `2026b:<base64>,2026a:<base64>`; the first seals, all of them open. */
function keysFrom(text: string): Map<string, Buffer> {
  const keys = new Map<string, Buffer>();
  for (const [n, entry] of text.split(',').entries()) {
    const [id = '', encoded = ''] = entry.trim().split(':');
    const key = Buffer.from(encoded, 'base64');
    const isId = /^[\w-]{1,40}$/.test(id);
    if (!isId || key.length !== 32) {
      // What stands in the place of the id is not repeated: where that was left out, it is the key.
      const got = isId ? `${key.length} bytes` : 'no id';
      throw new RangeError(
        `tokenCipher requires TOKEN_ENCRYPTION_KEYS as id:base64 of 32 bytes, got ${got} in entry ${n + 1}`,
      );
    }
    keys.set(id, key);
  }
  return keys;
}

/**
 * AES-256-GCM under a named key. The context is authenticated, so a token copied to another athlete's
 * document does not open. To rotate, put a new key first; a token moves to it when it is next
 * refreshed, within six hours of use.
 */
export function tokenCipher(
  keyList: string,
  random: (size: number) => Buffer = randomBytes,
): TokenCipher {
  const keys = keysFrom(keyList);
  const [current] = keys;
  if (current === undefined) throw new RangeError('tokenCipher requires a key, got none');
  const [currentId, currentKey] = current;
  const signingKey = Buffer.from(hkdfSync('sha256', currentKey, '', 'strava-state', 32));

  return {
    seal(text, context) {
      const nonce = random(12);
      const cipher = createCipheriv(ALGORITHM, currentKey, nonce).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      const parts = [nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'));
      return [currentId, ...parts].join('.');
    },
    open(sealed, context) {
      const [id = '', nonce = '', tag = '', text = ''] = sealed.split('.');
      const key = keys.get(id);
      if (key === undefined) {
        throw new ServiceError('internal', `TOKEN_ENCRYPTION_KEYS has no key ${id}.`);
      }
      try {
        const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(nonce, 'base64url'))
          .setAAD(Buffer.from(context))
          .setAuthTag(Buffer.from(tag, 'base64url'));
        const opened = [decipher.update(Buffer.from(text, 'base64url')), decipher.final()];
        return Buffer.concat(opened).toString('utf8');
      } catch (cause) {
        throw new ServiceError('internal', 'A stored Strava token does not open.', { cause });
      }
    },
    sign: (text) => createHmac('sha256', signingKey).update(text).digest('base64url'),
  };
}
