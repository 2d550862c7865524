import { describe, expect, it } from '@jest/globals'
import { pushEvent } from '../simulator/runner/events.ts'
import { scheduleEvent } from '../simulator/runner/more-events.ts'
import type { StepOptions, StepResult } from '../simulator/runner/step.ts'
import type { GitHubOptions } from '../simulator/github.ts'
import { createUser } from '../simulator/simulated-repository.ts'
import { ADA, approve, AUTHOR, BOB, MINUTE, onReview, POLICY_FILE, pushBy, run, say } from './approvals.ts'
import { messagesOf, RUNS_FOREVER } from './pushes.ts'
import { withEnvironment, PULL_REQUEST, type TestEnvironment } from './test-environment.ts'

const SUCCESS = [{ afterMs: 0, status: 'SUCCESS' }]
const GITEA: GitHubOptions = { prefix: '/api/v1', actor: { ...createUser('gitea-actions'), id: -2 } }

/** An environment with another server than github.com, and a pull request with three pages of comments. */
function withManyComments(
  github: GitHubOptions,
  test: (environment: TestEnvironment, site: string) => Promise<void>,
  timeline = SUCCESS,
) {
  return withEnvironment({ github, forge: { timeline } }, (environment) => {
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
])('%s', (name, github, slash, paths) => {
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
      const links = [...comment.matchAll(/\]\(<([^>]+)>\)/g)].map(([, url]) => url)
      const page = name === 'Gitea' ? '' : '/job/44000000001'
      expect(links).toContain(`${site}/acme/models/actions/runs/8124${page}`)
      expect(links.filter((url) => !url?.startsWith(`${site}/acme/models/`))).toEqual([])
      expect(second?.outputs['comment-url']).toMatch(
        `${site}/acme/models/${name === 'Gitea' ? 'pulls' : 'pull'}/${PULL_REQUEST}#issuecomment-`,
      )
    }))
})

describe('Gitea', () => {
  const HEAD = 'a'.repeat(40)
  const HOUR = 60 * 60_000
  const RUNNING = [{ afterMs: 0, status: 'RUNNING' }]

  it('has a comment for a push to the branch of a pull request', () =>
    withManyComments(GITEA, async (environment) => {
      const event = pushEvent({ after: HEAD, ref: 'refs/heads/better-support-bot' })
      const [first, second] = await runTwice(environment, { event })
      expect([first?.exitCode, second?.outputs['reused']]).toEqual([0, 'true'])
      expect(ownComments(environment)).toHaveLength(1)
      expect(environment.forge.accepted).toHaveLength(1)
    }))

  it('lets sync find a comment on the last page of the repository, but sends no events', () =>
    withManyComments(
      GITEA,
      async (environment) => {
        const job = await environment.run({ with: { wait: 'false' } })
        expect(ownComments(environment)[0]).toContain('`command: sync`')
        environment.clock.advance(HOUR)
        const sync = (inputs: Record<string, string> = {}) =>
          environment.run({
            event: scheduleEvent(),
            run: { id: 9001 },
            with: { command: 'sync', spec: '', ...inputs },
          })
        const refused = await sync({ 'dispatch-event': 'forge-job-ended' })
        expect([refused.exitCode, refused.outputs['outcome']]).toEqual([1, 'refused'])
        expect(refused.log).toContain('Gitea and Forgejo have no `repository_dispatch` events')
        const synced = await sync()
        expect(synced.outputs).toMatchObject({ outcome: 'succeeded', 'job-id': job.outputs['job-id'] })
        expect(ownComments(environment)).toEqual([expect.stringContaining('· trained')])
      },
      [...RUNNING, { afterMs: HOUR, status: 'SUCCESS' }],
    ))

  it('keeps a job in the commit status, of which those of one second are listed oldest first', () =>
    withEnvironment({ github: GITEA, forge: { timeline: RUNNING } }, async (environment) => {
      const step = { with: { comment: 'false', 'commit-status': 'true', wait: 'false' } }
      const first = await environment.run(step)
      const second = await environment.run({ ...step, run: { id: 8123, attempt: 2 } })
      expect([second.outputs['job-id'], second.outputs['reused']]).toEqual([first.outputs['job-id'], 'true'])
      expect(environment.forge.accepted).toHaveLength(1)
    }))

  it('revokes the token of a cancelled run: the job is cancelled, and the comment stays', () =>
    withEnvironment({ github: GITEA, forge: { timeline: RUNNING } }, async (environment) => {
      const { github, forge } = environment
      const result = await environment.run({
        env: { GITEA_ACTIONS: 'true' },
        postJobStatus: 'success',
        onStart: (control) => {
          const timer = setInterval(() => {
            const isShown = ownComments(environment)[0]?.includes('· training') === true
            if (!isShown) return
            clearInterval(timer)
            github.revokeToken()
            control.kill()
          }, 5)
        },
      })
      expect(forge.accepted.map(({ isCancelling }) => isCancelling)).toEqual([true])
      expect(result.post?.exitCode).toBe(0)
      expect(result.post?.log).toContain('GitHub rejected `github-token`')
      expect(ownComments(environment)).toEqual([expect.stringContaining('· training')])
    }))
})

describe('an approval on Gitea', () => {
  const onGitea = (by: string, test: (environment: TestEnvironment) => Promise<void>) =>
    withEnvironment({ github: GITEA, forge: { timeline: RUNS_FOREVER } }, async (environment) => {
      const { repository, approvals } = environment.github
      repository.putFile(POLICY_FILE, `version: 1\napproval: { required: always, by: [${by}] }\n`)
      approvals.setRole(ADA, 'maintain')
      approvals.setRole(BOB, 'write')
      await run(environment, pushBy(AUTHOR))
      await test(environment)
    })
  const dismiss = ({ github, clock }: TestEnvironment, id: number, login: string): void => {
    clock.advance(MINUTE)
    github.approvals.dismissReview(PULL_REQUEST, id, { login })
    clock.advance(MINUTE)
  }
  const sayLater = (environment: TestEnvironment): void => {
    environment.clock.advance(MINUTE)
    say(environment, ADA, '/train')
  }

  it.each<[string, string, (environment: TestEnvironment) => void]>([
    ['a comment', 'submitted', sayLater],
    [
      'a comment before a request for changes',
      'unapproved',
      (environment) => {
        sayLater(environment)
        environment.clock.advance(MINUTE)
        environment.github.approvals.addReview(PULL_REQUEST, { login: ADA, state: 'CHANGES_REQUESTED' })
      },
    ],
    [
      'a comment before the dismissal of an earlier review',
      'unapproved',
      (environment) => {
        const { id } = approve(environment, ADA)
        sayLater(environment)
        dismiss(environment, id, BOB)
      },
    ],
    [
      'a comment after the dismissal',
      'submitted',
      (environment) => {
        dismiss(environment, approve(environment, ADA).id, BOB)
        sayLater(environment)
      },
    ],
    [
      'a second review, with which Gitea dismisses the first',
      'submitted',
      (environment) => {
        approve(environment, ADA)
        environment.clock.advance(MINUTE)
        approve(environment, ADA)
      },
    ],
    [
      'a comment, while a review of somebody else is dismissed',
      'submitted',
      (environment) => {
        dismiss(environment, approve(environment, BOB).id, ADA)
        sayLater(environment)
      },
    ],
  ])('%s: %s, at once', (_, outcome, act) =>
    onGitea('review, comment', async (environment) => {
      act(environment)
      const { github } = environment
      const before = github.requests.length
      const result = await run(environment, onReview)
      expect([result.outputs['outcome'], messagesOf(result)]).toEqual([outcome, expect.anything()])
      // The virtual clock also runs by itself: a slow machine takes longer.
      expect(result.virtualMs).toBeLessThan(10 * MINUTE)
      expect(github.requests.length - before).toBeLessThan(40)
      expect(github.requests.filter(({ operation }) => operation === 'listEvents')).toEqual([])
    }),
  )

  it('cannot be a label, and the message says so at once', () =>
    onGitea('comment, label', async (environment) => {
      sayLater(environment)
      const result = await run(environment, onReview)
      expect(result.outputs['outcome']).toBe('refused')
      // The virtual clock also runs by itself: a slow machine takes longer.
      expect(result.virtualMs).toBeLessThan(10 * MINUTE)
      expect(messagesOf(result)).toContain('`by: [review, comment]`')
    }))
})
