import { UnreadableFileError } from '../unreadable-file-error.ts';
import { fitCrc } from './fit-crc.ts';
import { readFitContent, type FitContent } from './read-fit-content.ts';
import type { FitRecording } from './fit-recording.ts';

/** Whether bytes begin like a FIT file. */
export function isFit(bytes: Uint8Array, at = 0): boolean {
  return (
    bytes.length - at >= 12 &&
    bytes[at + 8] === 0x2e && // .FIT
    bytes[at + 9] === 0x46 &&
    bytes[at + 10] === 0x49 &&
    bytes[at + 11] === 0x54
  );
}

/**
 * The recordings of a FIT file: usually one, several when files were joined end to end. A
 * part with nothing but the beats of a chest strap belongs to the recording before it.
 *
 * Every part must be whole and match its checksum before a byte of it is believed. When the first
 * part is whole and a later one is not, the whole ones are returned and `damage` says what was left
 * out; when the first is damaged nothing is returned.
 *
 * @throws UnreadableFileError
 */
export function decodeFit(bytes: Uint8Array): {
  recordings: FitRecording[];
  damage: string | null;
} {
  const contents: FitContent[] = [];
  let damage: string | null = null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  do {
    try {
      const part = checkedPart(bytes, view, at);
      const content = readFitContent(bytes, view, part.from, part.to);
      const { records, sessions } = content.recording;
      const before = contents.at(-1);
      if (before && records.length === 0 && sessions.length === 0) {
        before.heartRates.append(content.heartRates);
      } else contents.push(content);
      at = part.next;
    } catch (error) {
      if (!(error instanceof UnreadableFileError) || contents.length === 0) throw error;
      const whole = contents.length === 1 ? 'part' : `${contents.length} parts`;
      damage = `only the first ${whole} of the file could be read, behind it ${error.reason}`;
      break;
    }
  } while (at < bytes.length && !isPadding(bytes, at));
  for (const { recording, heartRates } of contents) heartRates.fillInto(recording);
  return { recordings: contents.map((content) => content.recording), damage };
}

/** Header, length and checksum of the part that begins at `at`. */
function checkedPart(bytes: Uint8Array, view: DataView, at: number) {
  const headerSize = bytes[at] ?? 0;
  if (!isFit(bytes, at) || headerSize < 12) throw refused('the header is not that of a FIT file');
  const contentSize = view.getUint32(at + 4, true);
  const from = at + headerSize;
  const to = from + contentSize;
  if (contentSize === 0) {
    throw refused('the header announces no content, the recording was never finished');
  }
  if (to + 2 > bytes.length) {
    throw refused(
      `the file is cut off, ${to + 2 - bytes.length} of ${to + 2 - at} bytes are missing`,
    );
  }
  if (headerSize >= 14) {
    const headerCrc = view.getUint16(at + 12, true);
    if (headerCrc !== 0 && headerCrc !== fitCrc(bytes, at, at + 12)) {
      throw refused('the checksum of the header does not match, the file is damaged');
    }
  }
  if (view.getUint16(to, true) !== fitCrc(bytes, at, to)) {
    throw refused('the checksum does not match, the file is damaged');
  }
  return { from, to, next: to + 2 };
}

/** Some devices fill the last block of their storage with zeros. */
function isPadding(bytes: Uint8Array, at: number): boolean {
  for (let i = at; i < bytes.length; i++) if (bytes[i] !== 0) return false;
  return true;
}

const refused = (reason: string) => new UnreadableFileError('FIT', reason);
