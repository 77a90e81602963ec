const CODES = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;

export type StatusName = keyof typeof CODES;

const HTTP_STATUS = {
  OK: 200,
  CANCELLED: 499,
  UNKNOWN: 500,
  INVALID_ARGUMENT: 400,
  DEADLINE_EXCEEDED: 504,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  PERMISSION_DENIED: 403,
  RESOURCE_EXHAUSTED: 429,
  FAILED_PRECONDITION: 400,
  ABORTED: 409,
  OUT_OF_RANGE: 400,
  UNIMPLEMENTED: 501,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DATA_LOSS: 500,
  UNAUTHENTICATED: 401,
} as const satisfies Record<StatusName, number>;

/** An answer other than OK, as every transport can express it. */
export class StatusError extends Error {
  readonly status: StatusName;

  constructor(status: StatusName, message: string) {
    super(message);
    this.name = 'StatusError';
    this.status = status;
  }

  get code(): number {
    return CODES[this.status];
  }

  get httpStatus(): number {
    return HTTP_STATUS[this.status];
  }
}

export const invalid = (message: string): StatusError =>
  new StatusError('INVALID_ARGUMENT', message);

/**
 * The status of anything thrown. Clients retry INTERNAL for ever, so an unexpected failure is
 * reported as INVALID_ARGUMENT and logged: a deterministic bug must surface, not look like a hang.
 */
export function statusOf(error: unknown): StatusError {
  if (error instanceof StatusError) return error;
  console.error('firestore: unexpected failure:', error);
  return invalid(error instanceof Error ? error.message : 'request could not be processed');
}
