import { ServiceError, type ErrorCode } from './service-error.ts';

interface Disposition {
  httpStatus: number;
  /** Whether an event that ended so is to come again. */
  redeliver: boolean;
  severity: 'INFO' | 'WARNING' | 'ERROR';
}

/** What each kind of error means to a caller and to an event. */
export const ERROR_DISPOSITIONS = {
  'invalid-input': { httpStatus: 400, redeliver: false, severity: 'WARNING' },
  unauthenticated: { httpStatus: 401, redeliver: false, severity: 'INFO' },
  forbidden: { httpStatus: 403, redeliver: false, severity: 'WARNING' },
  'not-found': { httpStatus: 404, redeliver: false, severity: 'INFO' },
  conflict: { httpStatus: 409, redeliver: false, severity: 'INFO' },
  'too-large': { httpStatus: 413, redeliver: false, severity: 'WARNING' },
  'rate-limited': { httpStatus: 429, redeliver: true, severity: 'INFO' },
  'upstream-unavailable': { httpStatus: 502, redeliver: true, severity: 'WARNING' },
  'unreadable-document': { httpStatus: 500, redeliver: false, severity: 'ERROR' },
  internal: { httpStatus: 500, redeliver: true, severity: 'ERROR' },
} satisfies Record<ErrorCode, Disposition>;

/** Any thrown value as a `ServiceError`; what is not known is internal. */
export function serviceErrorFrom(thrown: unknown): ServiceError {
  if (thrown instanceof ServiceError) return thrown;
  return new ServiceError('internal', 'Something went wrong on our side.', { cause: thrown });
}
