import { z } from 'zod';
import { ERROR_DISPOSITIONS, serviceErrorFrom } from '../errors/error-dispositions.ts';
import { ServiceError } from '../errors/service-error.ts';
import type { Ports } from '../ports/ports.ts';

/** Old events are dropped: whatever they announced, the state has been made right since. */
const MAX_AGE_MS = 24 * 3_600_000;

const documentEvent = z.object({
  id: z.string(),
  time: z.iso.datetime({ offset: true }).optional(),
  /** Path of the document, relative to the database. */
  document: z.string().min(1),
});

/**
 * Handles an event that says that a document changed: the path alone counts. Returns to acknowledge,
 * throws to have it delivered again.
 */
export async function handleDocumentEvent(
  ports: Ports,
  name: string,
  event: unknown,
  handle: (path: string, eventId: string) => Promise<void>,
): Promise<void> {
  const startedMs = ports.now().getTime();
  const parsed = documentEvent.safeParse(event);
  if (!parsed.success) {
    ports.log('ERROR', 'not a document event, dropped', { function: name });
    return;
  }
  const { id: eventId, time, document } = parsed.data;
  const context = { function: name, eventId, document };
  if (time !== undefined && startedMs - Date.parse(time) > MAX_AGE_MS) {
    ports.log('WARNING', 'event is too old, dropped', context);
    return;
  }
  try {
    await handle(document, eventId);
    const durationMs = ports.now().getTime() - startedMs;
    ports.log('INFO', 'handled', { ...context, durationMs });
  } catch (thrown) {
    const error = serviceErrorFrom(thrown);
    const { redeliver, severity } = ERROR_DISPOSITIONS[error.code];
    const cause = error.cause instanceof Error ? error.cause.stack : undefined;
    ports.log(severity, error.message, { ...context, code: error.code, redeliver, cause });
    if (redeliver) throw plain(error);
  }
}

/** The framework prints the stack of what is thrown at it; the log line has said it all. */
function plain(error: ServiceError): Error {
  const short = new ServiceError(error.code, error.message);
  short.stack = `${error.code}: ${error.message}`;
  return short;
}
