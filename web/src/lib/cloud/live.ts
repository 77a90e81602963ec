/** What a thing read live is right now; every screen shows each of these honestly. */
export type Live<T> =
  | { status: 'loading' }
  | { status: 'ready'; value: T }
  | { status: 'empty' }
  | { status: 'failed'; message: string };
