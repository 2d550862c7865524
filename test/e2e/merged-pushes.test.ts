import { expect, it } from '@jest/globals'
import { pullRequestEvent, pushEvent } from '../simulator/runner/events.ts'
import { RUNS_FOREVER } from './pushes.ts'
import { withEnvironment } from './test-environment.ts'

const MINUTE = 60_000
const [M13, M12] = ['d'.repeat(40), 'e'.repeat(40)]

it.each([13, 12])(
  'a cancelled run of a push that merged two pull requests leaves the job that a run of #%i follows',
  (number) =>
    withEnvironment({ forge: { timeline: RUNS_FOREVER }, clockSpeed: 20 }, async (environment) => {
      const { github, forge, clock } = environment
      const other = github.addPull({
        number: 13,
        head: { ref: 'other', sha: '1'.repeat(40), repo: 'acme/models' },
      })
      // The run of a pull request submits, and waits for its job.
      const waiting = environment.run({
        post: false,
        run: { id: 8100, actor: 'octocat' },
        event:
          number === 13
            ? pullRequestEvent({ number, headSha: '1'.repeat(40), headRef: 'other' })
            : pullRequestEvent({ number }),
        with: { 'timeout-minutes': '30' },
      })
      while (forge.accepted.length === 0) await clock.sleep(1_000)
      await clock.sleep(MINUTE)
      // Both are merged by one push, whose run follows the job.
      Object.assign(other, { state: 'closed' })
      Object.assign(other.pull, { merged: true, mergeCommit: M13 })
      const own = github.repository.issues.get(12)!
      Object.assign(own, { state: 'closed' })
      Object.assign(own.pull!, { merged: true, mergeCommit: M12 })
      const pushed = await environment.run({
        run: { id: 8200, actor: 'octocat' },
        event: pushEvent({
          after: M12,
          commits: [
            { id: M13, message: 'Other (#13)' },
            { id: M12, message: 'This (#12)' },
          ],
        }),
        cancelAfterMs: 5 * MINUTE,
        with: { 'timeout-minutes': '30' },
      })

      expect(pushed.outputs['reused']).toBe('true')
      expect(forge.accepted).toHaveLength(1)
      const cancelled = forge.jobs.filter(({ isCancelling }) => isCancelling).length
      const { outputs } = await waiting
      expect(outputs['outcome']).toBe('timed-out')
      expect(cancelled).toBe(0)
    }),
)
