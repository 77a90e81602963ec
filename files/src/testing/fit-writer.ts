import { fitCrc } from '../fit/fit-crc.ts';

/** Base types as the FIT protocol writes them. */
export const FIT_TYPE = {
  enum: 0x00,
  uint8: 0x02,
  sint32: 0x85,
  uint16: 0x84,
  uint32: 0x86,
  string: 0x07,
  byte: 0x0d,
} as const;

type Field = readonly [number: number, size: number, baseType: number];

/** Writes FIT files message by message, so that tests and benchmarks can invent recordings. */
export class FitWriter {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #at = 14;
  readonly #fields = new Map<number, { fields: readonly Field[]; littleEndian: boolean }>();

  /** Announces the layout of local message `local`; `developer` lists the sizes of foreign fields. */
  define(
    local: number,
    message: number,
    fields: readonly Field[],
    { littleEndian = true, developer = [] as number[] } = {},
  ): this {
    this.#fields.set(local, { fields, littleEndian });
    this.#put(1, 0x40 | local | (developer.length > 0 ? 0x20 : 0));
    this.#put(1, 0);
    this.#put(1, littleEndian ? 0 : 1);
    this.#put(2, message, littleEndian);
    this.#put(1, fields.length);
    for (const field of fields) for (const byte of field) this.#put(1, byte);
    if (developer.length > 0) {
      this.#put(1, developer.length);
      developer.forEach((size, i) => [i, size, 0].forEach((byte) => this.#put(1, byte)));
    }
    return this;
  }

  /** A message with a value a field, in the order of its definition, then developer bytes. */
  message(local: number, values: readonly (number | string)[], developer: readonly number[] = []) {
    this.#put(1, local);
    return this.#content(local, values, developer);
  }

  /** A message whose time is five bits in its header. */
  compressed(local: number, timeOffset: number, values: readonly (number | string)[]): this {
    this.#put(1, 0x80 | (local << 5) | (timeOffset & 0x1f));
    return this.#content(local, values, []);
  }

  /** The file: header, content, checksum. */
  finish(): Uint8Array {
    const contentEnd = this.#at;
    this.#view.setUint8(0, 14);
    this.#view.setUint8(1, 0x20);
    this.#view.setUint16(2, 21_217, true);
    this.#view.setUint32(4, contentEnd - 14, true);
    [0x2e, 0x46, 0x49, 0x54].forEach((byte, i) => this.#view.setUint8(8 + i, byte));
    this.#view.setUint16(12, fitCrc(this.#bytes, 0, 12), true);
    this.#put(2, fitCrc(this.#bytes, 0, contentEnd));
    return this.#bytes.slice(0, this.#at);
  }

  #content(
    local: number,
    values: readonly (number | string)[],
    developer: readonly number[],
  ): this {
    const { fields, littleEndian } = this.#fields.get(local) ?? { fields: [], littleEndian: true };
    fields.forEach(([, size], i) => {
      const value = values[i] ?? 0;
      if (typeof value === 'number') this.#put(size, value, littleEndian);
      else for (let c = 0; c < size; c++) this.#put(1, c < value.length ? value.charCodeAt(c) : 0);
    });
    for (const byte of developer) this.#put(1, byte);
    return this;
  }

  #put(size: number, value: number, littleEndian = true): void {
    if (this.#at + 8 > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    if (size === 1) this.#view.setUint8(this.#at, value);
    else if (size === 2) this.#view.setUint16(this.#at, value, littleEndian);
    else this.#view.setUint32(this.#at, value, littleEndian);
    this.#at += size;
  }
}

/** Refreshes the checksum of a single-part file after its content was changed. */
export function withFitCrc(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  view.setUint16(12, 0, true);
  view.setUint16(copy.length - 2, fitCrc(copy, 0, copy.length - 2), true);
  return copy;
}
