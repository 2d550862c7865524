import type { GitHubOptions } from '../simulator/github.ts'
import { createUser } from '../simulator/simulated-repository.ts'
import { describe, expect, it } from '@jest/globals'
import type { StepResult } from '../simulator/runner/step.ts'
import { withEnvironment, KEY, SPEC, SPEC_FILE, type TestEnvironment } from './test-environment.ts'
import { transcript } from './transcript.ts'

const RUNS_FOREVER = [{ afterMs: 0, status: 'RUNNING' }]
const UNKNOWN_JOB = '7c9e6679-7425-40de-944b-e07fc1f90ae7'

/** Also checks that the post step has nothing to do. */
async function runCommand(
  environment: TestEnvironment,
  command: string,
  jobId?: string,
): Promise<StepResult> {
  const inputs = { spec: '', command, ...(jobId === undefined ? {} : { 'job-id': jobId }) }
  const result = await environment.run({ with: inputs, post: true })
  expect(result.post).toMatchObject({ exitCode: 0, outputs: {}, summary: '' })
  return result
}

describe('command: validate', () => {
  it('needs neither API key nor network', () =>
    withEnvironment({}, async (environment) => {
      const result = await environment.run({ with: { command: 'validate', 'api-key': '' } })
      expect(result.exitCode).toBe(0)
      expect(result.outputs).toMatchObject({ outcome: 'valid', 'job-id': '' })
      expect(result.outputs['spec-digest']).toMatch(/^v1-[0-9a-f]{64}$/)
      expect(environment.forge.requests).toEqual([])
    }))

  it('fails and annotates every error of every file on its line', () =>
    withEnvironment(
      {
        files: {
          'a.yml': SPEC,
          'b.yml': SPEC.replace('batch_size: 8', 'batch_size: "8"'),
          'c.json': '{ "job_type": "dpo", "model_config": {} }',
        },
      },
      async (environment) => {
        const result = await environment.run({ with: { command: 'validate', spec: '*.yml\n*.json' } })
        expect(result.exitCode).toBe(1)
        expect(result.outputs['outcome']).toBe('invalid')
        expect(result.annotations.map(({ level, file, line }) => [level, file, line])).toEqual([
          ['error', 'b.yml', 9],
          ['warning', 'c.json', 1],
          ['error', 'c.json', 1],
        ])
        expect(transcript(environment, result)).toMatchSnapshot()
      },
    ))
})

/** Deviations from the contract. */
const DEVIATIONS = { normal: {}, announced: { contractDeviation: 'CANCELLATION_REQUESTED on the way' } }

describe('commands for existing jobs', () => {
  it('status reads once and passes for an unfinished job', () =>
    withEnvironment({}, async (environment) => {
      const { id } = environment.forge.addJob({ timeline: RUNS_FOREVER })
      const result = await runCommand(environment, 'status', id)
      expect(result.exitCode).toBe(0)
      expect(result.outputs).toMatchObject({ 'job-id': id, status: 'RUNNING', outcome: 'running' })
      expect(environment.operations).toEqual(['get'])
    }))

  it('status fails with a message for an unknown job', () =>
    withEnvironment({}, async (environment) => {
      const result = await runCommand(environment, 'status', UNKNOWN_JOB)
      expect(result.exitCode).toBe(1)
      expect(result.annotations[0]?.message).toContain('The job does not exist. Check `job-id`')
    }))

  it.each([
    ['SUCCESS', 0, 'succeeded'],
    ['FAILED', 1, 'failed'],
    ['CANCELLED', 1, 'cancelled'],
  ])('wait watches a job until %s', (status, exitCode, outcome) =>
    withEnvironment({}, async (environment) => {
      const { id } = environment.forge.addJob({ timeline: [...RUNS_FOREVER, { afterMs: 600_000, status }] })
      const result = await runCommand(environment, 'wait', id)
      expect([result.exitCode, result.outputs['outcome'], result.outputs['job-id']]).toEqual([
        exitCode,
        outcome,
        id,
      ])
      expect(new Set(environment.operations)).toEqual(new Set(['get']))
    }),
  )

  it.each(['normal', 'announced'] as const)(
    'cancel sends one request and waits for the confirmation: %s',
    (cancelMode) =>
      withEnvironment(
        { forge: { cancelAfterMs: 8_000, cancelMode }, ...DEVIATIONS[cancelMode] },
        async (environment) => {
          const { id } = environment.forge.addJob({ timeline: RUNS_FOREVER })
          const result = await runCommand(environment, 'cancel', id)
          expect([result.exitCode, result.outputs['outcome'], result.outputs['status']]).toEqual([
            0,
            'cancelled',
            'CANCELLED',
          ])
          expect(environment.operations.filter((operation) => operation === 'cancel')).toHaveLength(1)
        },
      ),
  )

  it('cancel fails without confirmation within 60 s, and reports the job as running', () =>
    withEnvironment({ forge: { cancelMode: 'ignored' } }, async (environment) => {
      const { id } = environment.forge.addJob({ timeline: RUNS_FOREVER })
      const result = await runCommand(environment, 'cancel', id)
      expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'running'])
      expect(result.annotations[0]?.message).toContain('not confirmed within 60 s')
    }))

  it('cancel passes with a message for a job that has ended without a model', () =>
    withEnvironment({ contractDeviation: 'a model that is null' }, async (environment) => {
      const { id } = environment.forge.addJob({
        timeline: [{ afterMs: 0, status: 'SUCCESS', fields: { output_model: null } }],
      })
      const result = await runCommand(environment, 'cancel', id)
      expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'failed'])
      expect(result.log).toContain('The job ended before it was cancelled')
    }))

  it('wait reports why it never read the job, and still cancels it at the time-out', () =>
    withEnvironment(
      { forge: { faults: [{ kind: 'status', status: 503, on: { operation: 'get' } }] } },
      async (environment) => {
        const { id } = environment.forge.addJob({ timeline: RUNS_FOREVER })
        const result = await environment.run({
          with: { command: 'wait', 'job-id': id, 'timeout-minutes': '5', 'on-timeout': 'cancel', spec: '' },
        })
        expect([result.exitCode, result.outputs['outcome'], result.outputs['job-id']]).toEqual([
          1,
          'timed-out',
          id,
        ])
        expect(result.annotations.map(({ message }) => message).join()).toContain('HTTP 503')
        expect(environment.operations).toContain('cancel')
      },
    ))

  it('list returns the newest jobs first, as JSON and as a table', () =>
    withEnvironment({}, async (environment) => {
      const ids = [1, 2, 3].map((n) => environment.forge.addJob({ ageMs: n * 3_600_000 }).id)
      const result = await runCommand(environment, 'list')
      const listed = JSON.parse(result.outputs['jobs'] ?? '') as { 'job-id': string }[]
      expect(listed.map((job) => job['job-id'])).toEqual(ids)
      expect(result.exitCode).toBe(0)
      expect(transcript(environment, result)).toMatchSnapshot()
    }))
})

describe('invalid inputs', () => {
  it('are all reported at once, before anything is sent', () =>
    withEnvironment({}, async (environment) => {
      const result = await environment.run({
        with: {
          wait: 'yes',
          'max-jobs': '0',
          'timeout-minutes': '1h',
          'api-url': 'http://example.com',
          'job-id': 'x',
          'api-key': '',
        },
      })
      expect(result.exitCode).toBe(1)
      expect(result.outputs['outcome']).toBe('invalid')
      expect(result.annotations.map(({ message }) => message)).toMatchSnapshot()
      expect(environment.forge.requests).toEqual([])
    }))
})

describe('the comment', () => {
  it('is created once and updated by later runs, among 120 other comments', () =>
    withEnvironment({}, async (environment) => {
      for (let n = 0; n < 120; n++) environment.github.addComment(12, `talk ${n}`)
      const first = await environment.run()
      environment.write(SPEC_FILE, SPEC.replace('1000', '2000'))
      const second = await environment.run({ run: { id: 8124 } })
      expect(second.outputs['comment-url']).toBe(first.outputs['comment-url'])
      const ours = environment.comments.filter((body) => body.includes('forge-training-job'))
      expect(ours).toHaveLength(1)
      expect(ours[0]).toContain(second.outputs['job-id'])
    }))

  const statusFault = (status: number, operation?: string) =>
    ({ kind: 'status', on: { nth: 'every', ...(operation && { operation }) }, status }) as const

  it.each([401, 403, 404, 410, 422])('blocks the submission if GitHub keeps rejecting it with %i', (status) =>
    withEnvironment({ github: { faults: [statusFault(status, 'listComments')] } }, async (environment) => {
      const result = await environment.run()
      expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'refused'])
      expect(result.annotations.map(({ message }) => message).join()).toContain(
        'the record of submitted jobs cannot be used',
      )
      expect(environment.operations).toEqual([])
    }),
  )

  it('blocks the submission if the token may only read, with the permission to add', () =>
    withEnvironment(
      { github: { permissions: { issues: 'read', pull_requests: 'read' } } },
      async (environment) => {
        const result = await environment.run()
        expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'refused'])
        expect(result.annotations.map(({ message }) => message).join()).toMatch(
          /cannot be used.*pull-requests: write.*`comment: false` nothing is remembered/,
        )
        expect(environment.operations).not.toContain('create')
      },
    ))

  it('blocks the submission if `github-token` is empty', () =>
    withEnvironment({}, async (environment) => {
      const result = await environment.run({ with: { 'github-token': '' } })
      expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'refused'])
      expect(result.log).toContain('the input `github-token` is empty')
      expect(environment.operations).toEqual([])
    }))

  it.each<[string, GitHubOptions]>([
    ['is refused for its first seconds', { tokenRefusedForMs: 20_000 }],
    [
      'does not know its login at first',
      { faults: [{ kind: 'status', status: 502, on: { operation: 'graphql', nth: 1 } }] },
    ],
  ])('leads to no second training if the token of an App %s', (_, options) =>
    withEnvironment({ github: { ...options, actor: createUser('trainer[bot]') } }, async (environment) => {
      const ids = new Set<string | undefined>()
      for (const id of [8123, 8124]) {
        const result = await environment.run({ run: { id, actor: 'octocat' } })
        expect(result.outputs['outcome']).toBe('succeeded')
        ids.add(result.outputs['job-id'])
      }
      const statuses = environment.github.requests.map(({ status }) => status)
      expect(statuses.some((status) => status === 401 || status === 502)).toBe(true)
      expect(ids.size).toBe(1)
      expect(environment.forge.accepted).toHaveLength(1)
      expect(environment.comments).toHaveLength(1)
    }),
  )

  it.each([500, 502])('blocks the submission if it cannot be read because of %i', (status) =>
    withEnvironment({ github: { faults: [statusFault(status, 'listComments')] } }, async (environment) => {
      const result = await environment.run()
      expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'refused'])
      // As long as an outage of the service, and what a slow machine adds.
      expect(Number(result.outputs['elapsed-seconds'])).toBeLessThan(25 * 60)
      expect(result.annotations.map(({ message }) => message).join()).toMatch(
        /Nothing was submitted: GitHub.*Run the step again/,
      )
      expect(environment.operations).toEqual([])
    }),
  )

  it.each([403, 500])('only costs a warning if updates fail with %i after the submission', (status) =>
    withEnvironment({ github: { faults: [statusFault(status, 'updateComment')] } }, async (environment) => {
      const result = await environment.run()
      expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'succeeded'])
      expect(new Set(result.annotations.map(({ level }) => level))).toEqual(new Set(['warning']))
      expect(environment.forge.accepted).toHaveLength(1)
    }),
  )

  it('is not read with comment: false', () =>
    withEnvironment({}, async (environment) => {
      const result = await environment.run({ with: { comment: 'false' } })
      expect(result.exitCode).toBe(0)
      expect(environment.github.requests.filter(({ path }) => path.includes('/comments'))).toEqual([])
      expect(result.log).toContain('running this workflow again may train again')
    }))
})

describe('secrets and hostile text', () => {
  const HOSTILE = `::error::x ##[error]y \u001b[31m @octocat #1 <img src=x> \`\`\` ${KEY} ${Buffer.from(KEY).toString('base64')}`

  it('are kept out of the log, the outputs, the summary and the comment', () =>
    withEnvironment(
      {
        forge: {
          timeline: [
            { afterMs: 0, status: 'RUNNING' },
            { afterMs: 60_000, status: 'FAILED', fields: { error: HOSTILE } },
          ],
        },
      },
      async (environment) => {
        const result = await environment.run()
        const everywhere = [
          ...result.lines.filter((line) => !line.startsWith('::add-mask::')),
          ...Object.values(result.outputs),
          result.summary,
          ...environment.comments,
        ].join('\n')
        expect(everywhere).not.toContain(KEY)
        expect(everywhere).not.toContain(Buffer.from(KEY).toString('base64'))
        expect(result.lines[0]).toBe(`::add-mask::${KEY}`)
        expect(result.log).not.toContain('\u001b')
        expect(result.annotations).toHaveLength(1)
        expect(result.commands.filter(({ name }) => name === 'error')).toHaveLength(1)
        expect(environment.comments[0]).not.toMatch(/@octocat|<img| #1/)
      },
    ))
})
