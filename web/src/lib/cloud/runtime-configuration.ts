import { z } from 'zod';

const address = z.object({ host: z.string(), port: z.number() });

/**
 * What `/__/firebase/init.json` says: Firebase Hosting answers it in production, the local gateway
 * on a developer's machine, and only the latter knows emulators, a sandbox or a demo athlete.
 */
const runtimeConfiguration = z.object({
  projectId: z.string(),
  apiKey: z.string(),
  authDomain: z.string().optional(),
  appId: z.string().optional(),
  emulators: z.object({ firestore: address, auth: address }).optional(),
  sandbox: z.object({ stravaUrl: z.string() }).optional(),
  demo: z.object({ email: z.string(), password: z.string() }).optional(),
});
export type RuntimeConfiguration = z.infer<typeof runtimeConfiguration>;

/** @throws Error in plain words when the answer is missing or not a configuration */
export async function fetchRuntimeConfiguration(
  fetchFrom: typeof fetch,
): Promise<RuntimeConfiguration> {
  const answer = await fetchFrom('/__/firebase/init.json');
  if (!answer.ok) throw new Error(`The configuration could not be fetched (${answer.status})`);
  const parsed = runtimeConfiguration.safeParse(await answer.json());
  if (!parsed.success) {
    throw new Error(`The configuration is damaged: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}
