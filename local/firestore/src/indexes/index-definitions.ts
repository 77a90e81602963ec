import { z } from 'zod';

const scope = z.enum(['COLLECTION', 'COLLECTION_GROUP']);
const mode = {
  order: z.enum(['ASCENDING', 'DESCENDING']).optional(),
  arrayConfig: z.literal('CONTAINS').optional(),
};

const indexFile = z.object({
  indexes: z
    .array(
      z.object({
        collectionGroup: z.string(),
        queryScope: scope.default('COLLECTION'),
        fields: z.array(z.object({ fieldPath: z.string(), ...mode })),
      }),
    )
    .default([]),
  fieldOverrides: z
    .array(
      z.object({
        collectionGroup: z.string(),
        fieldPath: z.string(),
        indexes: z.array(z.object({ queryScope: scope.default('COLLECTION'), ...mode })),
      }),
    )
    .default([]),
});

/** What `firestore.indexes.json` declares: composite indexes, and fields indexed otherwise. */
export type IndexDefinitions = z.infer<typeof indexFile>;
export type CompositeIndex = IndexDefinitions['indexes'][number];
export type QueryScope = z.infer<typeof scope>;

/** @throws Error naming the fault, for a person who mistyped the file */
export function parseIndexDefinitions(text: string): IndexDefinitions {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`The index file is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const parsed = indexFile.safeParse(json);
  if (!parsed.success) throw new Error(`The index file is wrong: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
