import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { gzipSync } from 'node:zlib';

const CONTENT_TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const COMPRESSIBLE = /^(?:text\/|application\/(?:json|manifest|wasm)|image\/svg)/;

interface KeptFile {
  modifiedMs: number;
  plain: Buffer;
  zipped: Buffer | null;
  etag: string;
}

/** Answers with files as Hosting does: typed, zipped for whoever takes it, revalidated by ETag. */
export class FileServer {
  readonly #kept = new Map<string, KeptFile>();

  serve(path: string, status: number, request: IncomingMessage, response: ServerResponse): void {
    const file = this.#read(path);
    const type = CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';
    response.setHeader('Content-Type', type);
    response.setHeader('ETag', file.etag);
    response.setHeader('Vary', 'Accept-Encoding');
    if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-cache');
    if (status === 200 && request.headers['if-none-match'] === file.etag) {
      response.writeHead(304).end();
      return;
    }
    const takesZipped = (request.headers['accept-encoding'] ?? '').includes('gzip');
    const zipped = takesZipped && COMPRESSIBLE.test(type) ? this.#zip(file) : null;
    if (zipped) response.setHeader('Content-Encoding', 'gzip');
    const body = zipped ?? file.plain;
    response.setHeader('Content-Length', body.length);
    response.writeHead(status).end(request.method === 'HEAD' ? undefined : body);
  }

  #read(path: string): KeptFile {
    const modifiedMs = statSync(path).mtimeMs;
    const known = this.#kept.get(path);
    if (known?.modifiedMs === modifiedMs) return known;
    const plain = readFileSync(path);
    const etag = `"${createHash('sha256').update(plain).digest('base64url')}"`;
    const file = { modifiedMs, plain, zipped: null, etag };
    this.#kept.set(path, file);
    return file;
  }

  #zip(file: KeptFile): Buffer {
    file.zipped ??= gzipSync(file.plain, { level: 9 });
    return file.zipped;
  }
}
