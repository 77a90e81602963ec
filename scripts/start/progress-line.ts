export interface ProgressLine {
  say: (text: string) => void;
  /** Something that must stay readable. */
  note: (text: string) => void;
  done: () => void;
}

/** One line that is rewritten while things start; on anything but a terminal, a line each. */
export function progressLine(output: NodeJS.WriteStream, quiet: boolean): ProgressLine {
  const rewrites = output.isTTY && !quiet;
  const clear = () => {
    if (rewrites) output.write('\r\u001B[K');
  };
  return {
    say: (text) => {
      if (quiet) return;
      clear();
      output.write(rewrites ? `  ${text}` : `  ${text}\n`);
    },
    note: (text) => {
      clear();
      output.write(`${text}\n`);
    },
    done: clear,
  };
}
