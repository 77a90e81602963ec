import { describe, expect, test } from 'vitest';
import { compileRules, evaluate, evaluateQuery } from './index.ts';
import type { DocumentAccess, Method, WireValue } from './index.ts';
import type { RuleAuth } from './rule-request.ts';

/** A ruleset as an application has it, seen as its owner, as a member, as a stranger, as nobody. */
const ruleset = compileRules(`
rules_version = '2';

service cloud.firestore {
  match /databases/{database}/documents {
    function signedIn() {
      return request.auth != null;
    }
    function room(id) {
      return get(/databases/$(database)/documents/rooms/$(id)).data;
    }
    function isMember(id) {
      return signedIn() && request.auth.uid in room(id).members;
    }
    // Only these fields may differ between the old and the new document.
    function changesOnly(fields) {
      let diff = request.resource.data.diff(resource.data);
      return diff.affectedKeys().hasOnly(fields);
    }

    match /rooms/{roomId} {
      allow get: if isMember(roomId) || resource.data.public == true;
      allow list: if signedIn() && request.auth.uid in resource.data.members
                  && request.query.limit <= 50;
      allow create: if signedIn()
        && request.resource.data.keys().hasOnly(['name', 'owner', 'members', 'public'])
        && request.resource.data.owner == request.auth.uid
        && request.resource.data.name is string
        && request.resource.data.name.size() > 0 && request.resource.data.name.size() <= 20;
      allow update: if request.auth.uid == resource.data.owner && changesOnly(['name', 'members']);
      allow delete: if request.auth.token.admin == true || request.auth.uid == resource.data.owner;

      match /messages/{message} {
        allow read: if isMember(roomId);
        allow create: if isMember(roomId)
          && request.resource.data.author == request.auth.uid
          && request.resource.data.at == request.time
          && request.resource.data.text.matches('(?s).{1,100}');
        allow update, delete: if false;
      }
    }
    match /{path=**}/messages/{message} {
      allow list: if signedIn() && resource.data.author == request.auth.uid;
    }
  }
}`);

const text = (stringValue: string): WireValue => ({ stringValue });
const people = (...uids: string[]): WireValue => ({ arrayValue: { values: uids.map(text) } });
const ROOM = { name: text('Track'), owner: text('ada'), members: people('ada', 'bob') };
const NOW = { timestampValue: '2026-01-01T00:00:00Z' };
const TIME = { seconds: 1_767_225_600, nanos: 0 };
const access: DocumentAccess = {
  get: (path) => (path === 'rooms/r' ? { path, fields: ROOM } : null),
  getAfter: () => null,
};
const as = (uid: string, token: Record<string, unknown> = {}): RuleAuth => ({ uid, token });
type Fields = Record<string, WireValue> | null;

function allowed(
  auth: RuleAuth | null,
  method: Method,
  path: string,
  old: Fields,
  now: Fields = null,
) {
  const document = (fields: Fields) => fields && { path, fields };
  return evaluate(
    ruleset,
    {
      method,
      path,
      auth,
      database: '(default)',
      time: TIME,
      resource: document(old),
      newResource: document(now),
    },
    access,
  ).allowed;
}

describe('an application with rooms', () => {
  test.each<[string, boolean, RuleAuth | null, Method, string, Fields, Fields?]>([
    ['a member reads a room', true, as('bob'), 'get', 'rooms/r', ROOM],
    ['a stranger does not', false, as('eve'), 'get', 'rooms/r', ROOM],
    ['nobody does not', false, null, 'get', 'rooms/r', ROOM],
    [
      'nobody reads a public room',
      true,
      null,
      'get',
      'rooms/r',
      { ...ROOM, public: { booleanValue: true } },
    ],
    ['a missing room is not there for anybody', false, as('bob'), 'get', 'rooms/none', null],
    [
      'a room is made by its owner',
      true,
      as('eve'),
      'create',
      'rooms/n',
      null,
      { ...ROOM, owner: text('eve') },
    ],
    ['not for somebody else', false, as('eve'), 'create', 'rooms/n', null, ROOM],
    [
      'not with other fields',
      false,
      as('ada'),
      'create',
      'rooms/n',
      null,
      { ...ROOM, x: text('') },
    ],
    [
      'not without a name',
      false,
      as('ada'),
      'create',
      'rooms/n',
      null,
      { ...ROOM, name: text('') },
    ],
    [
      'the owner renames it',
      true,
      as('ada'),
      'update',
      'rooms/r',
      ROOM,
      { ...ROOM, name: text('Hill') },
    ],
    [
      'a member does not',
      false,
      as('bob'),
      'update',
      'rooms/r',
      ROOM,
      { ...ROOM, name: text('Hill') },
    ],
    [
      'the owner does not give it away',
      false,
      as('ada'),
      'update',
      'rooms/r',
      ROOM,
      { ...ROOM, owner: text('bob') },
    ],
    ['the owner deletes it', true, as('ada'), 'delete', 'rooms/r', ROOM],
    ['an administrator deletes it', true, as('zoe', { admin: true }), 'delete', 'rooms/r', ROOM],
    ['a member does not delete it', false, as('bob'), 'delete', 'rooms/r', ROOM],
    [
      'a member writes',
      true,
      as('bob'),
      'create',
      'rooms/r/messages/1',
      null,
      { author: text('bob'), at: NOW, text: text('hi\nyou') },
    ],
    [
      'not in another name',
      false,
      as('bob'),
      'create',
      'rooms/r/messages/1',
      null,
      { author: text('ada'), at: NOW, text: text('hi') },
    ],
    [
      'not at another time',
      false,
      as('bob'),
      'create',
      'rooms/r/messages/1',
      null,
      { author: text('bob'), at: { timestampValue: '2026-01-01T00:00:01Z' }, text: text('hi') },
    ],
    [
      'not too much',
      false,
      as('bob'),
      'create',
      'rooms/r/messages/1',
      null,
      { author: text('bob'), at: NOW, text: text('x'.repeat(101)) },
    ],
    [
      'a stranger does not write',
      false,
      as('eve'),
      'create',
      'rooms/r/messages/1',
      null,
      { author: text('eve'), at: NOW, text: text('hi') },
    ],
    ['a message stays', false, as('bob'), 'delete', 'rooms/r/messages/1', { author: text('bob') }],
    ['other collections are closed', false, as('zoe', { admin: true }), 'get', 'secrets/1', {}],
  ])('%s: %s', (_, expected, auth, method, path, old, now) => {
    expect(allowed(auth, method, path, old, now ?? null)).toBe(expected);
  });

  test('lists are proven from their filter', () => {
    const list = (uid: string, shape: object): boolean =>
      evaluateQuery(
        ruleset,
        {
          database: '(default)',
          parent: '',
          collectionId: 'rooms',
          allDescendants: false,
          filter: null,
          orderBy: [],
          limit: null,
          offset: null,
          auth: as(uid),
          time: TIME,
          ...shape,
        },
        access,
      ).allowed;
    const where = (fieldPath: string, op: string, value: WireValue) => ({
      filter: { fieldFilter: { field: { fieldPath }, op, value } },
    });
    const mine = where('members', 'ARRAY_CONTAINS', text('bob'));
    expect(list('bob', { ...mine, limit: 50 })).toBe(true);
    expect(list('bob', { ...mine, limit: 51 })).toBe(false);
    expect(list('bob', mine)).toBe(false);
    expect(list('bob', { limit: 50 })).toBe(false);
    expect(list('eve', { ...mine, limit: 50 })).toBe(false);
    const messages = { parent: 'rooms/r', collectionId: 'messages' };
    expect(list('bob', messages)).toBe(true);
    expect(list('eve', messages)).toBe(false);
    const written = { collectionId: 'messages', allDescendants: true };
    expect(list('bob', { ...written, ...where('author', 'EQUAL', text('bob')) })).toBe(true);
    expect(list('bob', { ...written, ...where('author', 'EQUAL', text('ada')) })).toBe(false);
    expect(list('bob', written)).toBe(false);
  });
});
