import { UnreadableFileError } from '../unreadable-file-error.ts';
import type { FitField } from './fit-field.ts';

/** Global numbers of the messages that are read; every other message is stepped over. */
export const MESSAGE = {
  fileId: 0,
  session: 18,
  record: 20,
  event: 21,
  activity: 34,
  heartRate: 132,
} as const;

export const TIMESTAMP = 253;

const WANTED: Record<number, readonly number[]> = {
  [MESSAGE.fileId]: [0, 1, 8],
  [MESSAGE.session]: [TIMESTAMP, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 22],
  [MESSAGE.record]: [TIMESTAMP, 0, 1, 3, 5],
  [MESSAGE.event]: [TIMESTAMP, 0, 1],
  [MESSAGE.activity]: [TIMESTAMP, 5],
  [MESSAGE.heartRate]: [TIMESTAMP, 0, 6, 9, 10],
};

/** How the messages of one local number are laid out. */
export interface FitDefinition {
  message: number;
  littleEndian: boolean;
  /** Bytes of a message without its header byte, developer fields included. */
  size: number;
  fields: FitField[];
  /** Position of a plain 4-byte time, -1 without one. Any message may set the clock. */
  timeAt: number;
  /** Plain positions of a record's fields, -1 where absent; null when a field has an odd type. */
  plainRecord: { heartRateAt: number; distanceAt: number; latAt: number; longAt: number } | null;
}

const UINT8 = 2;
const SINT32 = 5;
const UINT32 = 6;

/** Reads the definition message at `at`; returns it and the position behind it. */
export function readFitDefinition(
  bytes: Uint8Array,
  at: number,
  end: number,
): { local: number; definition: FitDefinition; next: number } {
  const header = bytes[at] ?? 0;
  const fieldCount = bytes[at + 5] ?? 0;
  let next = at + 6 + fieldCount * 3;
  if (next > end) throw cutOff(at);
  const littleEndian = bytes[at + 2] === 0;
  const [a = 0, b = 0] = [bytes[at + 3], bytes[at + 4]];
  const message = littleEndian ? a | (b << 8) : (a << 8) | b;
  const wanted = WANTED[message];
  const fields: FitField[] = [];
  let size = 0;
  let timeAt = -1;
  for (let i = at + 6; i < next; i += 3) {
    const number = bytes[i] ?? 0;
    const fieldSize = bytes[i + 1] ?? 0;
    const baseType = (bytes[i + 2] ?? 0) & 0x1f;
    if (number === TIMESTAMP && fieldSize === 4 && baseType === UINT32) timeAt = size;
    if (wanted?.includes(number)) fields.push({ number, at: size, size: fieldSize, baseType });
    size += fieldSize;
  }
  if (header & 0x20) {
    if (next >= end) throw cutOff(at);
    const developerCount = bytes[next] ?? 0;
    const first = next + 1;
    next = first + developerCount * 3;
    if (next > end) throw cutOff(at);
    for (let i = first; i < next; i += 3) size += bytes[i + 1] ?? 0;
  }
  const plainRecord = message === MESSAGE.record ? plainRecordFields(fields) : null;
  return {
    local: header & 0x0f,
    definition: { message, littleEndian, size, fields, timeAt, plainRecord },
    next,
  };
}

function plainRecordFields(fields: FitField[]): FitDefinition['plainRecord'] {
  const at = { heartRateAt: -1, distanceAt: -1, latAt: -1, longAt: -1 };
  for (const field of fields) {
    const [size, type] = PLAIN_TYPES[field.number] ?? [4, UINT32];
    if (field.size !== size || field.baseType !== type) return null;
    if (field.number === 3) at.heartRateAt = field.at;
    else if (field.number === 5) at.distanceAt = field.at;
    else if (field.number === 0) at.latAt = field.at;
    else if (field.number === 1) at.longAt = field.at;
  }
  return at;
}

const PLAIN_TYPES: Record<number, readonly [size: number, type: number]> = {
  0: [4, SINT32],
  1: [4, SINT32],
  3: [1, UINT8],
  5: [4, UINT32],
};

/** The error for content that ends before it is complete. */
export function cutOff(at: number): UnreadableFileError {
  return new UnreadableFileError('FIT', `a message at byte ${at} is cut off, the file is damaged`);
}
