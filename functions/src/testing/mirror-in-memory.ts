import type { RelationalMirror } from '../ports/relational-mirror.ts';

/** A mirror that knows only whom it was shown, who is pending and who went; `onShow` comes in between. */
export function mirrorInMemory(onShow: () => Promise<void> = () => Promise.resolve()) {
  const pending = new Set<string>();
  const shown: number[] = [];
  const removed: string[] = [];
  const mirror: RelationalMirror = {
    open: () =>
      Promise.resolve({
        readThrough: () => Promise.resolve(null),
        show: async (rows) => {
          const activities = rows.activityIds.length;
          await onShow();
          shown.push(activities);
          pending.delete(rows.uid);
          return { read: activities, written: activities };
        },
        remove: (uid) => {
          removed.push(uid);
          return Promise.resolve({ read: 0, written: 0 });
        },
        notePending: (uids) => {
          for (const uid of uids) pending.add(uid);
          return Promise.resolve();
        },
        pending: () => Promise.resolve([...pending]),
        pass: () => Promise.resolve({ pass: 1, cursor: '', complete: true }),
        restartPass: () => Promise.resolve(),
        advancePass: () => Promise.resolve(),
        uids: () => Promise.resolve([]),
        compareTwin: () => Promise.resolve({ compared: 0, waiting: 0, differences: [] }),
        close: () => Promise.resolve(),
      }),
  };
  return { mirror, shown, pending, removed };
}
