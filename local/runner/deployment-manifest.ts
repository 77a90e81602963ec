import { readFileSync } from 'node:fs';
import { Cron } from 'croner';
import { z } from 'zod';

const cron = z.string().refine(isCron, 'is no cron expression');
const timeZone = z.string().refine(isTimeZone, 'is no time zone');

const described = {
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  memory: z.string(),
  timeoutSeconds: z.int().min(1),
  environment: z.array(z.string()),
  secrets: z.array(z.string()),
};
const functionField = z.discriminatedUnion('kind', [
  z.object({ ...described, kind: z.literal('http'), public: z.boolean() }),
  z.object({
    ...described,
    kind: z.literal('event'),
    eventType: z.string().startsWith('google.cloud.firestore.document.v1.'),
    documents: z.array(z.string()).min(1),
    retry: z.boolean(),
  }),
  z.object({ ...described, kind: z.literal('schedule'), cron, timeZone }),
]);

const manifest = z.object({
  region: z.string(),
  runtime: z.string(),
  source: z.string(),
  functions: z.array(functionField).min(1),
});
/** `functions/deployment.json`: every function once, for this machine and for the cloud. */
export type DeploymentManifest = z.infer<typeof manifest>;
export type DeployedFunction = z.infer<typeof functionField>;

/**
 * Reads a deployment manifest.
 *
 * @throws Error naming the file and each field that is wrong
 */
export function readDeploymentManifest(path: string): DeploymentManifest {
  return parseDeploymentManifest(JSON.parse(readFileSync(path, 'utf8')), path);
}

/** As `readDeploymentManifest`, from the parsed content; `name` appears in errors. */
export function parseDeploymentManifest(content: unknown, name: string): DeploymentManifest {
  const parsed = manifest.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new Error(`${name} is not usable: ${z.prettifyError(parsed.error)}`);
}

function isCron(expression: string): boolean {
  try {
    new Cron(expression, { paused: true });
    return true;
  } catch {
    return false;
  }
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
