import { describe, expect, it } from '@jest/globals'
import type { StepResult } from '../simulator/runner/step.ts'
import { inWorld, KEY, SPEC, SPEC_FILE, type World } from './world.ts'
import { transcript } from './transcript.ts'

const RUNS_FOR_EVER = [{ afterMs: 0, status: 'RUNNING' }]
const UNKNOWN_JOB = '7c9e6679-7425-40de-944b-e07fc1f90ae7'

function perform(world: World, command: string, jobId?: string): Promise<StepResult> {
  return world.run({ with: { spec: '', command, ...(jobId === undefined ? {} : { 'job-id': jobId }) } })
}

describe('command: validate', () => {
  it('needs neither key nor network', () =>
    inWorld({}, async (world) => {
      const result = await world.run({ with: { command: 'validate', 'api-key': '' } })
      expect(result.exitCode).toBe(0)
      expect(result.outputs).toMatchObject({ outcome: 'valid', 'job-id': '' })
      expect(result.outputs['spec-digest']).toMatch(/^[0-9a-f]{64}$/)
      expect(world.forge.requests).toEqual([])
    }))

  it('names every problem of every file on its line, and is red', () =>
    inWorld(
      {
        files: {
          'a.yml': SPEC,
          'b.yml': SPEC.replace('batch_size: 8', 'batch_size: "8"'),
          'c.json': '{ "job_type": "dpo", "model_config": {} }',
        },
      },
      async (world) => {
        const result = await world.run({ with: { command: 'validate', spec: '*.yml\n*.json' } })
        expect(result.exitCode).toBe(1)
        expect(result.outputs['outcome']).toBe('invalid')
        expect(result.annotations.map(({ level, file, line }) => [level, file, line])).toEqual([
          ['error', 'b.yml', 9],
          ['warning', 'c.json', 1],
          ['error', 'c.json', 1],
        ])
        expect(transcript(world, result)).toMatchSnapshot()
      },
    ))
})

/** What the contract does not list. */
const OFF = { normal: {}, announced: { offContract: 'CANCELLATION_REQUESTED on the way' } }

describe('commands for jobs that exist', () => {
  it('status reads once and is green for a job that is not finished', () =>
    inWorld({}, async (world) => {
      const { id } = world.forge.addJob({ timeline: RUNS_FOR_EVER })
      const result = await perform(world, 'status', id)
      expect(result.exitCode).toBe(0)
      expect(result.outputs).toMatchObject({ 'job-id': id, status: 'RUNNING', outcome: 'running' })
      expect(world.operations).toEqual(['get'])
    }))

  it('status of a job that the service does not know is red and says so', () =>
    inWorld({}, async (world) => {
      const result = await perform(world, 'status', UNKNOWN_JOB)
      expect(result.exitCode).toBe(1)
      expect(result.annotations[0]?.message).toContain('The service knows no such job. Check `job-id`')
    }))

  it.each([
    ['SUCCESS', 0, 'succeeded'],
    ['FAILED', 1, 'failed'],
    ['CANCELLED', 1, 'cancelled'],
  ])('wait watches to %s', (status, exitCode, outcome) =>
    inWorld({}, async (world) => {
      const { id } = world.forge.addJob({ timeline: [...RUNS_FOR_EVER, { afterMs: 600_000, status }] })
      const result = await perform(world, 'wait', id)
      expect([result.exitCode, result.outputs['outcome'], result.outputs['job-id']]).toEqual([
        exitCode,
        outcome,
        id,
      ])
      expect(new Set(world.operations)).toEqual(new Set(['get']))
    }),
  )

  it.each(['normal', 'announced'] as const)(
    'cancel asks once and waits for the confirmation: %s',
    (cancelMode) =>
      inWorld({ forge: { cancelAfterMs: 8_000, cancelMode }, ...OFF[cancelMode] }, async (world) => {
        const { id } = world.forge.addJob({ timeline: RUNS_FOR_EVER })
        const result = await perform(world, 'cancel', id)
        expect([result.exitCode, result.outputs['outcome'], result.outputs['status']]).toEqual([
          0,
          'cancelled',
          'CANCELLED',
        ])
        expect(world.operations.filter((operation) => operation === 'cancel')).toHaveLength(1)
      }),
  )

  it('cancel that is not confirmed within 60 s is red, and claims nothing', () =>
    inWorld({ forge: { cancelMode: 'ignored' } }, async (world) => {
      const { id } = world.forge.addJob({ timeline: RUNS_FOR_EVER })
      const result = await perform(world, 'cancel', id)
      expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'running'])
      expect(result.annotations[0]?.message).toContain('not confirmed within 60 s')
    }))

  it('cancel of a job that has ended without a model is green, and says so', () =>
    inWorld({ offContract: 'a model that is null' }, async (world) => {
      const { id } = world.forge.addJob({
        timeline: [{ afterMs: 0, status: 'SUCCESS', fields: { output_model: null } }],
      })
      const result = await perform(world, 'cancel', id)
      expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'failed'])
      expect(result.log).toContain('It ended before it was cancelled')
    }))

  it('wait for a job that it never sees says why, and still asks to stop it', () =>
    inWorld(
      { forge: { faults: [{ kind: 'status', status: 503, on: { operation: 'get' } }] } },
      async (world) => {
        const { id } = world.forge.addJob({ timeline: RUNS_FOR_EVER })
        const result = await world.run({
          with: { command: 'wait', 'job-id': id, 'timeout-minutes': '5', 'on-timeout': 'cancel', spec: '' },
        })
        expect([result.exitCode, result.outputs['outcome'], result.outputs['job-id']]).toEqual([
          1,
          'timed-out',
          id,
        ])
        expect(result.annotations.map(({ message }) => message).join()).toContain('HTTP 503')
        expect(world.operations).toContain('cancel')
      },
    ))

  it('list gives the newest jobs first, as JSON and as a table', () =>
    inWorld({}, async (world) => {
      const ids = [1, 2, 3].map((n) => world.forge.addJob({ ageMs: n * 3_600_000 }).id)
      const result = await perform(world, 'list')
      const listed = JSON.parse(result.outputs['jobs'] ?? '') as { 'job-id': string }[]
      expect(listed.map((job) => job['job-id'])).toEqual(ids)
      expect(result.exitCode).toBe(0)
      expect(transcript(world, result)).toMatchSnapshot()
    }))
})

describe('what the user did not mean', () => {
  it('bad inputs are all named at once, before anything is sent', () =>
    inWorld({}, async (world) => {
      const result = await world.run({
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
      expect(world.forge.requests).toEqual([])
    }))
})

describe('the comment', () => {
  it('is made once and updated by later runs, beside those of others', () =>
    inWorld({}, async (world) => {
      for (let n = 0; n < 120; n++) world.github.addComment(12, `talk ${n}`)
      const first = await world.run()
      world.write(SPEC_FILE, SPEC.replace('1000', '2000'))
      const second = await world.run({ run: { id: 8124 } })
      expect(second.outputs['comment-url']).toBe(first.outputs['comment-url'])
      const ours = world.comments.filter((body) => body.includes('forge-training-job'))
      expect(ours).toHaveLength(1)
      expect(ours[0]).toContain(second.outputs['job-id'])
    }))

  const always = (status: number, operation?: string) =>
    ({ kind: 'status', on: { nth: 'every', ...(operation && { operation }) }, status }) as const

  it.each([403, 404, 422])('that GitHub refuses with %i costs warnings, not the result', (status) =>
    inWorld({ github: { faults: [always(status)] } }, async (world) => {
      const result = await world.run()
      expect([result.exitCode, result.outputs['outcome'], result.outputs['comment-url']]).toEqual([
        0,
        'succeeded',
        '',
      ])
      expect(result.annotations.map(({ level, message }) => [level, message.split(/[,:]/)[0]])).toEqual([
        ['warning', 'The comment could not be written'],
        ['warning', 'What earlier runs have submitted cannot be looked up'],
      ])
    }),
  )

  it.each([500, 502])('that cannot be read because of %i lets nothing be submitted', (status) =>
    inWorld({ github: { faults: [always(status)] } }, async (world) => {
      const result = await world.run()
      expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'refused'])
      expect(Number(result.outputs['elapsed-seconds'])).toBeLessThan(300)
      expect(result.annotations.map(({ message }) => message).join()).toMatch(
        /Nothing was submitted: GitHub.*Run the step again/,
      )
      expect(world.operations).toEqual([])
    }),
  )

  it.each([403, 500])('that GitHub stops taking with %i after the submission costs a warning', (status) =>
    inWorld({ github: { faults: [always(status, 'updateComment')] } }, async (world) => {
      const result = await world.run()
      expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'succeeded'])
      expect(new Set(result.annotations.map(({ level }) => level))).toEqual(new Set(['warning']))
      expect(world.forge.accepted).toHaveLength(1)
    }),
  )

  it('is not looked at where it is not wanted', () =>
    inWorld({}, async (world) => {
      const result = await world.run({ with: { comment: 'false' } })
      expect(result.exitCode).toBe(0)
      expect(world.github.requests.filter(({ path }) => path.includes('/comments'))).toEqual([])
      expect(result.log).toContain('running this workflow again may train again')
    }))
})

describe('secrets and hostile text', () => {
  const HOSTILE = `::error::x ##[error]y \u001b[31m @octocat #1 <img src=x> \`\`\` ${KEY} ${Buffer.from(KEY).toString('base64')}`

  it('stay out of the log, the outputs, the summary and the comment', () =>
    inWorld(
      {
        forge: {
          timeline: [
            { afterMs: 0, status: 'RUNNING' },
            { afterMs: 60_000, status: 'FAILED', fields: { error: HOSTILE } },
          ],
        },
      },
      async (world) => {
        const result = await world.run()
        const everywhere = [
          ...result.lines.filter((line) => !line.startsWith('::add-mask::')),
          ...Object.values(result.outputs),
          result.summary,
          ...world.comments,
        ].join('\n')
        expect(everywhere).not.toContain(KEY)
        expect(everywhere).not.toContain(Buffer.from(KEY).toString('base64'))
        expect(result.lines[0]).toBe(`::add-mask::${KEY}`)
        expect(result.log).not.toContain('\u001b')
        expect(result.annotations).toHaveLength(1)
        expect(result.commands.filter(({ name }) => name === 'error')).toHaveLength(1)
        expect(world.comments[0]).not.toMatch(/@octocat|<img| #1/)
      },
    ))
})
