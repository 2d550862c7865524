import { expect, it } from '@jest/globals'
import { createUser } from '../simulator/simulated-repository.ts'
import { push, RUNS_FOREVER } from './pushes.ts'
import { withEnvironment } from './test-environment.ts'

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
