import type { Auth } from 'firebase-admin/auth';
import type { Accounts } from '../../ports/accounts.ts';

export function firebaseAccounts(auth: Auth): Accounts {
  return {
    setAdmin: async (email, isAdmin) => {
      const account = await auth.getUserByEmail(email).catch((error: unknown) => {
        if ((error as { code?: unknown }).code === 'auth/user-not-found') return null;
        throw error;
      });
      if (account === null) return null;
      await auth.setCustomUserClaims(account.uid, { ...account.customClaims, admin: isAdmin });
      return account.uid;
    },
  };
}
