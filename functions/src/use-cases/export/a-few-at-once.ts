/** Runs through items, some at a time; after a failure nothing more begins, and what runs is awaited. */
export async function aFewAtOnce<T>(
  items: Iterable<T>,
  atOnce: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items].reverse();
  const takeTurns = async () => {
    try {
      for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await run(item);
    } catch (error) {
      waiting.length = 0;
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, takeTurns));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
