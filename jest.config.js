/** Files that ask a running stack. All others start at once, since nothing is bundled or synthesized for them. */
const CLOUD = [
  ...['journeys/.*', 'semantics/.*', 'conformance/tocsin-.*', 'faults/seeds-.*'],
  ...['examples/agents', 'examples/receivers', 'cli/commands', 'docs/deploy-steps', 'lib/cached-assembly'],
].map((name) => `/test/${name}\\.test\\.ts$`);

/** @type {import('jest').Config} */
const shared = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  // Packages that are ES modules only, which jest does not load.
  transformIgnorePatterns: ['/node_modules/(?!pbf/)'],
  transform: {
    '^.+\\.(ts|js)$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.build'],
};

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...CLOUD],
    },
    {
      ...shared,
      displayName: 'cloud',
      testRegex: CLOUD,
      globalSetup: '<rootDir>/test/journeys/global-setup.ts',
      moduleNameMapper: { '^\\./described$': '<rootDir>/test/openapi/kept-described.ts' },
    },
  ],
  testSequencer: '<rootDir>/test/longest-first.js',
  // Functions that a test runs in its own process write their log lines to its console.
  silent: true,
  testTimeout: 90_000,
  maxWorkers: '100%',
};
