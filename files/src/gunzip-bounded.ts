import { Gunzip, gunzipSync } from 'fflate';
import { crc32 } from './crc32.ts';
import { UnreadableFileError } from './unreadable-file-error.ts';

/** Far above any recording; a longer result is a bomb or no recording. */
export const MOST_BYTES = 128 * 1024 * 1024;
const SLICE = 32 * 1024;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks gzip. Where the announced length is plausible, it is tried in one go and believed once the
 * checksum agrees; everything else is unpacked in slices, so that a damaged length cannot exhaust
 * the memory.
 *
 * @throws UnreadableFileError when damaged, cut off, or unpacking to more than `mostBytes`
 */
export function gunzipBounded(bytes: Uint8Array, mostBytes = MOST_BYTES): Uint8Array<ArrayBuffer> {
  return unpackedAtOnce(bytes, mostBytes) ?? unpackedInSlices(bytes, mostBytes);
}

/** Deflate packs at most 1032 bytes into one. */
const HIGHEST_RATIO = 1032;

/** The content when length and checksum are as announced; null otherwise. */
function unpackedAtOnce(bytes: Uint8Array, mostBytes: number): Uint8Array<ArrayBuffer> | null {
  if (bytes.length < SHORTEST) return null;
  const announced = trailerOf(bytes).length;
  if (announced > mostBytes || announced > bytes.length * HIGHEST_RATIO) return null;
  try {
    const unpacked = gunzipSync(bytes, { out: new Uint8Array(announced) });
    const isWhole = unpacked.length === announced && crc32(unpacked) === trailerOf(bytes).crc;
    return isWhole ? unpacked : null;
  } catch {
    return null;
  }
}

function unpackedInSlices(bytes: Uint8Array, mostBytes: number): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  let members = 0;
  const gunzip = new Gunzip((part) => {
    length += part.length;
    if (length > mostBytes) {
      throw refused(`it unpacks to more than ${mostBytes >> 20} MB, which is no recording`);
    }
    parts.push(part);
  });
  gunzip.onmember = () => {
    members += 1;
  };
  try {
    for (let at = 0; at < bytes.length; at += SLICE) {
      gunzip.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length);
    }
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    throw refused('the compressed content is damaged or cut off');
  }
  const unpacked = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    unpacked.set(part, at);
    at += part.length;
  }
  if (members <= 1) checkTrailer(bytes, unpacked);
  return unpacked;
}

/** Header and trailer alone. */
const SHORTEST = 18;

function trailerOf(packed: Uint8Array): { crc: number; length: number } {
  const trailer = new DataView(packed.buffer, packed.byteOffset + packed.length - 8, 8);
  return { crc: trailer.getUint32(0, true), length: trailer.getUint32(4, true) };
}

function checkTrailer(packed: Uint8Array, unpacked: Uint8Array): void {
  if (packed.length < SHORTEST) throw refused('the compressed content is damaged or cut off');
  const { crc, length } = trailerOf(packed);
  if (length !== unpacked.length) {
    throw refused('the unpacked length does not match, the file is damaged or cut off');
  }
  if (crc !== crc32(unpacked)) throw refused('the checksum does not match, the file is damaged');
}

const refused = (reason: string) => new UnreadableFileError('gzip', reason);
