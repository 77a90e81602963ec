import { readFileSync } from 'node:fs';
import { z } from 'zod';

const source = z.string().min(1);
const rewrite = z.union([
  z.object({ source, destination: z.string() }),
  z.object({ source, run: z.object({ serviceId: z.string() }) }),
  z.object({ source, function: z.union([z.string(), z.object({ functionId: z.string() })]) }),
]);

const hostingField = z.object({
  public: z.string(),
  cleanUrls: z.boolean().default(false),
  trailingSlash: z.boolean().optional(),
  rewrites: z.array(rewrite).default([]),
  redirects: z
    .array(z.object({ source, destination: z.string(), type: z.int().default(301) }))
    .default([]),
  headers: z
    .array(z.object({ source, headers: z.array(z.object({ key: z.string(), value: z.string() })) }))
    .default([]),
});
/** The part of `firebase.json` that says what Firebase Hosting serves and how. */
export type HostingConfiguration = z.infer<typeof hostingField>;

const firebaseJson = z.object({ hosting: hostingField });

/**
 * Reads the hosting part of a `firebase.json`.
 *
 * @throws Error naming the file and the field that is wrong
 */
export function readHostingConfiguration(path: string): HostingConfiguration {
  return parseHostingConfiguration(JSON.parse(readFileSync(path, 'utf8')), path);
}

/** As `readHostingConfiguration`, from the file's parsed content; `name` appears in errors. */
export function parseHostingConfiguration(content: unknown, name: string): HostingConfiguration {
  const parsed = firebaseJson.safeParse(content);
  if (parsed.success) return parsed.data.hosting;
  throw new Error(`${name} is not usable: ${z.prettifyError(parsed.error)}`);
}
