import { createContext } from 'svelte';

/** The day all charts point at: the one under the pointer, else the pinned one. */
export class DaySelection {
  hovered = $state<number | null>(null);
  pinned = $state<number | null>(null);

  get ordinal(): number | null {
    return this.hovered ?? this.pinned;
  }

  /** The chosen day as a chart from one day to another shows it; the last while none is chosen. */
  within(first: number, last: number): number {
    return Math.min(last, Math.max(first, this.ordinal ?? last));
  }
  /** Moves by as many days as the key stands for, pins or clears; other keys are let through. */
  press(event: KeyboardEvent, days: Record<string, number>, first: number, last: number) {
    const current = this.within(first, last);
    const step = days[event.key];
    if (step !== undefined) this.hovered = Math.min(last, Math.max(first, current + step));
    else if (event.key === 'Enter' || event.key === ' ') this.pin(current);
    else if (event.key === 'Escape') this.clear();
    else return;
    event.preventDefault();
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
