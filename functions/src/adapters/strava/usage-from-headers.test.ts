import { describe, expect, test } from 'vitest';
import { usageFromHeaders } from './usage-from-headers.ts';

describe('usageFromHeaders', () => {
  test('takes the count that leaves fewer calls in each window', () => {
    const headers = new Headers({
      'X-RateLimit-Limit': '200,2000',
      'X-RateLimit-Usage': '150,300',
      'X-ReadRateLimit-Limit': '100,1000',
      'X-ReadRateLimit-Usage': '20,299',
    });
    expect(usageFromHeaders(headers)).toEqual({
      quarter: { used: 150, limit: 200 },
      day: { used: 299, limit: 1000 },
    });
  });

  test('reads one count alone, in any case of letters', () => {
    const headers = new Headers({ 'x-ratelimit-limit': '600,30000', 'X-Ratelimit-Usage': '5, 28' });
    expect(usageFromHeaders(headers)).toEqual({
      quarter: { used: 5, limit: 600 },
      day: { used: 28, limit: 30_000 },
    });
  });

  test('is null without readable headers, as in a token answer', () => {
    expect(usageFromHeaders(new Headers())).toBeNull();
    const odd = new Headers({ 'x-ratelimit-limit': 'many', 'x-ratelimit-usage': '1,2' });
    expect(usageFromHeaders(odd)).toBeNull();
  });
});
