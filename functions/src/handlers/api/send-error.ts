import type { Response } from '@google-cloud/functions-framework';
import { ERROR_DISPOSITIONS, serviceErrorFrom } from '../../errors/error-dispositions.ts';
import type { Log } from '../../ports/log.ts';

/** Answers with `{error: {code, message, field?}}` and logs it once, with its cause when it is ours. */
export function sendError(
  ports: { log: Log; now: () => Date },
  response: Response,
  thrown: unknown,
  context: Parameters<Log>[2],
): void {
  const error = serviceErrorFrom(thrown);
  const { httpStatus, severity } = ERROR_DISPOSITIONS[error.code];
  const cause = error.cause instanceof Error ? error.cause.stack : undefined;
  ports.log(severity, error.message, { ...context, code: error.code, cause });
  // Part of an answer is out already; breaking it off is all that can be said.
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error.retryAt !== undefined) {
    const waitS = Math.ceil((error.retryAt.getTime() - ports.now().getTime()) / 1000);
    response.set('Retry-After', String(Math.max(1, waitS)));
  }
  const { code, message, field } = error;
  response.status(httpStatus).json({ error: { code, message, ...(field && { field }) } });
}
