import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import protobuf from 'protobufjs';
import { storedDocument } from '../values/document.ts';
import type { StoredDocument } from '../values/document.ts';
import { decodeDocument, encodedDocument } from '../values/value-protobuf.ts';
import type { Journal, Note } from './journal.ts';

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, document BLOB NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS notes (id TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
  INSERT OR IGNORE INTO clock (id, version) VALUES (1, 0);
`;

function decodeStored(bytes: Uint8Array): StoredDocument {
  const document = decodeDocument(protobuf.Reader.create(bytes), bytes.length);
  const { name, fields, createTime, updateTime } = document;
  if (!createTime || !updateTime) throw new Error(`Stored document ${name} has no times.`);
  return storedDocument(name, fields, createTime, updateTime);
}

/** One answer that cannot be given must not keep the others from theirs. */
function attempt(action: () => void): void {
  try {
    action();
  } catch (error) {
    console.error('firestore: an answer failed:', error);
  }
}

function opened(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'firestore.sqlite');
  try {
    const database = new DatabaseSync(path);
    database.exec(SCHEMA);
    return database;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${path} cannot be used (${reason}); remove it to begin anew`, { cause });
  }
}

/**
 * Writes commits to `firestore.sqlite` in a folder. Commits of one turn of the event loop share
 * one transaction and one fsync; nothing is acknowledged before it.
 */
export function sqliteJournal(folder: string): Journal {
  const database = opened(folder);
  const put = database.prepare('INSERT OR REPLACE INTO documents (name, document) VALUES (?, ?)');
  const remove = database.prepare('DELETE FROM documents WHERE name = ?');
  const tick = database.prepare('UPDATE clock SET version = ? WHERE id = 1');
  const putNote = database.prepare('INSERT OR REPLACE INTO notes (id, text) VALUES (?, ?)');
  const removeNote = database.prepare('DELETE FROM notes WHERE id = ?');
  let waiting: (() => void)[] | null = null;

  function flush(): void {
    if (!waiting) return;
    database.exec('COMMIT');
    const actions = waiting;
    waiting = null;
    for (const action of actions) attempt(action);
  }

  function begin(): void {
    if (waiting) return;
    database.exec('BEGIN');
    waiting = [];
    setImmediate(flush);
  }

  return {
    restore() {
      const rows = database.prepare('SELECT document FROM documents').all();
      const version = Number(database.prepare('SELECT version FROM clock').get()?.version);
      return {
        documents: rows.map((row) => decodeStored(row.document as Uint8Array)),
        version,
        notes: database.prepare('SELECT id, text FROM notes').all() as unknown as Note[],
      };
    },
    append(commit) {
      begin();
      for (const { name, after } of commit.changes) {
        if (after) put.run(name, encodedDocument(after));
        else remove.run(name);
      }
      tick.run(commit.version);
    },
    putNote(note) {
      begin();
      putNote.run(note.id, note.text);
    },
    removeNote(id) {
      begin();
      removeNote.run(id);
    },
    whenDurable(action) {
      if (waiting) waiting.push(action);
      else action();
    },
    close() {
      flush();
      database.close();
    },
  };
}
