import { UNKNOWN_U32, type FitRecording, type FitSession } from './fit-recording.ts';

/** Which records are a session's: indices `from` to `to` (exclusive), times in FIT seconds. */
export interface RecordSpan {
  from: number;
  to: number;
  firstTime: number | null;
  lastTime: number | null;
  /** When the last sample ended, if the file tells. */
  endTime: number | null;
}

interface Share {
  session: FitSession | null;
  span: RecordSpan;
}

/**
 * Gives every record to a session: to the last one that had started by its time, those before all to
 * the first. Sessions come in order of start. Without any session the records stand for one.
 */
export function shareOutRecords(recording: FitRecording): Share[] {
  const { records, sessions } = recording;
  if (sessions.length === 0) {
    return records.length === 0
      ? []
      : [{ session: null, span: spanOf(recording, 0, records.length) }];
  }
  const ordered = sessions.toSorted((a, b) => startOf(a) - startOf(b));
  let from = 0;
  return ordered.map((session, i) => {
    const next = ordered[i + 1];
    let to = records.length;
    if (next) {
      const until = startOf(next);
      to = from;
      while (to < records.length && beforeOrUnknown(records.times[to] ?? UNKNOWN_U32, until)) to++;
    }
    const span = spanOf(recording, from, to);
    from = to;
    return { session, span };
  });
}

/** When a session began: as written, or its end less the time it took; null when it has neither. */
export function sessionStart({ startedAt, endedAt, elapsedTimeS }: FitSession): number | null {
  return startedAt ?? (endedAt === null ? null : Math.max(0, endedAt - (elapsedTimeS ?? 0)));
}

const startOf = (session: FitSession) => sessionStart(session) ?? 0;

const beforeOrUnknown = (time: number, until: number) => time === UNKNOWN_U32 || time < until;

function spanOf({ records, timerEvents }: FitRecording, from: number, to: number): RecordSpan {
  let firstTime: number | null = null;
  let lastTime: number | null = null;
  for (let i = from; i < to; i++) {
    const time = records.times[i] ?? UNKNOWN_U32;
    if (time === UNKNOWN_U32) continue;
    firstTime = firstTime === null ? time : Math.min(firstTime, time);
    lastTime = lastTime === null ? time : Math.max(lastTime, time);
  }
  const following = to < records.length ? records.times[to] : timerEvents.at(-1)?.at;
  const endTime =
    lastTime !== null && following !== undefined && following > lastTime ? following : null;
  return { from, to, firstTime, lastTime, endTime };
}
