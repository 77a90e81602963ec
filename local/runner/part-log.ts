import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const LARGEST_BYTES = 5_000_000;

export interface PartLog {
  line: (text: string) => void;
  close: () => void;
}

/** What a part prints, in a file that begins anew with every start and when it grows too large. */
export function openPartLog(path: string): PartLog {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  let size = 0;
  let open = true;
  return {
    line: (text) => {
      if (!open) return;
      if (size > LARGEST_BYTES) {
        ftruncateSync(file);
        size = 0;
      }
      size += writeSync(file, `${text}\n`, size);
    },
    close: () => {
      open = false;
      closeSync(file);
    },
  };
}
