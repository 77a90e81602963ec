import { describe, expect, test } from 'vitest';
import { parseHostingConfiguration } from './hosting-configuration.ts';
import { headersFor, routeRequest } from './route-request.ts';

const FILES = new Set([
  'index.html',
  '200.html',
  'login.html',
  'docs/index.html',
  'app.js',
  'api/readme.txt',
]);
const isFile = (file: string) => FILES.has(file);

const configuration = parseHostingConfiguration(
  {
    hosting: {
      public: 'web/build',
      cleanUrls: true,
      trailingSlash: false,
      redirects: [{ source: '/old', destination: '/login', type: 302 }],
      rewrites: [
        { source: '/api/**', function: { functionId: 'api', region: 'us-central1' } },
        { source: '/strava/webhook/**', run: { serviceId: 'strava-webhook', region: 'r' } },
        { source: '/legacy/**', function: 'legacy' },
        { source: '**', destination: '/200.html' },
      ],
      headers: [
        { source: '**', headers: [{ key: 'X-Frame-Options', value: 'DENY' }] },
        { source: '**/*.js', headers: [{ key: 'Cache-Control', value: 'max-age=9' }] },
      ],
    },
  },
  'firebase.json',
);

describe('routeRequest', () => {
  const page = (file: string, status = 200) => ({ kind: 'file', file, status });
  test.each([
    ['the root is the index', '/', page('index.html')],
    ['a file is served as it is', '/app.js', page('app.js')],
    ['a page is found without its .html', '/login', page('login.html')],
    ['a folder is its index', '/docs', page('docs/index.html')],
    ['a file wins over a rewrite', '/api/readme.txt', page('api/readme.txt')],
    ['a rewrite reaches a function by id', '/api/health', { kind: 'function', name: 'api' }],
    [
      'a rewrite reaches a service by its name',
      '/strava/webhook/secret',
      { kind: 'function', name: 'strava-webhook' },
    ],
    ['a rewrite reaches a function by name', '/legacy/x', { kind: 'function', name: 'legacy' }],
    ['an unknown path falls back to the app', '/activities/17', page('200.html')],
    ['a redirect comes first', '/old', { kind: 'redirect', to: '/login', status: 302 }],
    ['.html is dropped', '/login.html', { kind: 'redirect', to: '/login', status: 301 }],
    ['index.html is dropped', '/docs/index.html', { kind: 'redirect', to: '/docs', status: 301 }],
    ['the root index is dropped', '/index.html', { kind: 'redirect', to: '/', status: 301 }],
    ['a last slash is dropped', '/login/', { kind: 'redirect', to: '/login', status: 301 }],
    ['dots cannot leave the folder', '/../package.json', { kind: 'not-found' }],
    ['a backslash is nobody’s path', '/..\\package.json', { kind: 'not-found' }],
  ])('%s', (_claim, path, route) => {
    expect(routeRequest(configuration, path, isFile)).toEqual(route);
  });

  test('without a fallback an unknown path is 404.html, or nothing at all', () => {
    const plain = { ...configuration, rewrites: [] };
    expect(routeRequest(plain, '/nowhere', isFile)).toEqual({ kind: 'not-found' });
    const with404 = (file: string) => file === '404.html' || isFile(file);
    expect(routeRequest(plain, '/nowhere', with404)).toEqual(page('404.html', 404));
  });
});

describe('headersFor', () => {
  test('gathers every entry whose source matches', () => {
    expect(headersFor(configuration, '/login').map(({ key }) => key)).toEqual(['X-Frame-Options']);
    expect(headersFor(configuration, '/a/b.js').map(({ key }) => key)).toEqual([
      'X-Frame-Options',
      'Cache-Control',
    ]);
  });
});

describe('parseHostingConfiguration', () => {
  test('names the file and the field that is wrong', () => {
    expect(() => parseHostingConfiguration({ hosting: { public: 7 } }, 'firebase.json')).toThrow(
      /firebase\.json is not usable: .*\n.*hosting\.public/,
    );
  });
});
