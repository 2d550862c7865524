// Suites that cannot pass on Windows, which lacks POSIX signals, named pipes, permissions and paths; symlinks need a
// privilege.
const posixOnly = [
  '/test/processes/',
  '/test/e2e/environments\\.test\\.ts$',
  '/test/runtime/(files|manifest-file)\\.test\\.ts$',
  '/test/release/dist-files\\.test\\.ts$',
  '/test/simulator/runner/run-action\\.test\\.ts$',
  '/test/simulator/cli\\.test\\.ts$',
]
const ignored = process.platform === 'win32' ? posixOnly : []

const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '<rootDir>/test/strip-types.mjs' },
  testPathIgnorePatterns: ignored,
}
const bundle = {
  ...base,
  globalSetup: '<rootDir>/test/external-validators/setup.mjs',
  globalTeardown: '<rootDir>/test/external-validators/teardown.mjs',
}
const mutatedTests = process.env['MUTATION_TESTS']
const projects = [
  {
    ...base,
    displayName: 'unit',
    testMatch: ['<rootDir>/test/**/*.test.ts'],
    testPathIgnorePatterns: [
      '/test/e2e/',
      '/test/processes/',
      '/test/workflows/',
      '/test/metadata/',
      ...ignored,
    ],
  },
  { ...bundle, displayName: 'bundle', testMatch: ['<rootDir>/test/{e2e,processes}/**/*.test.ts'] },
  // The next two need the tools installed by `scripts/tools.ts`.
  { ...bundle, displayName: 'workflows', testMatch: ['<rootDir>/test/workflows/**/*.test.ts'] },
  { ...base, displayName: 'metadata', testMatch: ['<rootDir>/test/{metadata,docs}/**/*.test.ts'] },
]

/**
 * Tests for Stryker, which cannot select a project. Excludes property tests, whose thousands of cases would run for
 * each mutant.
 */
const mutation = {
  ...base,
  displayName: 'mutation',
  testMatch: [`<rootDir>/test/{${mutatedTests},none}/**/*.test.ts`],
  testPathIgnorePatterns: ['\\b(property|submission-model|diagnostic-limit)\\.test\\.ts$'],
}

/** Select projects with `--selectProjects`; plain `jest` runs all of them. */
export default {
  projects: mutatedTests === undefined ? projects : [mutation],
  // Concurrent tests of one file mostly wait for timers, so they need little CPU.
  maxConcurrency: 14,
  // Workers mostly wait for child processes, so one more than the two cores of a small machine.
  maxWorkers: 3,
  // Only for hanging tests; slow machines must not reach it.
  testTimeout: 300_000,
  collectCoverageFrom: ['src/**/*.ts', '!src/**/*.gen.ts'],
  coverageReporters: ['text-summary', 'lcovonly', 'html'],
  coverageThreshold: { global: { branches: 95, lines: 95 } },
}
