import { describe, expect, test } from 'vitest';
import { accountErrorFrom } from './account-error.ts';

const withCode = (code: string) => Object.assign(new Error('Firebase'), { code });

describe('accountErrorFrom', () => {
  test('puts a taken e-mail beside the e-mail', () => {
    expect(accountErrorFrom(withCode('auth/email-already-in-use'))?.field).toBe('email');
  });
  test('does not tell a stranger whether e-mail or password was wrong', () => {
    const unknown = accountErrorFrom(withCode('auth/user-not-found'));
    expect(unknown).toEqual(accountErrorFrom(withCode('auth/wrong-password')));
  });
  test('says nothing when the person closed the window of Google', () => {
    expect(accountErrorFrom(withCode('auth/popup-closed-by-user'))).toBeNull();
  });
  test('shows no code of an unknown failure', () => {
    expect(accountErrorFrom(withCode('auth/internal-error'))?.message).not.toContain('auth/');
  });
});
