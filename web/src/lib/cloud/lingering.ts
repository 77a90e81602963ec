/** Opens something for its first user; returns how to close it. */
type Open = () => () => void;

/** Something shared by those who use it and kept for a while after the last of them has left. */
export interface Lingering {
  enter: () => void;
  leave: () => void;
  /** Closes what is open, and opens it anew if somebody uses it. */
  renew: () => void;
}

/**
 * Opening and closing a listener costs the browser's cache a handful of transactions. Going back and
 * forth between views must not pay them each time, or what arrives meanwhile waits behind them.
 *
 * @param lingerMs how long it stays open without a user
 */
export function lingering(open: Open, lingerMs: number): Lingering {
  let close: (() => void) | null = null;
  let isUsed = false;
  let leaving: ReturnType<typeof setTimeout> | undefined;

  const end = () => {
    close?.();
    close = null;
  };
  return {
    enter() {
      isUsed = true;
      clearTimeout(leaving);
      close ??= open();
    },
    leave() {
      isUsed = false;
      leaving = setTimeout(end, lingerMs);
    },
    renew() {
      end();
      if (isUsed) close = open();
    },
  };
}
