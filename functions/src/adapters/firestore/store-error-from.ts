import { ServiceError } from '../../errors/service-error.ts';

const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const FAILED_PRECONDITION = 9;
/** DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, UNAVAILABLE */
const TRANSIENT: unknown[] = [4, 8, 10, 14];

/** What the database refused or failed at, in our terms; anything of ours passes through. */
export function storeErrorFrom(error: unknown): unknown {
  if (error instanceof ServiceError || !(error instanceof Error)) return error;
  const code = (error as { code?: unknown }).code;
  if (code === NOT_FOUND || code === ALREADY_EXISTS || code === FAILED_PRECONDITION) {
    return new ServiceError('conflict', 'A document is not there or has changed.', {
      cause: error,
    });
  }
  if (TRANSIENT.includes(code)) {
    return new ServiceError('upstream-unavailable', 'The database is busy.', { cause: error });
  }
  return error;
}
