import { isFit } from './fit/decode-fit.ts';
import { readFit } from './fit/read-fit.ts';
import { gunzipBounded, isGzip, MOST_BYTES } from './gunzip-bounded.ts';
import type { ReadActivity, ReadingOptions } from './read-activity.ts';
import { UnreadableFileError } from './unreadable-file-error.ts';
import { readGpx } from './xml/read-gpx.ts';
import { readTcx } from './xml/read-tcx.ts';
import { xmlText } from './xml/xml-text.ts';

/**
 * The activities of one FIT, TCX or GPX file, plain or gzipped. The format is told by the content;
 * the name is only carried along.
 *
 * @throws UnreadableFileError with the reason, for anything that is not a whole, readable recording
 */
export function readActivityFile(
  name: string,
  bytes: Uint8Array,
  options: ReadingOptions,
): ReadActivity[] {
  if (bytes.length === 0) throw new UnreadableFileError('file', 'the file is empty');
  if (bytes.length > MOST_BYTES) {
    throw new UnreadableFileError('file', 'the file is larger than 128 MB, which is no recording');
  }
  const content = isGzip(bytes) ? gunzipBounded(bytes) : bytes;
  if (isFit(content)) return readFit(name, content, options);
  const head = new TextDecoder('latin1').decode(content.subarray(0, 4096)).replaceAll('\0', '');
  if (/<(\w+:)?TrainingCenterDatabase[\s>]/.test(head)) {
    return readTcx(name, xmlText(content), options);
  }
  if (/<(\w+:)?gpx[\s>]/i.test(head)) return readGpx(name, xmlText(content), options);
  throw new UnreadableFileError('file', unknownContent(content, head));
}

function unknownContent(content: Uint8Array, head: string): string {
  if (content.length === 0) return 'the file is empty';
  if (head.startsWith('PK')) return 'a zip inside is not read, unpack it first';
  if (head.trimStart().startsWith('<')) return 'it is XML, but neither TCX nor GPX';
  return 'it is neither FIT, TCX nor GPX';
}
