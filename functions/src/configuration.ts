import { z } from 'zod';

const environment = z.object({
  GCLOUD_PROJECT: z.string().min(1).optional(),
  GOOGLE_CLOUD_PROJECT: z.string().min(1).optional(),
  FIRESTORE_EMULATOR_HOST: z.string().min(1).optional(),
  FIREBASE_AUTH_EMULATOR_HOST: z.string().min(1).optional(),
  /** What a person left blank in a file is not set. */
  DATABASE_URL: z
    .string()
    .regex(/^$|^postgres(ql)?:\/\//, 'must begin with postgresql://')
    .optional(),
});

export interface Configuration {
  projectId: string;
  /** Where the relational mirror is; null while there is none. */
  databaseUrl: string | null;
}

/** The environment, read once. @throws RangeError that names what is missing or malformed */
export function readConfiguration(env: Record<string, string | undefined>): Configuration {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new RangeError(
      `readConfiguration requires ${issue?.path.join('.')} to be right: ${issue?.message}`,
    );
  }
  const projectId = parsed.data.GCLOUD_PROJECT ?? parsed.data.GOOGLE_CLOUD_PROJECT;
  if (projectId === undefined) {
    throw new RangeError('readConfiguration requires GCLOUD_PROJECT to name the project, got none');
  }
  return { projectId, databaseUrl: parsed.data.DATABASE_URL || null };
}
