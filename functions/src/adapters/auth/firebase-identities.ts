import { initializeApp, type App } from 'firebase-admin/app';
import { getAuth, type Auth } from 'firebase-admin/auth';
import { z } from 'zod';
import { ServiceError } from '../../errors/service-error.ts';
import type { IdentityProvider } from '../../ports/identity.ts';

const claims = z.object({
  uid: z.string().min(1),
  email: z.string().optional(),
  admin: z.boolean().optional(),
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
        const { uid, email, admin } = claims.parse(await auth.verifyIdToken(idToken));
        return { uid, email: email ?? null, isAdmin: admin ?? false };
      } catch (cause) {
        throw new ServiceError('unauthenticated', 'Please sign in again.', { cause });
      }
    },
  };
}
