/** What a call to a language model took, in tokens. */
export interface TokenUsage {
  inputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  outputTokens: number;
}

/** What came of asking: a text, or why there is none. */
export type WriterAnswer =
  | { outcome: 'text' | 'refused' | 'truncated'; text: string; usage: TokenUsage }
  | { outcome: 'overloaded' | 'timed-out' | 'failed'; usage: null };

export interface WriterTurn {
  role: 'user' | 'assistant';
  text: string;
}

/** A language model that puts decisions into words. */
export interface CoachWriter {
  model: string;
  /** The most a call may write. */
  mostOutputTokens: number;
  /** Dollars for a usage; null while the model's price is not known. */
  costUsd: (usage: TokenUsage) => number | null;
  /** Never rejects: what goes wrong is an outcome. */
  write(fixed: string, turns: WriterTurn[]): Promise<WriterAnswer>;
}

export interface CoachAccess {
  writer: CoachWriter;
  /** Whether the operator allows data from Strava, and what follows from it, in requests. */
  mayUseStravaData: boolean;
  /** Tokens that an athlete may use a day. */
  dailyTokens: number;
}
