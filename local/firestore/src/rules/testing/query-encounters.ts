import fc from 'fast-check';
import type { WireFilter, WireValue } from '../index.ts';
import { DOCUMENT_RULES } from './rules-tester.ts';

/** Values as the rules and as the wire write them. */
const SCALARS: [string, WireValue][] = [
  ['0', { integerValue: '0' }],
  ['1', { integerValue: '1' }],
  ['2', { integerValue: '2' }],
  ['0.0', { doubleValue: 0 }],
  ['-0.0', { doubleValue: '-0' }],
  ['1.0', { doubleValue: 1 }],
  ['1.5', { doubleValue: 1.5 }],
  ["float('1') / 0 * 0", { doubleValue: 'NaN' }],
  ["'x'", { stringValue: 'x' }],
  ["'y'", { stringValue: 'y' }],
  ["'alice'", { stringValue: 'alice' }],
  ['true', { booleanValue: true }],
  ['false', { booleanValue: false }],
  ['null', { nullValue: null }],
  ['timestamp.value(1)', { timestampValue: '1970-01-01T00:00:00.001Z' }],
  ['latlng.value(0, 1)', { geoPointValue: { latitude: 0, longitude: 1 } }],
];

const FREE = { id: "'1'", up: '/p/x' };

const DEMANDS: [string, (data: string, literal: string) => string][] = [
  ['EQUAL', (data, literal) => `${data} == ${literal}`],
  ['EQUAL', (data, literal) => `${data} in [1, ${literal}]`],
  ['EQUAL', (data) => `1.0 / ${data} > 0`],
  ['EQUAL', (data) => `${data} is int`],
  ['NOT_EQUAL', (data, literal) => `${data} != ${literal}`],
  ['LESS_THAN', (data, literal) => `${data} <= ${literal}`],
  ['GREATER_THAN', (data, literal) => `${data} > ${literal}`],
  ['GREATER_THAN_OR_EQUAL', (data, literal) => `!(${data} < ${literal})`],
  ['ARRAY_CONTAINS', (data, literal) => `${literal} in ${data}`],
  ['ARRAY_CONTAINS', (data, literal) => `${data}.hasAny([1, ${literal}])`],
];

/** Rules, queries and documents over the same few fields and values, so that they meet. */
function encounters(scalars: readonly [string, WireValue][], fields: readonly string[]) {
  const scalar = fc.constantFrom(...scalars);
  const field = fc.constantFrom(...fields);
  const rich = fc.oneof(
    { weight: 6, arbitrary: scalar },
    {
      weight: 2,
      arbitrary: fc
        .array(scalar, { maxLength: 3 })
        .map((items): [string, WireValue] => [
          `[${items.map(([text]) => text).join(', ')}]`,
          { arrayValue: { values: items.map(([, wire]) => wire) } },
        ]),
    },
    {
      weight: 1,
      arbitrary: scalar.map(([text, wire]): [string, WireValue] => [
        `{'x': ${text}}`,
        { mapValue: { fields: { x: wire } } },
      ]),
    },
  );
  const path = fc.constantFrom('c/1', 'c/x', 'c/2', 'p/x/c/1', 'p/x/c/x', 'p/y/c/1', 'p/x/d/1');

  const documents = fc.array(
    fc.record({
      path,
      fields: fc.dictionary(
        fc.constantFrom('a', 'b', 'm'),
        rich.map(([, wire]) => wire),
        {
          maxKeys: 3,
        },
      ),
    }),
    { minLength: 1, maxLength: 8 },
  );

  const name = path.map((each): WireValue => ({
    referenceValue: `projects/p/databases/(default)/documents/${each}`,
  }));
  const listOf = (value: fc.Arbitrary<WireValue>): fc.Arbitrary<WireValue> =>
    fc
      .array(value, { minLength: 1, maxLength: 3 })
      .map((values): WireValue => ({ arrayValue: { values } }));
  const wire = rich.map(([, each]) => each);
  const fieldFilter = (
    paths: fc.Arbitrary<string>,
    ops: readonly string[],
    value: fc.Arbitrary<WireValue>,
  ): fc.Arbitrary<WireFilter> =>
    fc
      .tuple(paths, fc.constantFrom(...ops), value)
      .map(([fieldPath, op, each]) => ({ fieldFilter: { field: { fieldPath }, op, value: each } }));

  const { filter } = fc.letrec<{ filter: WireFilter }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small' },
      fieldFilter(field, ['EQUAL', 'EQUAL', 'EQUAL', 'NOT_EQUAL', 'ARRAY_CONTAINS'], wire),
      fieldFilter(
        field,
        ['LESS_THAN', 'LESS_THAN_OR_EQUAL', 'GREATER_THAN', 'GREATER_THAN_OR_EQUAL'],
        wire,
      ),
      fieldFilter(field, ['IN', 'NOT_IN', 'ARRAY_CONTAINS_ANY'], listOf(wire)),
      fieldFilter(fc.constant('__name__'), ['EQUAL', 'LESS_THAN', 'NOT_EQUAL'], name),
      fieldFilter(fc.constant('__name__'), ['IN'], listOf(name)),
      fc
        .tuple(field, fc.constantFrom('IS_NULL', 'IS_NAN', 'IS_NOT_NULL', 'IS_NOT_NAN'))
        .map(([fieldPath, op]): WireFilter => ({ unaryFilter: { field: { fieldPath }, op } })),
      fc
        .tuple(
          fc.constantFrom('AND', 'OR'),
          fc.array(tie('filter'), { minLength: 1, maxLength: 3 }),
        )
        .map(([op, filters]): WireFilter => ({ compositeFilter: { op, filters } })),
    ),
  }));

  const query = fc.record({
    parent: fc.constantFrom('', '', 'p/x'),
    collectionId: fc.constantFrom('c', 'c', 'c', null),
    allDescendants: fc.boolean(),
    filter: fc.option(filter, { freq: 1 }),
    orderBy: fc
      .option(field, { freq: 1 })
      .map((each) => (each === null ? [] : [{ field: each, direction: 'ASCENDING' as const }])),
    limit: fc.constantFrom(null, 5, 50),
  });

  const literal = rich.map(([text]) => text);
  const data = field.map((each) => `resource.data.${each}`);
  const typeName = fc.constantFrom('int', 'float', 'number', 'string', 'list', 'map', 'bool');
  const operator = fc.constantFrom('==', '==', '!=', '<', '<=', '>', '>=', 'in');
  const plain = fc.oneof(
    fc.tuple(data, operator, literal).map((parts) => parts.join(' ')),
    fc.tuple(literal, operator, data).map((parts) => parts.join(' ')),
    fc.tuple(data, fc.constantFrom('==', '<='), data).map((parts) => parts.join(' ')),
    fc
      .tuple(data, fc.array(scalar, { maxLength: 3 }))
      .map(([each, items]) => `${each} in [${items.map(([text]) => text).join(', ')}]`),
    fc.tuple(data, typeName).map(([each, type]) => `${each} is ${type}`),
    fc.constantFrom('a', 'b', 'm').map((each) => `'${each}' in resource.data`),
    fc
      .tuple(fc.constantFrom('a', 'b'), literal)
      .map(([key, text]) => `resource.data.get('${key}', ${text}) == ${text}`),
    literal.map((text) => `resource.data.get(['m', 'x'], ${text}) == ${text}`),
    fc
      .tuple(data, fc.constantFrom('hasAny', 'hasAll'), literal)
      .map(([each, method, text]) => `${each}.${method}([${text}])`),
    fc.tuple(data, literal).map(([each, text]) => `1.0 / ${each} > 0 || ${each} + 1 == ${text}`),
    data.map((each) => `yes(${each})`),
    data.map((each) => `quiet(${each})`),
    fc.constantFrom(
      'true',
      'request.auth != null',
      "id == '1'",
      "resource.id == 'x'",
      'id is string',
      'resource != null',
      'resource.data is map',
      "resource.data.keys().hasAny(['a'])",
      'resource.data.size() > 0',
      "up == /p/x || id == 'x'",
      'resource.data == {}',
      'request.query.limit <= 10',
      'resource.__name__ == request.path',
      'exists(/databases/$(database)/documents/users/$(resource.data.a))',
      '!exists(/databases/$(database)/documents/users/$(id))',
    ),
  );
  const { condition } = fc.letrec<{ condition: string }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small' },
      { weight: 4, arbitrary: plain },
      {
        weight: 3,
        arbitrary: fc
          .tuple(tie('condition'), fc.constantFrom('&&', '||', '||', '==', '!='), tie('condition'))
          .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
      },
      { weight: 1, arbitrary: tie('condition').map((each) => `!(${each})`) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(tie('condition'), tie('condition'), tie('condition'))
          .map(([test, yes, no]) => `(${test} ? ${yes} : ${no})`),
      },
    ),
  }));
  const pattern = fc.constantFrom(
    '/{up=**}/c/{id}',
    '/{up=**}/c/{id}',
    '/{up=**}/{any}/{id}',
    '/c/{id}',
    '/c/1',
    '/p/{o}/c/{id}',
    '/p/x/{up=**}',
  );

  const rules = fc
    .array(fc.tuple(pattern, condition), { minLength: 1, maxLength: 3 })
    .map((blocks) =>
      [
        'function yes(x) { let y = x; return true; }',
        'function quiet(x) { return x == x || true; }',
        ...blocks.map(([each, test]) => {
          // A pattern without one of the two wildcards gets a constant in its place.
          const bound = Object.entries(FREE).reduce(
            (text, [wildcard, value]) =>
              new RegExp(`\\{${wildcard}[=}]`).test(each)
                ? text
                : text.replace(new RegExp(`(?<![.\\w])${wildcard}(?!\\w)`, 'g'), value),
            test,
          );
          return `match ${each} { allow list: if ${bound}; }`;
        }),
      ].join('\n'),
    );

  // Chance alone rarely finds a filter that satisfies a rule, so most runs ask for what a rule wants.
  const demand = fc
    .tuple(
      field,
      rich,
      fc.constantFrom(...DEMANDS),
      fc.constantFrom('&&', '&&', '||'),
      condition,
      path,
    )
    .map(([fieldPath, [text, value], [op, test], sign, other, place]) => ({
      filter: { fieldFilter: { field: { fieldPath }, op, value } },
      rule: `match /{up=**}/c/{id} { allow list: if ${test(`resource.data.${fieldPath}`, text)}
        ${sign} (${other}${sign === '&&' ? ' || true' : ''}); }`,
      document: {
        path: place,
        fields:
          fieldPath === 'm.x'
            ? { m: { mapValue: { fields: { x: value } } } }
            : { [fieldPath]: value },
      },
    }));
  return fc
    .tuple(rules, query, documents, fc.option(demand, { freq: 5 }))
    .map(([blocks, shape, stored, wanted]) => {
      if (wanted === null) return { source: DOCUMENT_RULES(blocks), shape, stored };
      const filters = shape.filter === null ? [wanted.filter] : [wanted.filter, shape.filter];
      return {
        source: DOCUMENT_RULES(`${blocks}\n${wanted.rule}`),
        shape: { ...shape, filter: { compositeFilter: { op: 'AND', filters } } },
        stored: [...stored, wanted.document],
      };
    });
}

/** For the property test: a ruleset, a query and documents that have to do with one another. */
export const encounter = fc
  .tuple(
    fc.shuffledSubarray(SCALARS, { minLength: 2, maxLength: 4 }),
    fc.shuffledSubarray(['a', 'b', 'm', 'm.x'], { minLength: 1, maxLength: 2 }),
  )
  .chain(([scalars, fields]) => encounters(scalars, fields));
