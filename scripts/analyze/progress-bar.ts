const WIDTH = 30;

interface Screen {
  isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** Shows how far reading is: redrawn in place on a terminal, a line every tenth elsewhere. */
export class ProgressBar {
  readonly #screen: Screen;
  #shown = -1;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  show(done: number, total: number): void {
    const fraction = total === 0 ? 1 : Math.min(1, done / total);
    const step = Math.floor(fraction * (this.#screen.isTTY ? 100 : 10));
    if (step === this.#shown) return;
    this.#shown = step;
    const filled = Math.round(fraction * WIDTH);
    const bar = `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}]`;
    const text = `Reading ${bar} ${done} of ${total} files`;
    this.#screen.write(this.#screen.isTTY ? `\r${text}` : `${text}\n`);
  }

  finish(): void {
    if (this.#screen.isTTY && this.#shown >= 0) this.#screen.write('\n');
  }
}
