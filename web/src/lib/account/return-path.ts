/**
 * Where to go after signing in: the `next` of the address when it stays on this site, else the
 * dashboard. `//evil.example` and `/\evil.example` would leave it.
 * @example returnPath('/activities?sport=foot') // '/activities?sport=foot'
 */
export function returnPath(next: string | null): string {
  if (next === null || !/^\/(?![/\\])/.test(next)) return '/dashboard';
  return next;
}
