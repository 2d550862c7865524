const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '<rootDir>/test/strip-types.mjs' },
}

export default {
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/test/e2e/', '/test/processes/'],
    },
    { ...base, displayName: 'bundle', testMatch: ['<rootDir>/test/{e2e,processes}/**/*.test.ts'] },
  ],
  collectCoverageFrom: ['src/**/*.ts', '!src/**/*.gen.ts'],
  coverageReporters: ['text-summary', 'lcovonly', 'html'],
  coverageThreshold: { global: { branches: 95, lines: 95 } },
}
