import { describe, expect, test } from 'vitest';
import { findRoute } from './find-route.ts';
import { routes } from './routes.ts';

describe('findRoute', () => {
  test('a name in braces stands for one segment', () => {
    expect(findRoute(routes, 'DELETE', '/api/activities/file-1%20x')).toMatchObject({
      state: 'found',
      params: { id: 'file-1 x' },
    });
  });

  test.each(['/api/activities/a%2Fb', '/api/activities/', '/api/activities/a/b', '/api/%zz', '/'])(
    '%s leads nowhere',
    (path) => {
      expect(findRoute(routes, 'DELETE', path).state).toBe('none');
    },
  );

  test('another method is told which there are', () => {
    expect(findRoute(routes, 'PUT', '/api/health')).toEqual({
      state: 'other-method',
      allowed: ['GET'],
    });
  });

  test('no two routes compete', () => {
    const keys = routes.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
