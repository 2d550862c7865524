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

describe('a live job', () => {
  it('is read in time while a later submission is in trouble, but never before Retry-After has passed', () =>
    withEnvironment(
      {
        files: { 'training/three.yml': SIX_SPECS.split('---\n').slice(0, 3).join('---\n') },
        forge: {
          timeline,
          faults: [
            {
              kind: 'status',
              on: { operation: 'create', nth: 2 },
              status: 429,
              headers: { 'retry-after': '300' },
            },
            { kind: 'status', on: { operation: 'create', from: 60_000, to: 14 * MINUTE }, status: 503 },
          ],
        },
      },
      async (environment) => {
        const result = await environment.run({ with: { spec: 'training/three.yml', comment: 'false' } })
        const { requests } = environment.forge
        const throttled = requests.findIndex(({ status }) => status === 429)
        const [asked, next] = requests.slice(throttled)
        expect(next!.receivedAtMs - asked!.receivedAtMs).toBeGreaterThanOrEqual(299_000)

        // The first job ends after ten minutes, while the list is searched for the job of another spec.
        const sentMs = requests
          .filter(({ operation }) => operation === 'create')
          .map(({ receivedAtMs }) => receivedAtMs)
        const endedMs = sentMs[0]! + 10 * MINUTE
        const reads = requests.filter(({ operation }) => operation === 'get')
        expect(sentMs.at(-1)! + 5 * MINUTE).toBeGreaterThan(endedMs)
        expect(reads.at(-1)!.receivedAtMs - endedMs).toBeLessThanOrEqual(0.05 * 9 * MINUTE + 2_000)
        const jobs = JSON.parse(result.outputs['jobs'] ?? '[]') as { outcome: string }[]
        expect(jobs.map(({ outcome }) => outcome)).toEqual(['succeeded', 'unknown', 'unknown'])
      },
    ))
})
