import { posix } from 'node:path';
import type { HostingConfiguration } from './hosting-configuration.ts';

export type Route =
  | { kind: 'redirect'; to: string; status: number }
  /** `file` is relative to the public folder. */
  | { kind: 'file'; file: string; status: number }
  | { kind: 'function'; name: string }
  | { kind: 'not-found' };

/**
 * What Firebase Hosting does with a path: redirects first, then a file of exactly that name, then
 * the first rewrite that matches, then `404.html`. With `cleanUrls` a page loses its `.html`.
 *
 * @param path decoded, starting with a slash, without query
 * @param isFile whether the public folder has that file; gets relative paths without `..`
 */
export function routeRequest(
  configuration: HostingConfiguration,
  path: string,
  isFile: (file: string) => boolean,
): Route {
  for (const { source, destination, type } of configuration.redirects) {
    if (matches(path, source)) return { kind: 'redirect', to: destination, status: type };
  }
  const inside = insidePublic(path);
  if (inside === null) return { kind: 'not-found' };

  const { cleanUrls, trailingSlash } = configuration;
  if (cleanUrls && path.endsWith('.html') && isFile(inside)) {
    const clean = path.replace(/(?:\/index)?\.html$/, '');
    return { kind: 'redirect', to: clean === '' ? '/' : clean, status: 301 };
  }
  const file = fileFor(inside, cleanUrls, isFile);
  if (file !== null) {
    const slashed = path.length > 1 && path.endsWith('/');
    if (trailingSlash === false && slashed) {
      return { kind: 'redirect', to: path.slice(0, -1), status: 301 };
    }
    return { kind: 'file', file, status: 200 };
  }

  for (const rewrite of configuration.rewrites) {
    if (!matches(path, rewrite.source)) continue;
    if ('run' in rewrite) return { kind: 'function', name: rewrite.run.serviceId };
    if ('function' in rewrite) {
      const target = rewrite.function;
      return { kind: 'function', name: typeof target === 'string' ? target : target.functionId };
    }
    const destination = insidePublic(rewrite.destination);
    if (destination !== null && isFile(destination)) {
      return { kind: 'file', file: destination, status: 200 };
    }
  }
  return isFile('404.html')
    ? { kind: 'file', file: '404.html', status: 404 }
    : { kind: 'not-found' };
}

/** Response headers that the configuration sets for a path; a later entry wins. */
export function headersFor(configuration: HostingConfiguration, path: string) {
  return configuration.headers
    .filter(({ source }) => matches(path, source))
    .flatMap(({ headers }) => headers);
}

function fileFor(
  inside: string,
  cleanUrls: boolean,
  isFile: (file: string) => boolean,
): string | null {
  const bare = inside.replace(/\/$/, '');
  const candidates =
    bare === ''
      ? ['index.html']
      : [bare, ...(cleanUrls ? [`${bare}.html`] : []), `${bare}/index.html`];
  return candidates.find(isFile) ?? null;
}

/** The path relative to the public folder, or null when it points out of it. */
function insidePublic(path: string): string | null {
  if (path.includes('\0') || path.includes('\\')) return null;
  const inside = posix.normalize(path).replace(/^\/+/, '');
  return inside.startsWith('..') ? null : inside;
}

function matches(path: string, source: string): boolean {
  const pattern = source.startsWith('/') || source.startsWith('*') ? source : `/${source}`;
  return posix.matchesGlob(path, pattern);
}
