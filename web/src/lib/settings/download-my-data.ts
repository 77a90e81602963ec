import type { Cloud } from '../cloud/cloud.ts';

/**
 * Everything stored about the athlete, as a zip.
 * @throws Error whose message may be shown
 */
export async function downloadMyData({ auth }: Cloud): Promise<Blob> {
  const token = await auth.currentUser?.getIdToken();
  if (token === undefined) throw new Error('You have been signed out.');
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch('/api/my-data', { headers }).catch(() => null);
  if (!response?.ok) throw new Error('The server could not gather your data. Please try again.');
  return await response.blob();
}
