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
 * @throws Error naming the function whose trigger was refused
 */
export async function registerTriggers(
  firestorePort: number,
  projectId: string,
  triggers: Trigger[],
): Promise<void> {
  for (const { id, eventType, document, url } of triggers) {
    const answer = await fetch(
      `http://127.0.0.1:${firestorePort}/emulator/v1/projects/${projectId}/cloudEventTriggers/${id}`,
      {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ eventType, document, url }),
      },
    );
    if (!answer.ok) {
      throw new Error(`the local Firestore refused the trigger ${id}: ${await answer.text()}`);
    }
  }
}
