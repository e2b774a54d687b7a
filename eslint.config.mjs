import boundaries from 'eslint-plugin-boundaries';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Which part may import from which; what is not named here is refused. Tests may import everything. */
const ARROWS = {
  core: ['core'],
  adapters: ['core', 'adapters'],
  lambdas: ['core', 'adapters', 'lambdas', 'environment', 'manifest'],
  environment: [],
  lib: ['lib', 'environment'],
  bin: ['lib'],
  local: ['local', 'lib', 'core', 'terminal'],
  demo: ['demo', 'sdk', 'terminal'],
  sdk: ['sdk'],
  cli: ['cli', 'sdk', 'terminal'],
  terminal: ['terminal'],
  bench: ['core', 'adapters', 'lambdas', 'local', 'sdk', 'bench'],
  // Only the adapter of Tocsin starts the local cloud.
  conformance: ['conformance', 'local'],
};

/** Folders that are one part each. */
const PARTS = [
  ...['core', 'adapters', 'lambdas', 'lib', 'bin', 'local', 'demo', 'sdk', 'cli', 'terminal'],
  ...['conformance', 'bench', 'test'],
];

const element = (type) => ({ element: { type } });

const POLICIES = [
  ...Object.entries(ARROWS).map(([from, to]) => ({
    from: element(from),
    allow: to.map((type) => ({ to: element(type) })),
  })),
  { from: element('test'), allow: [{ to: element('*') }] },
];

/** What the pure core may not reach: the network, the file system, processes, the SDK. */
const IMPURE = [
  '@aws-sdk/*',
  'node:fs',
  'node:fs/*',
  'node:http',
  'node:https',
  'node:net',
  'node:dns',
  'node:child_process',
  'node:process',
  'hono',
  'aws-cdk-lib',
  'aws-cdk-lib/*',
];

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'cdk.out',
      '.build',
      '.tocsin',
      'coverage',
      'jest.config.js',
      'test/longest-first.js',
      'eslint.config.mjs',
      'cli/tocsin.mjs',
      'examples',
      // Programs as users write them, with packages that are not ours.
      'test/frameworks/**/*.mjs',
      'demo/otel/agent',
      'sdk/api/openapi.ts',
      'sdk/dist',
      'sdk/tsdown.config.mts',
      'test/frameworks/js',
      'test/frameworks/node_modules',
      // Programs as users write them, with packages that are not ours.
      'test/frameworks/**/*.mjs',
      'demo/otel/agent',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { globals: globals.node, parserOptions: { projectService: true } },
    plugins: { boundaries },
    settings: {
      'import/resolver': { node: { extensions: ['.ts', '.mts', '.js', '.json'] } },
      'boundaries/elements': [
        { type: 'manifest', pattern: 'package.json', partialMatch: false },
        { type: 'environment', pattern: 'lambdas/environment.ts', partialMatch: false },
        ...PARTS.map((part) => ({ type: part, pattern: `${part}/**/*`, partialMatch: false })),
      ],
    },
    rules: {
      'boundaries/dependencies': ['error', { default: 'disallow', policies: POLICIES }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.{ts,mts}'],
    ignores: ['test/**'],
    rules: {
      complexity: ['error', 12],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 5],
    },
  },
  {
    files: ['core/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: IMPURE }],
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time comes in as an argument' },
        { object: 'Math', property: 'random', message: 'Randomness comes in as an argument' },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'local/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
