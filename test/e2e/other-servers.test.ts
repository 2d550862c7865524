import { describe, expect, it } from '@jest/globals'
import type { StepOptions, StepResult } from '../simulator/runner/step.ts'
import type { GitHubOptions } from '../simulator/github.ts'
import { createUser } from '../simulator/simulated-repository.ts'
import { withEnvironment, PULL_REQUEST, type TestEnvironment } from './test-environment.ts'

const SUCCESS = [{ afterMs: 0, status: 'SUCCESS' }]
const GITEA: GitHubOptions = { prefix: '/api/v1', actor: { ...createUser('gitea-actions'), id: -2 } }

/** An environment with another server than github.com, and a pull request with three pages of comments. */
function withManyComments(
  github: GitHubOptions,
  test: (environment: TestEnvironment, site: string) => Promise<void>,
) {
  return withEnvironment({ github, forge: { timeline: SUCCESS } }, (environment) => {
    for (let n = 1; n <= 205; n++)
      environment.github.addComment(PULL_REQUEST, `comment ${n}`, createUser('octocat'))
    return test(environment, new URL(environment.github.url).origin)
  })
}

/** Runs the step twice, as two workflow runs. */
async function runTwice(
  environment: TestEnvironment,
  options: Partial<StepOptions>,
): Promise<readonly StepResult[]> {
  const first = await environment.run(options)
  return [first, await environment.run({ ...options, run: { ...options.run, id: 8124 } })]
}

const ownComments = (environment: TestEnvironment) =>
  environment.comments.filter((body) => !/^comment \d+$/.test(body))

describe.each<[string, GitHubOptions, string, RegExp]>([
  ['GitHub Enterprise Server', { prefix: '/api/v3' }, '', /^\/api\/(v3\/|graphql$)/],
  ['Gitea', GITEA, '/', /^\/api\/v1\//],
])('%s', (_, github, slash, paths) => {
  it('receives all requests below its API path, one comment, and links to itself', () =>
    withManyComments(github, async (environment, site) => {
      const [first, second] = await runTwice(environment, { run: { id: 8123, serverUrl: `${site}${slash}` } })
      expect([first?.exitCode, second?.exitCode]).toEqual([0, 0])
      expect(environment.github.requests.filter(({ path }) => !paths.test(path))).toEqual([])
      // The second run finds the comment after all others, and the job in it.
      expect(ownComments(environment)).toHaveLength(1)
      expect(second?.outputs['reused']).toBe('true')
      expect(environment.forge.accepted).toHaveLength(1)
      const [comment = ''] = ownComments(environment)
      const links = [...comment.matchAll(/href="([^"]+)"/g)].map(([, url]) => url)
      expect(links).toContain(`${site}/acme/models/actions/runs/8124/job/44000000001`)
      expect(links.filter((url) => !url?.startsWith(`${site}/acme/models/`))).toEqual([])
      expect(second?.outputs['comment-url']).toMatch(`${site}/acme/models/pull/${PULL_REQUEST}#issuecomment-`)
    }))
})
