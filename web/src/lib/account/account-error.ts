/** A message in plain words and the field it belongs to; null when it belongs to none. */
export interface AccountError {
  field: 'email' | 'password' | null;
  message: string;
}

const ERRORS: Record<string, AccountError> = {
  'auth/invalid-email': { field: 'email', message: 'This is not a complete e-mail address.' },
  'auth/missing-email': { field: 'email', message: 'Please enter your e-mail address.' },
  'auth/email-already-in-use': {
    field: 'email',
    message: 'There is an account with this e-mail already. Log in, or reset its password.',
  },
  'auth/user-disabled': { field: 'email', message: 'This account has been disabled.' },
  'auth/user-not-found': { field: 'password', message: 'E-mail or password is wrong.' },
  'auth/wrong-password': { field: 'password', message: 'E-mail or password is wrong.' },
  'auth/invalid-credential': { field: 'password', message: 'E-mail or password is wrong.' },
  'auth/missing-password': { field: 'password', message: 'Please enter a password.' },
  'auth/weak-password': { field: 'password', message: 'Use at least 6 characters.' },
  'auth/password-does-not-meet-requirements': {
    field: 'password',
    message: 'This password is too simple. Make it longer.',
  },
  'auth/too-many-requests': {
    field: null,
    message: 'Too many tries. Wait a few minutes, then try again.',
  },
  'auth/network-request-failed': {
    field: null,
    message: 'No connection. Check the network, then try again.',
  },
  'auth/popup-blocked': {
    field: null,
    message: 'The browser blocked the window of Google. Allow it for this page.',
  },
};

/** Closing the window of Google is a decision, not an error. */
const SILENT = ['auth/popup-closed-by-user', 'auth/cancelled-popup-request'];

/** What a failed sign-in, sign-up or reset means to the person; null when there is nothing to say. */
export function accountErrorFrom(error: unknown): AccountError | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (SILENT.includes(code)) return null;
  return ERRORS[code] ?? { field: null, message: 'That did not work. Please try again.' };
}
