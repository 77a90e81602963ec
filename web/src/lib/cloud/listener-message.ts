const MESSAGES: Record<string, string> = {
  'permission-denied': 'You no longer have access to this. Log in again, or check the account.',
  unauthenticated: 'You have been signed out. Log in again.',
  unavailable: 'The server cannot be reached right now.',
  'resource-exhausted': 'The server is busy. Try again in a minute.',
};

/** Why something could not be read, in plain words. */
export function listenerMessage(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return MESSAGES[code] ?? 'This could not be read.';
}
