import { createContext } from 'svelte';

/** The day all charts point at: the one under the pointer, else the pinned one. */
export class DaySelection {
  hovered = $state<number | null>(null);
  pinned = $state<number | null>(null);

  get ordinal(): number | null {
    return this.hovered ?? this.pinned;
  }

  pin(ordinal: number) {
    this.pinned = this.pinned === ordinal ? null : ordinal;
  }
  clear() {
    this.hovered = null;
    this.pinned = null;
  }
}

export const [getDaySelection, setDaySelection] = createContext<DaySelection>();
