import { describe, expect, it } from '@jest/globals'
import { usedEndpoints } from '../../scripts/bundle/endpoints.ts'

const TABLE = {
  issues: {
    get: ['GET /issues/{number}'],
    list: ['GET /issues'],
    old: ['GET /old', {}, { renamed: ['a', 'b'] }],
  },
  pulls: { get: ['GET /pulls/{number}'] },
} as const

const compiled = (...texts: string[]) => new Map(texts.map((text, n) => [`${n}.js`, Buffer.from(text)]))

describe('usedEndpoints', () => {
  it('returns each endpoint in use once', () => {
    const files = compiled(
      'await octokit.rest.pulls.get({})',
      '({ rest }) => rest.issues\n  .list(); octokit.rest.pulls.get()',
    )
    expect(usedEndpoints(files, TABLE)).toEqual([
      ['issues', 'list', 'GET', '/issues'],
      ['pulls', 'get', 'GET', '/pulls/{number}'],
    ])
  })

  it.each([
    ['octokit.rest.pulls.list()', 'octokit.rest.pulls.list does not exist'],
    ['octokit.rest.users.get()', 'octokit.rest.users.get does not exist'],
    ['octokit.rest.issues.old()', 'the bundle does not support octokit.rest.issues.old'],
  ])('rejects %s', (call, message) => {
    expect(() => usedEndpoints(compiled(call), TABLE)).toThrow(message)
  })
})
