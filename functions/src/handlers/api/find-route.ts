import type { ApiRoute } from './api-route.ts';

export type RouteMatch =
  | { state: 'found'; route: ApiRoute; params: Record<string, string> }
  | { state: 'other-method'; allowed: string[] }
  | { state: 'none' };

/** The route that a method and a path lead to. */
export function findRoute(routes: ApiRoute[], method: string, path: string): RouteMatch {
  const allowed: string[] = [];
  for (const route of routes) {
    const params = paramsOf(route.path, path);
    if (params === null) continue;
    if (route.method === method) return { state: 'found', route, params };
    allowed.push(route.method);
  }
  return allowed.length > 0 ? { state: 'other-method', allowed } : { state: 'none' };
}

function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [i, segment] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    const value = decoded(given[i] ?? '');
    if (name === undefined ? value !== segment : !value) return null;
    if (name !== undefined && value !== null) params[name] = value;
  }
  return params;
}

function decoded(segment: string): string | null {
  try {
    const text = decodeURIComponent(segment);
    // A slash would lead to another document.
    return text.includes('/') ? null : text;
  } catch {
    return null;
  }
}
