import { describe, expect, it } from '@jest/globals'
import { inWorld, SPEC } from './world.ts'

const MINUTE = 60_000

/** Queued for a minute; the n-th job ends after n times ten minutes, the last ones together. */
const timeline = (_: unknown, n: number) => [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: MINUTE, status: 'RUNNING' },
  { afterMs: Math.min(n, 3) * 10 * MINUTE, status: 'SUCCESS' },
]

const SIX = Array.from({ length: 6 }, (_, n) => SPEC.replace('1000', `${n + 1}000`)).join('---\n')

describe('six jobs in one step', () => {
  it('are watched through the list, and not by a request for each', () =>
    inWorld({ files: { 'training/six.yml': SIX }, forge: { timeline } }, async (world) => {
      // Of others, before and while ours train.
      for (let n = 0; n < 30; n++) world.forge.addJob({ ageMs: n * MINUTE })
      const result = await world.run({ with: { spec: 'training/six.yml' } })
      expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'succeeded'])
      expect(world.forge.accepted.map(({ ended }) => ended)).toEqual(Array.from({ length: 6 }, () => true))
      expect(world.forge.violations).toEqual([])

      const operations = world.operations.slice(world.operations.lastIndexOf('create') + 1)
      const lists = operations.filter((operation) => operation === 'list').length
      const gets = operations.filter((operation) => operation === 'get').length
      expect(lists).toBeGreaterThan(40)
      // The twentieth reading is held against a job, and every thirtieth after it.
      expect(gets).toBeLessThanOrEqual((lists + 10) / 30)
      expect(operations.length).toBe(lists + gets)
    }))

  it('are watched singly where the service has no list for them', () =>
    inWorld(
      {
        files: { 'training/six.yml': SIX },
        forge: {
          timeline,
          faults: [{ kind: 'status', on: { operation: 'list', nth: 'every' }, status: 403, body: {} }],
        },
      },
      async (world) => {
        const result = await world.run({ with: { spec: 'training/six.yml' } })
        expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'succeeded'])
        const operations = world.operations.slice(world.operations.lastIndexOf('create') + 1)
        expect(operations.filter((operation) => operation === 'list').length).toBe(1)
        expect(operations.filter((operation) => operation === 'get').length).toBeGreaterThan(6 * 40)
      },
    ))
})
