import { describe, expect, it } from '@jest/globals'
import { withEnvironment, SPEC_FILE, type TestEnvironmentOptions } from './test-environment.ts'

const MINUTE = 60_000
const START_MS = Date.UTC(2026, 10, 22, 14, 2, 11)
const TRAINS_FOR_AN_HOUR = [
  { afterMs: 0, status: 'RUNNING' },
  { afterMs: 60 * MINUTE, status: 'SUCCESS' },
]

/** Runs the sample spec, and returns what a person and the service see of it. */
const run = (options: TestEnvironmentOptions) =>
  withEnvironment(
    { ...options, forge: { timeline: TRAINS_FOR_AN_HOUR, ...options.forge } },
    async (environment) => {
      const result = await environment.run()
      return { result, operations: environment.operations, comments: environment.comments }
    },
  )

const countOf = (operations: readonly string[], operation: string) =>
  operations.filter((each) => each === operation).length

describe('a refusal by the service', () => {
  it('for a used-up quota is final, in its words', async () => {
    const message = 'You exceeded your current quota, please check your plan and billing details.'
    const body = { error: { message, type: 'insufficient_quota', code: 'insufficient_quota' } }
    const { result, operations } = await run({
      forge: { faults: [{ kind: 'status', status: 429, body, on: { operation: 'create' } }] },
    })
    expect([result.exitCode, result.outputs['outcome'], countOf(operations, 'create')]).toEqual([
      1,
      'refused',
      1,
    ])
    expect(result.log).toContain(message.replace(/\.$/, ''))
    expect(result.log).toContain('trying again does not help')
    expect(result.log).not.toContain('Run the step again later')
  })

  it.each([
    ['401', { status: 401, body: { message: 'Unauthorized' } }, /refuses the API key .*for up to 15 min/],
    ['a web page', { status: 403, body: '<html><title>Blocked</title></html>' }, /does not answer properly/],
  ])('while the job runs (%s) is waited out for 14 minutes', async (_, refusal, line) => {
    const on = { operation: 'get', from: 5 * MINUTE, to: 19 * MINUTE }
    const { result } = await run({ forge: { faults: [{ kind: 'status', ...refusal, on }] } })
    expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'succeeded'])
    expect(result.log).toMatch(line)
    expect(result.log).toContain('the service is back after')
  })

  it('of a field is shown on its line in the spec', async () => {
    const detail = [{ loc: ['body', 'hyperparameters', 'batch_size'], msg: 'Input should be at most 4' }]
    const faults = [{ kind: 'status', status: 422, body: { detail }, on: { operation: 'create' } }] as const
    const { result } = await run({ forge: { faults } })
    const errors = result.annotations.filter(({ level }) => level === 'error')
    expect(errors).toMatchObject([{ file: SPEC_FILE, line: 9 }])
    expect(errors[0]?.message).toContain('hyperparameters.batch_size: Input should be at most 4')
  })
})

describe('a limit of GitHub', () => {
  it('that ends in four minutes is waited out, and its end is in the log', async () => {
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.floor((START_MS + 4 * MINUTE) / 1000)),
    }
    const body = { message: 'API rate limit exceeded for installation ID 1.' }
    const on = { to: 4 * MINUTE - 2_000 }
    const { result, comments } = await run({
      github: { faults: [{ kind: 'status', status: 403, body, headers, on }] },
    })
    expect([result.exitCode, result.outputs['outcome'], comments.length]).toEqual([0, 'succeeded', 1])
    expect(result.log).toContain(
      'GitHub is rate-limiting requests until 14:06:11 UTC (API rate limit exceeded',
    )
  })
})
