import { z } from 'zod';
import type { Identity } from '../../ports/identity.ts';
import type { Ports } from '../../ports/ports.ts';

export interface ApiCall<B = unknown> {
  /** Who is asking; on a public route nobody is known. */
  identity: Identity | null;
  /** Values of `{names}` in the path. */
  params: Record<string, string>;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: B;
}

export interface ApiAnswer {
  status?: number;
  /** Sent as JSON; nothing when left out. */
  body?: unknown;
  /** Sent part by part instead of a body; an error after the first part breaks the answer off. */
  stream?: AsyncIterable<Uint8Array>;
  headers?: Record<string, string>;
}

/** A call by a known athlete, whose user document exists. */
export interface AthleteCall<B = unknown> extends ApiCall<B> {
  identity: Identity;
}

export interface ApiRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Such as `/api/activities/{id}`; a name stands for one segment. */
  path: string;
  access: 'public' | 'athlete' | 'admin';
  maxBodyBytes: number;
  body: z.ZodType;
  run: (ports: Ports, call: ApiCall) => Promise<ApiAnswer>;
}

const SMALL_BODY_BYTES = 16_384;
const noBody = z.unknown();

interface RouteSpec<B> {
  method: ApiRoute['method'];
  path: string;
  /** What the body must look like; not looked at when left out. */
  body?: z.ZodType<B>;
  maxBodyBytes?: number;
}

/** A route for signed-in athletes. */
export function athleteRoute<B = unknown>(
  spec: RouteSpec<B>,
  run: (ports: Ports, call: AthleteCall<B>) => Promise<ApiAnswer>,
): ApiRoute {
  return { ...filled(spec), access: 'athlete', run: run as ApiRoute['run'] };
}

/** A route for athletes with the admin claim. */
export function adminRoute<B = unknown>(
  spec: RouteSpec<B>,
  run: (ports: Ports, call: AthleteCall<B>) => Promise<ApiAnswer>,
): ApiRoute {
  return { ...filled(spec), access: 'admin', run: run as ApiRoute['run'] };
}

/** A route for everybody. */
export function publicRoute<B = unknown>(
  spec: RouteSpec<B>,
  run: (ports: Ports, call: ApiCall<B>) => Promise<ApiAnswer>,
): ApiRoute {
  return { ...filled(spec), access: 'public', run: run as ApiRoute['run'] };
}

function filled<B>(
  spec: RouteSpec<B>,
): Pick<ApiRoute, 'method' | 'path' | 'body' | 'maxBodyBytes'> {
  return {
    method: spec.method,
    path: spec.path,
    body: spec.body ?? noBody,
    maxBodyBytes: spec.maxBodyBytes ?? SMALL_BODY_BYTES,
  };
}
