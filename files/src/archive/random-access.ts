/** A file of which any part can be read without holding the whole: a `Blob`, a file handle. */
export interface RandomAccess {
  /** Length in bytes. */
  size: number;
  /** `length` bytes from `offset`, fewer only at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A browser's `File`, or any `Blob`, for random access. */
export function randomAccessFromBlob(blob: Blob): RandomAccess {
  return {
    size: blob.size,
    read: async (offset, length) =>
      new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  };
}
