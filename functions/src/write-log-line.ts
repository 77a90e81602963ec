import type { Log } from './ports/log.ts';

/** Writes one JSON line to standard output, as Cloud Logging reads it. */
export const writeLogLine: Log = (severity, message, fields = {}) => {
  process.stdout.write(`${JSON.stringify({ severity, message, ...fields })}\n`);
};
