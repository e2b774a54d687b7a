/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.build'],
  // Functions that a test runs in its own process write their log lines to its console.
  silent: true,
  testTimeout: 90_000,
  maxWorkers: '100%',
  globalSetup: '<rootDir>/test/journeys/global-setup.ts',
};
