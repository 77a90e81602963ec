/** Sizes in bytes of the FIT base types 0–16, by number without the endian flag. */
const BASE_TYPE_SIZES = [1, 1, 1, 2, 2, 4, 4, 1, 4, 8, 1, 2, 4, 1, 8, 8, 8];
const STRING = 7;

/** Where a wanted field lies in a message; `at` counts from the message's first content byte. */
export interface FitField {
  number: number;
  at: number;
  size: number;
  baseType: number;
}

/**
 * A field as a number; null when it carries its type's "invalid" value, is not a number, or its size
 * does not fit its type. Of an array the `index`-th element.
 */
export function fitNumber(
  view: DataView,
  start: number,
  field: FitField,
  littleEndian: boolean,
  index = 0,
): number | null {
  const elementSize = BASE_TYPE_SIZES[field.baseType];
  if (elementSize === undefined || field.size % elementSize !== 0) return null;
  if ((index + 1) * elementSize > field.size) return null;
  const at = start + field.at + index * elementSize;
  switch (field.baseType) {
    case 0:
    case 2:
    case 13:
      return unless(view.getUint8(at), 0xff);
    case 1:
      return unless(view.getInt8(at), 0x7f);
    case 3:
      return unless(view.getInt16(at, littleEndian), 0x7fff);
    case 4:
      return unless(view.getUint16(at, littleEndian), 0xffff);
    case 5:
      return unless(view.getInt32(at, littleEndian), 0x7fffffff);
    case 6:
      return unless(view.getUint32(at, littleEndian), 0xffffffff);
    case 8:
      return finite(view.getFloat32(at, littleEndian));
    case 9:
      return finite(view.getFloat64(at, littleEndian));
    case 10:
      return unless(view.getUint8(at), 0);
    case 11:
      return unless(view.getUint16(at, littleEndian), 0);
    case 12:
      return unless(view.getUint32(at, littleEndian), 0);
    default:
      return null;
  }
}

/** How many elements a field holds. */
export function fitFieldLength(field: FitField): number {
  return Math.floor(field.size / (BASE_TYPE_SIZES[field.baseType] ?? field.size + 1));
}

const utf8 = new TextDecoder();

/** A text field up to its terminator; null when empty or not a text. */
export function fitText(bytes: Uint8Array, start: number, field: FitField): string | null {
  if (field.baseType !== STRING) return null;
  const content = bytes.subarray(start + field.at, start + field.at + field.size);
  const end = content.indexOf(0);
  const text = utf8
    .decode(end < 0 ? content : content.subarray(0, end))
    .replaceAll('\uFFFD', '')
    .trim();
  return text === '' ? null : text;
}

const unless = (value: number, invalid: number) => (value === invalid ? null : value);
const finite = (value: number) => (Number.isFinite(value) ? value : null);
