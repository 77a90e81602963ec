/**
 * Segments of a Firestore field path; backticks quote what is not an identifier.
 *
 * @example fieldPathSegments('a.`b.c`') // ['a', 'b.c']
 */
export function fieldPathSegments(path: string): string[] {
  const segments = path.match(/`(?:[^`\\]|\\.)*`|[^.`]+/gs) ?? [];
  return segments.map((segment) =>
    segment.startsWith('`') ? segment.slice(1, -1).replace(/\\(.)/gs, '$1') : segment,
  );
}
