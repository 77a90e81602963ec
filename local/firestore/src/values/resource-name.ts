import { invalid } from '../status.ts';

const DATABASE = /^projects\/[^/]+\/databases\/[^/]+$/;
const ROOT = /^projects\/[^/]+\/databases\/[^/]+\/documents$/;

/** `projects/p/databases/d/documents`, the root of every name in a database. */
export function documentsRoot(name: string): string {
  const end = name.indexOf('/documents');
  const root = end < 0 ? '' : name.slice(0, end + '/documents'.length);
  const next = name[root.length];
  if (!ROOT.test(root) || (next !== undefined && next !== '/')) {
    throw invalid(`Name "${name}" is not of the form projects/P/databases/D/documents/….`);
  }
  return root;
}

/** The path below the root: `['users', 'alice']`; empty for the root itself. */
export function pathSegments(name: string): string[] {
  const root = documentsRoot(name);
  return name.length === root.length ? [] : name.slice(root.length + 1).split('/');
}

export function checkDatabase(database: string): string {
  if (!DATABASE.test(database)) {
    throw invalid(`Database "${database}" is not of the form projects/P/databases/D.`);
  }
  return database;
}

function checkSegment(segment: string, name: string): void {
  if (segment === '') throw invalid(`Name "${name}" has an empty segment.`);
  if (segment === '.' || segment === '..') {
    throw invalid(`Name "${name}" has the reserved segment "${segment}".`);
  }
  if (segment.length > 1500 || Buffer.byteLength(segment) > 1500) {
    throw invalid(`Name "${name.slice(0, 100)}…" has a segment longer than 1500 bytes.`);
  }
  if (/^__.*__$/.test(segment) && !/^__id-?\d+__$/.test(segment)) {
    throw invalid(`Resource id "${segment}" is invalid because it is reserved.`);
  }
}

const checked = new Set<string>();

/** Verifies a document name against Firestore's limits. */
export function checkDocumentName(name: string): string {
  if (checked.has(name)) return name;
  const segments = pathSegments(name);
  if (segments.length === 0 || segments.length % 2 !== 0) {
    throw invalid(
      `Document name "${name}" has ${segments.length} segments, it needs an even number.`,
    );
  }
  if (segments.length > 200 || Buffer.byteLength(name) > 6144) {
    throw invalid(`Document name "${name.slice(0, 100)}…" is too long or too deep.`);
  }
  for (const segment of segments) checkSegment(segment, name);
  if (checked.size > 100_000) checked.clear();
  checked.add(name);
  return name;
}

/** Verifies a parent: the documents root or a document name. */
export function checkParent(parent: string): string {
  if (!ROOT.test(parent)) checkDocumentName(parent);
  return parent;
}

export function checkCollectionId(id: string): string {
  if (id.includes('/')) throw invalid(`Collection id "${id}" contains a slash.`);
  checkSegment(id, id);
  return id;
}

export const collectionOf = (name: string): string => name.slice(0, name.lastIndexOf('/'));
export const lastSegment = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
