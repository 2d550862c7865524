import config from './jest.config.js'

const [{ testPathIgnorePatterns, ...unit }] = config.projects

/** The judges of workflows and metadata, which need tools from outside. */
export default {
  projects: [
    { ...unit, displayName: 'metadata', testMatch: ['<rootDir>/test/{metadata,docs}/**/*.test.ts'] },
  ],
  maxWorkers: config.maxWorkers,
  testTimeout: config.testTimeout,
}
