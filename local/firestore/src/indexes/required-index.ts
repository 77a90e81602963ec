import type { Query } from '../query/query.ts';
import { StatusError } from '../status.ts';
import type { CompositeIndex, IndexDefinitions } from './index-definitions.ts';
import { indexNeeds } from './index-need.ts';
import type { IndexNeed } from './index-need.ts';

type IndexField = CompositeIndex['fields'][number];
type Mode = Pick<IndexField, 'order' | 'arrayConfig'>;

/** Whether a field has an index of its own: by default in its collection, for any use. */
function hasOwnIndex(
  definitions: IndexDefinitions,
  need: IndexNeed,
  fieldPath: string,
  suits: (mode: Mode) => boolean,
): boolean {
  const override = definitions.fieldOverrides.find(
    (one) => one.collectionGroup === need.collectionGroup && one.fieldPath === fieldPath,
  );
  if (!override) return need.scope === 'COLLECTION';
  return override.indexes.some((index) => index.queryScope === need.scope && suits(index));
}

/** Whether the fields that remain after the equality prefix sort as the query does, or reversed. */
function sortsAlike(fields: readonly IndexField[], need: IndexNeed): boolean {
  const named = fields.at(-1)?.fieldPath === '__name__' ? fields.at(-1) : undefined;
  const sorted = named ? fields.slice(0, -1) : fields;
  if (sorted.length !== need.sorted.length) return false;
  const directions = sorted.map((field, i) => {
    const wanted = need.sorted[i];
    if (!wanted || field.fieldPath !== wanted.field.text || !field.order) return null;
    return (field.order === 'DESCENDING') === wanted.descending;
  });
  const nameDescending = (named ?? sorted.at(-1))?.order === 'DESCENDING';
  if (named || sorted.length > 0) directions.push(nameDescending === need.nameDescending);
  return !directions.includes(null) && new Set(directions).size <= 1;
}

/** The equality fields that a composite index serves for this need; null when it does not fit. */
function served(index: CompositeIndex, need: IndexNeed): string[] | null {
  if (index.collectionGroup !== need.collectionGroup || index.queryScope !== need.scope)
    return null;
  let prefix = 0;
  while (prefix < index.fields.length) {
    const field = index.fields[prefix];
    const fits = field?.arrayConfig
      ? need.contained.has(field.fieldPath)
      : need.equal.has(field?.fieldPath ?? '');
    if (!fits) break;
    prefix += 1;
  }
  if (!sortsAlike(index.fields.slice(prefix), need)) return null;
  return index.fields.slice(0, prefix).map((field) => field.fieldPath);
}

function isServed(definitions: IndexDefinitions, need: IndexNeed): boolean {
  const { equal, contained, sorted } = need;
  const composites = definitions.indexes
    .map((index) => served(index, need))
    .filter((fields) => fields !== null);
  const covered = new Set(composites.flat());
  const [only, second] = sorted;
  if (equal.size + contained.size === 0) {
    if (composites.length > 0) return true;
    if (!only) return !need.nameDescending;
    const direction = only.descending ? 'DESCENDING' : 'ASCENDING';
    const alone = !second && only.descending === need.nameDescending;
    return alone && hasOwnIndex(definitions, need, only.field.text, (m) => m.order === direction);
  }
  if (sorted.length === 0) {
    // Indexes of single fields join for equality, as long as nothing is sorted.
    for (const field of equal) {
      if (hasOwnIndex(definitions, need, field, (m) => m.order !== undefined)) covered.add(field);
    }
    for (const field of contained) {
      const suits = (mode: Mode): boolean => mode.arrayConfig !== undefined;
      if (hasOwnIndex(definitions, need, field, suits)) covered.add(field);
    }
  }
  return [...equal, ...contained].every((field) => covered.has(field));
}

/** The index that would serve a need, as an entry for `firestore.indexes.json`. */
function proposal(need: IndexNeed): object {
  const { collectionGroup, scope, equal, contained, sorted, nameDescending } = need;
  const fields: object[] = [
    ...[...contained].map((fieldPath) => ({ fieldPath, arrayConfig: 'CONTAINS' })),
    ...[...equal].map((fieldPath) => ({ fieldPath, order: 'ASCENDING' })),
    ...sorted.map(({ field, descending }) => ({
      fieldPath: field.text,
      order: descending ? 'DESCENDING' : 'ASCENDING',
    })),
  ];
  if ((sorted.at(-1)?.descending ?? false) !== nameDescending) {
    const order = nameDescending ? 'DESCENDING' : 'ASCENDING';
    fields.push({ fieldPath: '__name__', order });
  }
  return { collectionGroup, queryScope: scope, fields };
}

/**
 * Refuses a query that the real service would refuse for want of an index.
 *
 * @throws StatusError FAILED_PRECONDITION with the missing index
 */
export function requireIndex(definitions: IndexDefinitions, query: Query): void {
  for (const need of indexNeeds(query)) {
    if (isServed(definitions, need)) continue;
    throw new StatusError(
      'FAILED_PRECONDITION',
      `The query requires an index. Add it to firestore.indexes.json: ${JSON.stringify(proposal(need))}`,
    );
  }
}
