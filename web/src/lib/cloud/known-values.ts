import type { Live } from './live.ts';

/** The values of those that exist; null until every one is known. */
export function knownValues<T>(lives: readonly Live<T>[]): T[] | null {
  const isKnown = lives.every(({ status }) => status === 'ready' || status === 'empty');
  return isKnown ? lives.flatMap((live) => (live.status === 'ready' ? [live.value] : [])) : null;
}
