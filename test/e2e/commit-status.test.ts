import { expect, it } from '@jest/globals'
import { pullRequestEvent, pushEvent } from '../simulator/runner/events.ts'
import { createUser } from '../simulator/simulated-repository.ts'
import { push, RUNS_FOREVER } from './pushes.ts'
import { PULL_REQUEST, withEnvironment } from './test-environment.ts'

it('a commit status names its job even if an older one of the same second is listed before it', () =>
  withEnvironment(
    {
      github: { prefix: '/api/v1', actor: { ...createUser('gitea-actions'), id: -2 } },
      forge: { timeline: RUNS_FOREVER },
      clockSpeed: 1,
    },
    async (environment) => {
      const inputs = { comment: 'false', 'commit-status': 'true' }
      const first = await push(environment, 8123, { with: inputs })
      const { statuses } = environment.github.repository
      const [{ createdAt, description } = { createdAt: 0, description: '' }] = statuses
      expect(description).toContain('being submitted')
      statuses.splice(0, statuses.length, ...statuses.map((status) => ({ ...status, createdAt })))
      const requestCount = environment.operations.length
      const second = await push(environment, 8124, { with: inputs })
      expect(second.outputs).toMatchObject({ 'job-id': first.outputs['job-id'], reused: 'true' })
      expect(second.log).not.toContain('is submitting the same spec')
      expect(environment.operations.slice(requestCount)).toEqual(['get'])
      expect(environment.forge.accepted).toHaveLength(1)
    },
  ))

it('a pull request that is opened for a commit follows the job of its push, if both have `commit-status`', () =>
  withEnvironment({ forge: { timeline: RUNS_FOREVER }, clockSpeed: 1 }, async (environment) => {
    const inputs = { 'commit-status': 'true' }
    const head = 'a'.repeat(40)
    const { issues } = environment.github.repository
    const pull = issues.get(PULL_REQUEST)
    issues.delete(PULL_REQUEST)
    const event = pushEvent({ ref: 'refs/heads/better-support-bot', after: head })
    const pushed = await push(environment, 8123, { with: inputs, event, run: { sha: head } })
    expect(environment.github.repository.commentsOf()).toEqual([])
    if (pull) issues.set(PULL_REQUEST, pull)
    const opened = await push(environment, 8124, { with: inputs, event: pullRequestEvent() })
    expect(opened.outputs).toMatchObject({ 'job-id': pushed.outputs['job-id'], reused: 'true' })
    expect(environment.forge.accepted).toHaveLength(1)
    expect(environment.github.repository.commentsOf()).toHaveLength(1)
  }))
