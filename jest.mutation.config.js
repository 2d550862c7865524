// Jest for npm run test:mutation: the tests of what is mutated. Properties are left out: each of their thousands of cases
// would be run for each mutant.
import config from './jest.config.js'

const { displayName: _, ...unit } = config.projects[0]

export default {
  ...unit,
  testMatch: [`<rootDir>/test/{${process.env['MUTATION_TESTS']},none}/**/*.test.ts`],
  testPathIgnorePatterns: ['\\b(property|flood)\\.test\\.ts$', '/test/job/model\\.test\\.ts$'],
}
