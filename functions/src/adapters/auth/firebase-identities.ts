import { initializeApp, type App } from 'firebase-admin/app';
import { getAuth, type Auth } from 'firebase-admin/auth';
import { z } from 'zod';
import { ServiceError } from '../../errors/service-error.ts';
import type { IdentityProvider } from '../../ports/identity.ts';

const claims = z.object({
  uid: z.string().min(1),
  email: z.string().optional(),
  admin: z.boolean().optional(),
  /** Seconds since 1970. */
  auth_time: z.number().optional(),
});

/** Firebase Authentication, or its emulator when `FIREBASE_AUTH_EMULATOR_HOST` is set. */
export function firebaseAuth(projectId: string): Auth {
  const app: App = initializeApp({ projectId }, 'training-monkey');
  return getAuth(app);
}

export function firebaseIdentities(auth: Auth): IdentityProvider {
  return {
    identify: async (idToken) => {
      try {
        const found = claims.parse(await auth.verifyIdToken(idToken));
        const { uid, email, admin, auth_time: at } = found;
        const signedInAt = at === undefined ? undefined : new Date(at * 1000).toISOString();
        return { uid, email: email ?? null, isAdmin: admin ?? false, signedInAt };
      } catch (cause) {
        throw new ServiceError('unauthenticated', 'Please sign in again.', { cause });
      }
    },
    remove: async (uid) => {
      try {
        await auth.deleteUser(uid);
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'auth/user-not-found') throw error;
      }
    },
  };
}
