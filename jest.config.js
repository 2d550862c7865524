// Suites that cannot pass on Windows: it has no POSIX signals, named pipes, permissions or paths, and links need a privilege.
const notOnWindows = [
  '/test/processes/',
  '/test/e2e/environments\\.test\\.ts$',
  '/test/runtime/(files|manifest-file)\\.test\\.ts$',
  '/test/release/dist-files\\.test\\.ts$',
  '/test/simulator/runner/run-action\\.test\\.ts$',
  '/test/simulator/cli\\.test\\.ts$',
]
const ignored = process.platform === 'win32' ? notOnWindows : []

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
  // The next two need the tools that `scripts/tools.ts` installs.
  { ...bundle, displayName: 'workflows', testMatch: ['<rootDir>/test/workflows/**/*.test.ts'] },
  { ...base, displayName: 'metadata', testMatch: ['<rootDir>/test/{metadata,docs}/**/*.test.ts'] },
]

/**
 * The tests that Stryker runs, which cannot select a project. Property tests are left out: each of their thousands of cases
 * would run once for each mutant.
 */
const mutation = {
  ...base,
  displayName: 'mutation',
  testMatch: [`<rootDir>/test/{${mutatedTests},none}/**/*.test.ts`],
  testPathIgnorePatterns: ['\\b(property|submission-model|diagnostic-limit)\\.test\\.ts$'],
}

/** Select projects with `--selectProjects`: a plain `jest` runs them all. */
export default {
  projects: mutatedTests === undefined ? projects : [mutation],
  // Tests of one file that run concurrently wait for timers, not for the processor.
  maxConcurrency: 14,
  // Most of the time of the child processes is waiting, so one worker more than the cores of a small machine.
  maxWorkers: 3,
  // For tests that hang. A slow or busy machine must not reach it.
  testTimeout: 300_000,
  collectCoverageFrom: ['src/**/*.ts', '!src/**/*.gen.ts'],
  coverageReporters: ['text-summary', 'lcovonly', 'html'],
  coverageThreshold: { global: { branches: 95, lines: 95 } },
}
