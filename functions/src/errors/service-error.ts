export type ErrorCode =
  | 'invalid-input'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'rate-limited'
  | 'upstream-unavailable'
  | 'unreadable-document'
  | 'internal';

interface ErrorDetails {
  cause?: unknown;
  /** The field of the input that is wrong, such as `activities.3.facts.sport`. */
  field?: string | undefined;
  /** When it is worth trying again. */
  retryAt?: Date | undefined;
}

/** What can go wrong in a known way; the message may be shown to the person who asked. */
export class ServiceError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly retryAt: Date | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'ServiceError';
    this.code = code;
    this.field = details.field;
    this.retryAt = details.retryAt;
  }
}
