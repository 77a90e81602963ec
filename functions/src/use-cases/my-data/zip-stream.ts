import { Zip, ZipDeflate } from 'fflate';

/** A file of a zip; its content comes in parts. */
export interface ZipFile {
  name: string;
  content: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
}

/** A zip of some files, made while it is read: of each file only a part is in memory. */
export async function* zipStream(
  files: Iterable<ZipFile> | AsyncIterable<ZipFile>,
  madeAt: Date,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const failures: Error[] = [];
  const zip = new Zip((failure, chunk) => {
    if (failure) failures.push(failure);
    else ready.push(chunk);
  });
  const taken = (): Uint8Array[] => {
    if (failures[0]) throw failures[0];
    return ready.splice(0);
  };
  const encoder = new TextEncoder();
  for await (const { name, content } of files) {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = madeAt;
    zip.add(file);
    for await (const part of content) {
      file.push(typeof part === 'string' ? encoder.encode(part) : part);
      yield* taken();
    }
    file.push(new Uint8Array(), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}
