import { describe, expect, test } from 'vitest';
import { postgresErrorFrom } from './postgres-error-from.ts';

const withCode = (code: string) => Object.assign(new Error(`password=hunter2 ${code}`), { code });

describe('postgresErrorFrom', () => {
  test.each([
    ['53100', 'The disk of PostgreSQL at db/tm is full; what was exported before is intact.'],
    ['28P01', 'PostgreSQL at db/tm refuses the user or password in DATABASE_URL.'],
    ['ENOTFOUND', 'PostgreSQL at db/tm does not answer (ENOTFOUND).'],
    [
      '57P01',
      'The connection to PostgreSQL at db/tm was lost; the next export goes on from there.',
    ],
    [
      'CERT_HAS_EXPIRED',
      'The certificate of PostgreSQL at db/tm is not trusted (CERT_HAS_EXPIRED).',
    ],
  ])('says what %s means and keeps the rest to itself', (code, message) => {
    expect(postgresErrorFrom(withCode(code), 'db/tm')).toMatchObject({
      code: 'upstream-unavailable',
      message,
    });
  });

  test('leaves an error of ours and an unknown one alone', () => {
    const unknown = withCode('42601');
    expect(postgresErrorFrom(unknown, 'db/tm')).toBe(unknown);
  });
});
