// Windows has no signals that a process can answer, no named pipes, no links for everybody, and no permissions or paths in
// the manner of POSIX.
const notOnWindows = [
  '/test/processes/',
  '/test/e2e/where\\.test\\.ts$',
  '/test/platform/(files|manifest-file)\\.test\\.ts$',
  '/test/release/dist-files\\.test\\.ts$',
  '/test/runner/run-action\\.test\\.ts$',
  '/test/simulator/cli\\.test\\.ts$',
]
const left = process.platform === 'win32' ? notOnWindows : []

const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '<rootDir>/test/strip-types.mjs' },
}

export default {
  // Tests that run beside each other wait for real time, not for the processor.
  maxConcurrency: 14,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/test/e2e/',
        '/test/processes/',
        '/test/workflows/',
        '/test/metadata/',
        ...left,
      ],
    },
    {
      ...base,
      displayName: 'bundle',
      testMatch: ['<rootDir>/test/{e2e,processes}/**/*.test.ts'],
      testPathIgnorePatterns: left,
      globalSetup: '<rootDir>/test/judges/setup.mjs',
      globalTeardown: '<rootDir>/test/judges/teardown.mjs',
    },
  ],
  // Processes that are stopped are mostly waited for: one worker more than the two cores of a small machine.
  maxWorkers: 3,
  // Only what hangs is to fail: a busy machine is slow.
  testTimeout: 60_000,
  collectCoverageFrom: ['src/**/*.ts', '!src/**/*.gen.ts'],
  coverageReporters: ['text-summary', 'lcovonly', 'html'],
  coverageThreshold: { global: { branches: 95, lines: 95 } },
}
