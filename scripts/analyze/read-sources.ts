import { open, readFile, type FileHandle } from 'node:fs/promises';
import {
  readActivityFile,
  readStravaArchive,
  UnreadableFileError,
  type RandomAccess,
  type ReadActivity,
} from '@training-monkey/files';
import { reasonOf, type Source } from './find-sources.ts';

/** One file read: its activities, or the reason why there are none. */
export interface ReadStep {
  file: string;
  activities: ReadActivity[];
  skipped: string | null;
  /** The archive it lies in, and how many steps that takes in all; null for a loose file. */
  archive: string | null;
  archiveSteps: number;
}

export interface ReadSourcesOptions {
  athleteTimeZone: string;
  share: { part: number; parts: number };
}

/** Larger than any recording; such a file is not even opened. */
const MOST_BYTES = 128 * 1024 * 1024;

/** Reads every source in turn. What cannot be read is a step with a reason, never an exception. */
export async function* readSources(
  sources: readonly Source[],
  options: ReadSourcesOptions,
): AsyncGenerator<ReadStep, void, undefined> {
  const { part, parts } = options.share;
  let recordings = 0;
  for (const source of sources) {
    if (source.kind === 'archive') yield* archiveSteps(source.path, options);
    else if (recordings++ % parts === part) yield await recordingStep(source, options);
  }
}

async function recordingStep(
  { path, bytes }: Source,
  options: ReadSourcesOptions,
): Promise<ReadStep> {
  const step = { file: path, activities: [], skipped: null, archive: null, archiveSteps: 0 };
  if (bytes > MOST_BYTES) {
    return { ...step, skipped: 'the file is larger than 128 MB, which is no recording' };
  }
  try {
    return { ...step, activities: readActivityFile(path, await readFile(path), options) };
  } catch (error) {
    return { ...step, skipped: skipReason(error) };
  }
}

async function* archiveSteps(
  path: string,
  options: ReadSourcesOptions,
): AsyncGenerator<ReadStep, void, undefined> {
  let file: FileHandle | null = null;
  try {
    file = await open(path);
    const source = randomAccessFromFile(file, (await file.stat()).size);
    for await (const item of readStravaArchive(source, options)) {
      yield {
        file: `${path}/${item.fileName}`,
        activities: 'activities' in item ? item.activities : [],
        skipped: 'skipped' in item ? item.skipped : null,
        archive: path,
        archiveSteps: item.total,
      };
    }
  } catch (error) {
    if (options.share.part === 0) {
      yield {
        file: path,
        activities: [],
        skipped: skipReason(error),
        archive: path,
        archiveSteps: 1,
      };
    }
  } finally {
    await file?.close();
  }
}

function randomAccessFromFile(file: FileHandle, size: number): RandomAccess {
  return {
    size,
    async read(offset, length) {
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    },
  };
}

function skipReason(error: unknown): string {
  if (error instanceof UnreadableFileError) return error.message;
  if ((error as NodeJS.ErrnoException).code !== undefined) return reasonOf(error);
  throw error;
}
