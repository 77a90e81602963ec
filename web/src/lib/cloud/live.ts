/** What a thing read live is right now; every screen shows each of these honestly. */
export type Live<T> =
  | { status: 'loading' }
  | { status: 'ready'; value: T }
  | { status: 'empty' }
  | { status: 'failed'; message: string };

/** The value while there is one. */
export function liveValue<T>(live: Live<T>): T | null {
  return live.status === 'ready' ? live.value : null;
}
