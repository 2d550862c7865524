import { describe, expect, it } from '@jest/globals'
import type { StepOptions, StepResult } from '../simulator/runner/step.ts'
import type { GitHubOptions } from '../simulator/github.ts'
import { person } from '../simulator/github-world.ts'
import { inWorld, PULL_REQUEST, type World } from './world.ts'

const TRAINED = [{ afterMs: 0, status: 'SUCCESS' }]
const GITEA: GitHubOptions = { prefix: '/api/v1', actor: { ...person('gitea-actions'), id: -2 } }

/** A world with another server than github.com, on a pull request with so many comments that they take three pages. */
function inBusyWorld(github: GitHubOptions, story: (world: World, site: string) => Promise<void>) {
  return inWorld({ github, forge: { timeline: TRAINED } }, (world) => {
    for (let n = 1; n <= 205; n++) world.github.addComment(PULL_REQUEST, `comment ${n}`, person('octocat'))
    return story(world, new URL(world.github.url).origin)
  })
}

/** Runs the step twice, as somebody who runs the workflow again. */
async function runTwice(world: World, options: Partial<StepOptions>): Promise<readonly StepResult[]> {
  const first = await world.run(options)
  return [first, await world.run({ ...options, run: { ...options.run, id: 8124 } })]
}

const ours = (world: World) => world.comments.filter((body) => !/^comment \d+$/.test(body))

describe.each<[string, GitHubOptions, string, RegExp]>([
  ['GitHub Enterprise Server', { prefix: '/api/v3' }, '', /^\/api\/(v3\/|graphql$)/],
  ['Gitea', GITEA, '/', /^\/api\/v1\//],
])('%s', (_, github, slash, paths) => {
  it('is asked below its path, gets one comment, and is linked to', () =>
    inBusyWorld(github, async (world, site) => {
      const [first, second] = await runTwice(world, { run: { id: 8123, serverUrl: `${site}${slash}` } })
      expect([first?.exitCode, second?.exitCode]).toEqual([0, 0])
      expect(world.github.requests.filter(({ path }) => !paths.test(path))).toEqual([])
      // The second run finds the comment behind all others, and in it the job.
      expect(ours(world)).toHaveLength(1)
      expect(second?.outputs['reused']).toBe('true')
      expect(world.forge.accepted).toHaveLength(1)
      const [comment = ''] = ours(world)
      const links = [...comment.matchAll(/href="([^"]+)"/g)].map(([, url]) => url)
      expect(links).toContain(`${site}/acme/models/actions/runs/8124/job/44000000001`)
      expect(links.filter((url) => !url?.startsWith(`${site}/acme/models/`))).toEqual([])
      expect(second?.outputs['comment-url']).toMatch(`${site}/acme/models/pull/${PULL_REQUEST}#issuecomment-`)
    }))
})
