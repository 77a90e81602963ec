export type Severity = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

/** One line a fact. Never tokens, never bodies. */
export type Log = (
  severity: Severity,
  message: string,
  fields?: Record<string, string | number | boolean | null | undefined>,
) => void;
