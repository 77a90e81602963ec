import {
  configure,
  Reader,
  ZipReader,
  type FileEntry,
} from '@zip.js/zip.js/lib/zip-core-custom.js';
import { MOST_BYTES } from '../gunzip-bounded.ts';
import { UnreadableFileError } from '../unreadable-file-error.ts';
import type { RandomAccess } from './random-access.ts';

// The callers are workers themselves, and inflating is the platform's.
configure({ useWebWorkers: false });

/** A file inside a zip. */
export interface ZipEntry {
  path: string;
  /** Its content. @throws UnreadableFileError when it is encrypted, damaged or too large */
  bytes(): Promise<Uint8Array>;
}

class RandomAccessReader extends Reader<RandomAccess> {
  readonly #source: RandomAccess;

  constructor(source: RandomAccess) {
    super(source);
    this.#source = source;
    this.size = source.size;
  }

  override async readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    return this.#source.read(offset, Math.max(0, Math.min(length, this.#source.size - offset)));
  }
}

/**
 * The files of a zip by its central directory, which is all that is held; contents are read one by
 * one when asked for. Sizes above 4 GB (zip64) are fine.
 *
 * @throws UnreadableFileError when it is no zip, or cut off
 */
export async function zipEntries(source: RandomAccess): Promise<ZipEntry[]> {
  const zip = new ZipReader(new RandomAccessReader(source));
  const entries: ZipEntry[] = [];
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      if (entry.directory) continue;
      entries.push({ path: entry.filename, bytes: () => entryBytes(entry) });
    }
  } catch {
    throw new UnreadableFileError('zip', 'its directory cannot be read, it is damaged or cut off');
  }
  return entries;
}

async function entryBytes(entry: FileEntry): Promise<Uint8Array> {
  if (entry.encrypted) throw refused('it is encrypted');
  if (entry.uncompressedSize > MOST_BYTES) throw refused(TOO_LARGE);
  const parts: Uint8Array[] = [];
  let length = 0;
  const sink = new WritableStream<Uint8Array>({
    write(part) {
      length += part.length;
      if (length > MOST_BYTES) throw refused(TOO_LARGE);
      parts.push(part);
    },
  });
  try {
    await entry.getData(sink, { checkSignature: true });
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    throw refused('its content in the archive is damaged');
  }
  if (parts.length === 1 && parts[0]) return parts[0];
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const TOO_LARGE = 'it unpacks to more than 128 MB, which is no recording';
const refused = (reason: string) => new UnreadableFileError('zip', reason);
