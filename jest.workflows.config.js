import config from './jest.config.js'

const [, { testMatch: _, ...bundle }] = config.projects

/** Workflows in a real engine, which needs tools from outside and takes real time. */
export default {
  projects: [{ ...bundle, displayName: 'workflows', testMatch: ['<rootDir>/test/workflows/**/*.test.ts'] }],
  maxWorkers: 2,
  // Most of their time they wait.
  maxConcurrency: 5,
  testTimeout: 180_000,
}
