import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { digestRequest } from '../../src/job-spec/digest.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'
import { mapRequests, requestKey, type Hold } from '../../src/state/record.ts'
import { describeSpec } from '../../src/report/status-record.ts'
import type { ForgeOptions } from '../simulator/forge.ts'
import type { TrainingJobRequest } from '../simulator/forge-adjust.ts'
import { pushEvent } from '../simulator/runner/events.ts'
import type { StepOptions } from '../simulator/runner/step.ts'
import { cancelledSteps, messagesOf, push, RUNS_FOREVER, specOf, submittedSteps, SUCCEEDS } from './pushes.ts'
import { forgeCopy, forgeRecord } from './records.ts'
import { withEnvironment, SPEC, SPEC_FILE, type TestEnvironment } from './test-environment.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const COMMIT = 'e'.repeat(40)
/** The sample spec as it is sent. */
const REQUEST = { ...(parse(SPEC) as TrainingJobRequest), auto_start: true }
const DIGEST = digestRequest(REQUEST as TrainingRequest)
/** What a colleague trains: the same settings on other data. */
const OTHER_DATA = { ...REQUEST, dataset_ids: ['16fd2706-8baf-433b-82eb-8c7fada847da'] }
const SHOWS_ALL: ForgeOptions = { echoFields: ['dataset_ids', 'auto_start'] }

/** The second attempt of a run that kept no record of the first. */
const SECOND_ATTEMPT: Partial<StepOptions> = {
  event: pushEvent(),
  run: { id: 8123, attempt: 2, actor: 'octocat' },
}

interface Find {
  readonly title: string
  readonly forge?: ForgeOptions
  readonly request: TrainingJobRequest
  readonly outcome: string
  /** Jobs that the attempt submits itself. */
  readonly submitted: number
}

const FINDS: readonly Find[] = [
  {
    title: 'is not green with a job whose data it cannot see',
    request: OTHER_DATA,
    outcome: 'unknown',
    submitted: 0,
  },
  {
    title: 'trains its own if the job has other data',
    forge: SHOWS_ALL,
    request: OTHER_DATA,
    outcome: 'succeeded',
    submitted: 1,
  },
  {
    title: 'is green with a job that has every field',
    forge: SHOWS_ALL,
    request: REQUEST,
    outcome: 'succeeded',
    submitted: 0,
  },
]

describe('a second attempt without a record', () => {
  it.each(FINDS)('$title', ({ forge, request, outcome, submitted }) =>
    withEnvironment({ forge: { timeline: SUCCEEDS, ...forge }, clockSpeed: 1 }, async (environment) => {
      environment.forge.addJob({ request })
      const result = await environment.run(SECOND_ATTEMPT)
      expect(result.outputs['outcome']).toBe(outcome)
      expect(result.exitCode).toBe(outcome === 'succeeded' ? 0 : 1)
      expect(result.outputs['output-model'] !== '').toBe(outcome === 'succeeded')
      expect(environment.forge.accepted).toHaveLength(submitted)
      if (outcome !== 'unknown') return
      for (const way of ['`command: wait`', '`reuse: false`', '`commit-status: true`'])
        expect(messagesOf(result)).toContain(way)
    }),
  )
})

/** A step that a run of ours once held. */
const holdOf = (change: Partial<Hold>): Hold => ({
  holderId: 'x',
  owner: 'x',
  run: { id: '8000', attempt: 1 },
  commit: 'abc',
  label: SPEC_FILE,
  atMs: 0,
  leaseExpiresAtMs: 0,
  ...change,
})
const keyOf = ({ forge }: TestEnvironment): string => requestKey(DIGEST, forge.url)

/** Ways in which a step comes to follow the job of a colleague. */
const FOLLOWERS: readonly (readonly [
  title: string,
  step: Partial<StepOptions>,
  prepare: (environment: TestEnvironment, jobId: string) => void,
])[] = [
  ['found in the list', SECOND_ATTEMPT, () => undefined],
  [
    'named by a forged record',
    {},
    (environment, id) => {
      const run = { id: '8000', attempt: 1 }
      const job = { id, owner: 'x', run, atMs: 1, isUnfinished: true, provenance: 'submitted' as const }
      forgeRecord(environment, { [keyOf(environment)]: { holds: [holdOf({ jobId: id })], jobs: [job] } })
    },
  ],
  [
    'named by a forged commit status',
    { event: pushEvent({ after: COMMIT }), with: { 'commit-status': 'true' } },
    ({ github, clock }, id) => {
      const description = `running · job ${id} · ${describeSpec(DIGEST)}`
      const context = `forge / ${SPEC_FILE}`
      const status = { id: 1, sha: COMMIT, state: 'pending', context, description, targetUrl: null }
      github.repository.statuses.push({ ...status, createdAt: clock.now() })
    },
  ],
]

/** Real time. A slow machine must not turn a cancelled step into a killed one. */
const SIGNAL_DELAYS = { terminateAfterMs: 120_000, killAfterMs: 60_000 }

/** Ends that cancel the job of a step. */
const ENDS: readonly (readonly [
  title: string,
  end: (environment: TestEnvironment) => Partial<StepOptions>,
])[] = [
  ['runs into `on-timeout: cancel`', () => ({ with: { 'on-timeout': 'cancel', 'timeout-minutes': '5' } })],
  ['is cancelled', () => ({ cancelAfterMs: 3 * MINUTE, signalDelays: SIGNAL_DELAYS })],
  [
    'is killed',
    ({ clock }) => ({
      onStart: ({ kill }) => void clock.sleep(3 * MINUTE).then(() => kill()),
      postJobStatus: 'cancelled',
    }),
  ],
]

describe.each(FOLLOWERS)("a colleague's job that was %s", (_, step, prepare) => {
  it.each(ENDS)('goes on when the step %s', (_title, endOf) =>
    withEnvironment({ forge: { timeline: RUNS_FOREVER }, clockSpeed: 1 }, async (environment) => {
      const { forge } = environment
      const { id } = forge.addJob({ request: OTHER_DATA })
      prepare(environment, id)
      const end = endOf(environment)
      const result = await environment.run({ ...step, ...end, with: { ...step.with, ...end.with } })
      expect(result.exitCode).not.toBe(0)
      expect(result.outputs['job-id']).toBe(id)
      expect(result.post?.exitCode).toBe(0)
      expect(environment.operations).not.toContain('cancel')
      expect(forge.accepted).toEqual([])
    }),
  )
})

describe('a forged record', () => {
  it.each([
    ['of a step that died 20 days ago', -20 * DAY],
    ['of a step that claims to live for a year', 365 * DAY],
  ])('of a submission, %s, makes no job ours', (_, leaseMs) =>
    withEnvironment({ forge: { timeline: RUNS_FOREVER }, clockSpeed: 1 }, async (environment) => {
      const { clock, forge } = environment
      const old = forge.addJob({ request: REQUEST, ageMs: 19 * DAY })
      const times = { submissionStartedAtMs: clock.now() - 20 * DAY, leaseExpiresAtMs: clock.now() + leaseMs }
      forgeRecord(environment, { [keyOf(environment)]: { holds: [holdOf(times)], jobs: [] } })
      const first = await push(environment, 8123, { with: { 'timeout-minutes': '10' } })
      expect(first.outputs).toMatchObject({ 'job-id': forge.accepted[0]?.id, reused: 'false' })
      environment.write(SPEC_FILE, specOf(2000))
      await push(environment, 8124)
      expect(submittedSteps(environment)).toEqual([1000, 2000])
      expect(forge.accepted.map(({ isCancelling }) => isCancelling)).toEqual([true, false])
      expect(old.isCancelling).toBe(false)
    }),
  )

  it('of a run in the far future keeps no run from training', () =>
    withEnvironment({ forge: { timeline: RUNS_FOREVER }, clockSpeed: 1 }, async (environment) => {
      await push(environment, 8123)
      const run = { id: '9000000000000000', attempt: 1 }
      forgeCopy(environment, ({ requests, ...record }) => {
        const [request] = Object.values(requests)
        const holds = (request?.holds ?? []).map((hold) => ({ ...hold, run }))
        const key = requestKey(`v1-${'d'.repeat(64)}`, environment.forge.url)
        return { ...record, run, requests: { [key]: { holds, jobs: [] } } }
      })
      environment.write(SPEC_FILE, specOf(2000))
      const second = await push(environment, 8124)
      expect(second.outputs).toMatchObject({ outcome: 'submitted', reused: 'false' })
      expect(submittedSteps(environment)).toEqual([1000, 2000])
      expect(cancelledSteps(environment)).toEqual([1000])
      expect(environment.comments.join('\n')).toContain(second.outputs['job-id'])
    }))

  it("of a colleague's job as ours makes no run follow or cancel it", () =>
    withEnvironment({ forge: { timeline: RUNS_FOREVER }, clockSpeed: 1 }, async (environment) => {
      const { outputs } = await push(environment, 8123)
      const other = environment.forge.addJob({ request: OTHER_DATA })
      forgeCopy(environment, (record) =>
        mapRequests(record, ({ holds, jobs }) => ({
          holds,
          jobs: jobs.map((job) => ({ ...job, id: other.id, atMs: job.atMs + MINUTE })),
        })),
      )
      const second = await push(environment, 8124)
      expect(second.outputs['job-id']).toBe(outputs['job-id'])
      environment.write(SPEC_FILE, specOf(2000))
      for (const id of [8125, 8126]) await push(environment, id)
      expect(submittedSteps(environment)).toEqual([1000, 2000])
      expect(environment.forge.accepted.map(({ isCancelling }) => isCancelling)).toEqual([true, false])
      expect(other.isCancelling).toBe(false)
    }))
})
