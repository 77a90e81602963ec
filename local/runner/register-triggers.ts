import type { DeploymentManifest } from './deployment-manifest.ts';

export interface Trigger {
  id: string;
  eventType: string;
  /** Path pattern such as `inbox/{id}`. */
  document: string;
  /** Where events are posted. */
  url: string;
}

/** One trigger for each document pattern a function listens to, as Eventarc has them. */
export function triggersOf(
  manifest: DeploymentManifest,
  functionPorts: Record<string, number>,
): Trigger[] {
  return manifest.functions.flatMap((one) => {
    if (one.kind !== 'event') return [];
    return one.documents.map((document, index) => ({
      id: `${one.name}-${index}`,
      eventType: one.eventType,
      document,
      url: `http://127.0.0.1:${functionPorts[one.name]}/`,
    }));
  });
}

/**
 * Tells the local Firestore where changes are to be delivered; the same id again replaces.
 *
 * @throws Error naming the trigger that was refused
 */
export async function registerTriggers(
  firestorePort: number,
  projectId: string,
  triggers: Trigger[],
): Promise<void> {
  for (const { id, eventType, document, url } of triggers) {
    const path = `projects/${projectId}/cloudEventTriggers/${id}`;
    await register(firestorePort, 'PUT', path, { eventType, document, url });
  }
}

/** The same for Google's emulator, which delivers to the relay it was started with. */
export async function registerRelayedTriggers(
  firestorePort: number,
  projectId: string,
  triggers: Trigger[],
): Promise<void> {
  for (const { id, eventType, document } of triggers) {
    const path = `projects/${projectId}/eventarcTrigger?eventarcTriggerId=${id}`;
    await register(firestorePort, 'POST', path, {
      eventType,
      database: '(default)',
      namespace: '(default)',
      document: { value: document, matchType: document.includes('{') ? 'PATH_PATTERN' : 'EXACT' },
    });
  }
}

async function register(port: number, method: string, path: string, body: object): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/emulator/v1/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`Firestore refused the trigger ${path}: ${await answer.text()}`);
}
