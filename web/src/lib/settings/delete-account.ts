import { EmailAuthProvider, reauthenticateWithCredential, signOut } from 'firebase/auth';
import { z } from 'zod';
import { callApi } from '../cloud/call-api.ts';
import type { Cloud } from '../cloud/cloud.ts';

/** Whether the athlete signs in with a password here, rather than with Google alone. */
export function signsInWithPassword({ auth }: Cloud): boolean {
  const providers = auth.currentUser?.providerData ?? [];
  return providers.some(({ providerId }) => providerId === EmailAuthProvider.PROVIDER_ID);
}

/**
 * Proves who is asking by their password, has everything removed, and signs out. Without a password
 * the server asks for a sign-in of the last five minutes, however that was done.
 */
export async function deleteAccount(cloud: Cloud, password: string | null): Promise<void> {
  const user = cloud.auth.currentUser;
  if (!user?.email) throw new Error('You have been signed out.');
  if (password !== null) {
    await reauthenticateWithCredential(user, EmailAuthProvider.credential(user.email, password));
    // The token at hand says when the last sign-in was, so a new one is needed.
    await user.getIdToken(true);
  }
  await callApi(cloud, 'POST', '/api/account:delete', z.object({ message: z.string() }));
  await signOut(cloud.auth);
}
