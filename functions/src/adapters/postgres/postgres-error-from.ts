import { ServiceError } from '../../errors/service-error.ts';

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'EAI_AGAIN',
]);
const WRONG_LOGIN = new Set(['28P01', '28000']);
const DISK_FULL = '53100';
const NO_DATABASE = '3D000';
const NOT_ALLOWED = '42501';
/** Class 08 is connection trouble; 57P0x is a server that goes down. */
const LOST = /^(08...|57P0.|ECONNRESET|EPIPE)$/;
const TLS = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS)/;

/**
 * What PostgreSQL or the way to it refused, in words for the operator; `place` is host and database,
 * never the login. Anything of ours passes through.
 */
export function postgresErrorFrom(error: unknown, place: string): unknown {
  if (error instanceof ServiceError || !(error instanceof Error)) return error;
  const reason = reasonFor(error, place);
  if (reason === null) return error;
  return new ServiceError('upstream-unavailable', reason, { cause: error });
}

function reasonFor(error: Error, place: string): string | null {
  const { code } = error as { code?: string };
  if (/does not support SSL/.test(error.message)) {
    return `PostgreSQL at ${place} offers no TLS, which DATABASE_URL asks for by sslmode.`;
  }
  if (/Connection terminated|Client has encountered a connection error/.test(error.message)) {
    return `The connection to PostgreSQL at ${place} was lost; the next export goes on from there.`;
  }
  if (code === undefined) return null;
  if (UNREACHABLE.has(code)) return `PostgreSQL at ${place} does not answer (${code}).`;
  if (TLS.test(code)) return `The certificate of PostgreSQL at ${place} is not trusted (${code}).`;
  if (WRONG_LOGIN.has(code)) {
    return `PostgreSQL at ${place} refuses the user or password in DATABASE_URL.`;
  }
  if (code === NO_DATABASE) return `PostgreSQL at ${place} has no such database.`;
  if (code === NOT_ALLOWED) {
    return `The user in DATABASE_URL lacks a right on ${place}: ${error.message}.`;
  }
  if (code === DISK_FULL) {
    return `The disk of PostgreSQL at ${place} is full; what was exported before is intact.`;
  }
  if (LOST.test(code)) {
    return `The connection to PostgreSQL at ${place} was lost; the next export goes on from there.`;
  }
  return null;
}
