import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Rooms and what each may import; a later block replaces an earlier list, so lists are built here. */
const room = (name) => `@training-monkey/${name}`;
const SDKS = [
  '@google-cloud/*',
  '!@google-cloud/functions-framework',
  'firebase-admin',
  'firebase-admin/*',
  'pg',
  'pg-*',
  '@anthropic-ai/*',
];
const forbid = (message, ...group) => ({ group, message });
const restricted = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const otherRooms = {
  training: { regex: '^(?!zod$|\\.)', message: 'training imports itself and zod alone' },
  files: forbid(
    'files may import training and its own parsers, nothing with I/O',
    'node:*',
    room('functions'),
    room('web'),
    room('local'),
    ...SDKS,
  ),
  functions: forbid('functions never import web, local or scripts', room('web'), room('local')),
  web: forbid('web never imports functions or local', room('functions'), room('local'), 'node:*'),
  local: forbid(
    'local starts the others as deployed and shares no code with them',
    room('functions'),
    room('web'),
    room('files'),
  ),
};
const noClock = {
  'no-restricted-syntax': [
    'error',
    {
      selector: "NewExpression[callee.name='Date'][arguments.length=0]",
      message: 'Time comes in as a parameter.',
    },
    {
      selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
      message: 'Time comes in as a parameter.',
    },
    {
      selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
      message: 'Chance comes in as a parameter.',
    },
  ],
};
const TESTS = ['**/*.test.ts', '**/src/testing/**'];

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/build/',
      '**/.svelte-kit/',
      '.data/',
      'screenshots/',
      '**/node_modules/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.es2023 },
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': ['error', { allow: ['error'] }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: { parser: tseslint.parser },
    },
  },
  {
    // The linter sees an imported component as any; svelte-check knows its type and checks it.
    files: ['**/*.svelte'],
    rules: Object.fromEntries(
      ['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [
        `@typescript-eslint/no-unsafe-${use}`,
        'off',
      ]),
    ),
  },
  {
    files: ['training/src/**/*.ts'],
    ignores: TESTS,
    rules: { ...restricted(otherRooms.training), ...noClock },
  },
  {
    files: ['files/src/**/*.ts'],
    ignores: TESTS,
    rules: { ...restricted(otherRooms.files), ...noClock },
  },
  { files: ['functions/src/**/*.ts'], ignores: TESTS, rules: restricted(otherRooms.functions) },
  {
    files: ['functions/src/{use-cases,handlers}/**/*.ts'],
    ignores: TESTS,
    rules: restricted(
      otherRooms.functions,
      forbid('only adapters import SDKs', ...SDKS),
      forbid('use cases and handlers know ports, not adapters', '**/adapters/**'),
    ),
  },
  { files: ['web/src/**/*.{ts,svelte}'], rules: restricted(otherRooms.web) },
  {
    files: ['web/src/lib/**/*.{ts,svelte}'],
    rules: {
      ...restricted(otherRooms.web, forbid('only routes import the Kit', '$app/*', '$env/*')),
      // Addresses come in as properties, resolved by the route.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  { files: ['local/**/*.ts'], ignores: TESTS, rules: restricted(otherRooms.local) },
  {
    files: ['local/firestore/**/*.ts'],
    rules: restricted(otherRooms.local, forbid('the local Firestore knows no training', room('*'))),
  },
  {
    files: ['scripts/**', 'tests/**', 'local/**', '*.config.{js,ts}'],
    languageOptions: { globals: { ...globals.node } },
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
  prettier,
);
