import { describe, expect, test } from 'vitest';
import { returnPath } from './return-path.ts';

describe('returnPath', () => {
  test('goes where the person was going', () => {
    expect(returnPath('/activities?sport=foot')).toBe('/activities?sport=foot');
  });
  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
  ])('never leaves the site for %j', (next) => expect(returnPath(next)).toBe('/dashboard'));
  test('goes to the dashboard without a wish', () => {
    expect(returnPath(null)).toBe('/dashboard');
  });
});
