import { describe, expect, it } from '@jest/globals'
import { withEnvironment, SPEC } from './test-environment.ts'

const MINUTE = 60_000

/** Queued for a minute; jobs 1 and 2 end after 10 and 20 minutes, the others after 30. */
const timeline = (_: unknown, n: number) => [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: MINUTE, status: 'RUNNING' },
  { afterMs: Math.min(n, 3) * 10 * MINUTE, status: 'SUCCESS' },
]

const SIX_SPECS = Array.from({ length: 6 }, (_, n) => SPEC.replace('1000', `${n + 1}000`)).join('---\n')

describe('six jobs in one step', () => {
  it('are watched through the list, not with one request each', () =>
    withEnvironment(
      { files: { 'training/six.yml': SIX_SPECS }, forge: { timeline } },
      async (environment) => {
        // Jobs of other clients.
        for (let n = 0; n < 30; n++) environment.forge.addJob({ ageMs: n * MINUTE })
        const result = await environment.run({ with: { spec: 'training/six.yml' } })
        expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'succeeded'])
        expect(environment.forge.accepted.map(({ isEnded }) => isEnded)).toEqual(
          Array.from({ length: 6 }, () => true),
        )
        expect(environment.forge.violations).toEqual([])

        const operations = environment.operations.slice(environment.operations.lastIndexOf('create') + 1)
        const lists = operations.filter((operation) => operation === 'list').length
        const gets = operations.filter((operation) => operation === 'get').length
        expect(lists).toBeGreaterThan(40)
        // One job is also read directly after 20 list reads, then after every 30.
        expect(gets).toBeLessThanOrEqual((lists + 10) / 30)
        expect(operations.length).toBe(lists + gets)
      },
    ))

  it('are read one by one if the list is forbidden', () =>
    withEnvironment(
      {
        files: { 'training/six.yml': SIX_SPECS },
        forge: {
          timeline,
          faults: [{ kind: 'status', on: { operation: 'list', nth: 'every' }, status: 403, body: {} }],
        },
      },
      async (environment) => {
        const result = await environment.run({ with: { spec: 'training/six.yml' } })
        expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'succeeded'])
        const operations = environment.operations.slice(environment.operations.lastIndexOf('create') + 1)
        expect(operations.filter((operation) => operation === 'list').length).toBeLessThanOrEqual(1)
        expect(operations.filter((operation) => operation === 'get').length).toBeGreaterThan(6 * 40)
      },
    ))
})
