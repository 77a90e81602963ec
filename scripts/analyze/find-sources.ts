import { lstatSync, openSync, readdirSync, readSync, closeSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A file to read, by its path as the person would write it. */
export interface Source {
  kind: 'recording' | 'archive';
  path: string;
  bytes: number;
}

/** Files below the named paths in order, and what could not be looked at. */
export function findSources(paths: readonly string[]): {
  sources: Source[];
  skipped: { file: string; reason: string }[];
} {
  const sources: Source[] = [];
  const skipped: { file: string; reason: string }[] = [];
  const visit = (path: string, isNamed: boolean) => {
    try {
      // A link inside a folder is not followed, so that no circle is.
      const stats = isNamed ? statSync(path) : lstatSync(path);
      if (stats.isDirectory()) {
        for (const name of readdirSync(path).toSorted()) {
          if (!name.startsWith('.')) visit(join(path, name), false);
        }
      } else if (stats.isFile()) {
        const kind = isZip(path) ? 'archive' : 'recording';
        sources.push({ kind, path, bytes: stats.size });
      }
    } catch (error) {
      skipped.push({ file: path, reason: reasonOf(error) });
    }
  };
  for (const path of paths) visit(path, true);
  return { sources, skipped };
}

function isZip(path: string): boolean {
  if (/\.zip$/i.test(path)) return true;
  const head = new Uint8Array(4);
  const file = openSync(path, 'r');
  try {
    readSync(file, head);
  } finally {
    closeSync(file);
  }
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
}

/** Why a path cannot be used, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES' || code === 'EPERM') return 'permission to read it is missing';
  return message;
}
