/** A resume token is the version it stands for, as eight bytes. */
export function resumeToken(version: number): Uint8Array {
  const token = Buffer.alloc(8);
  token.writeBigUInt64BE(BigInt(version));
  return token;
}

/** The version of a token; null for one that this server cannot have made. */
export function versionOfToken(token: Uint8Array): number | null {
  if (token.length !== 8) return null;
  const version = Number(Buffer.from(token).readBigUInt64BE());
  return Number.isSafeInteger(version) ? version : null;
}
