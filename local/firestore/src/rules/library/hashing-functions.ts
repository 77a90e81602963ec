import { createHash } from 'node:crypto';
import type { RuleValue } from '../rule-value.ts';
import { libraryFunction, wrongArgument, type FunctionTable } from './library-function.ts';

function bytesFrom(value: RuleValue | undefined): Uint8Array | null {
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  if (typeof value !== 'object' || value === null || !('type' in value)) return null;
  return value.type === 'bytes' ? value.bytes : null;
}

const hash = (name: string, digest: (bytes: Uint8Array) => Uint8Array) =>
  libraryFunction(1, ([value]) => {
    const bytes = bytesFrom(value);
    if (bytes === null) return wrongArgument(`hashing.${name}`, 'bytes or a string');
    return { type: 'bytes', bytes: digest(bytes) };
  });

/** Reflected CRC-32 with the given polynomial, as four bytes, most significant first. */
function crc32With(polynomial: number): (bytes: Uint8Array) => Uint8Array {
  const table = Uint32Array.from({ length: 256 }, (_, index) => {
    let remainder = index;
    for (let bit = 0; bit < 8; bit += 1) {
      remainder = remainder & 1 ? (remainder >>> 1) ^ polynomial : remainder >>> 1;
    }
    return remainder >>> 0;
  });
  return (bytes) => {
    let crc = 0xffffffff;
    for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
    const result = Buffer.alloc(4);
    result.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
    return result;
  };
}

const digestBy = (algorithm: string) => (bytes: Uint8Array) =>
  createHash(algorithm).update(bytes).digest();

export const hashingFunctions: FunctionTable = {
  md5: hash('md5', digestBy('md5')),
  sha256: hash('sha256', digestBy('sha256')),
  crc32: hash('crc32', crc32With(0xedb88320)),
  crc32c: hash('crc32c', crc32With(0x82f63b78)),
};
