import { EmailAuthProvider, reauthenticateWithCredential, signOut } from 'firebase/auth';
import { z } from 'zod';
import { callApi } from '../cloud/call-api.ts';
import type { Cloud } from '../cloud/cloud.ts';

/** Proves who is asking by their password, has everything removed, and signs out. */
export async function deleteAccount(cloud: Cloud, password: string): Promise<void> {
  const user = cloud.auth.currentUser;
  if (!user?.email) throw new Error('You have been signed out.');
  await reauthenticateWithCredential(user, EmailAuthProvider.credential(user.email, password));
  // The token at hand says when the last sign-in was, so a new one is needed.
  await user.getIdToken(true);
  await callApi(cloud, 'POST', '/api/account:delete', z.object({ message: z.string() }));
  await signOut(cloud.auth);
}
