import type { Stack } from '../runner/run-stack.ts';

/** Where a document of the stack is read and written over REST. */
export function documentAddress({ ports, projectId }: Stack, path: string): string {
  const database = `projects/${projectId}/databases/(default)`;
  return `http://127.0.0.1:${ports.firestore}/v1/${database}/documents/${path}`;
}
