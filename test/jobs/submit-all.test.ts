import { FakeWatch } from '../fakes/watch.ts'
import { formatOutputs } from '../../src/outputs.ts'
import { describe, expect, it } from '@jest/globals'
import { stateFromSpec, type JobState } from '../../src/jobs/job-state.ts'
import { Reporter } from '../../src/report/reporter.ts'
import { ReportWriter } from '../../src/report/report-writer.ts'
import type { Spec } from '../../src/job-spec/types.ts'
import { ServiceGate } from '../../src/jobs/service-gate.ts'
import { submitAll } from '../../src/jobs/submit-all.ts'
import { fingerprintRequest } from '../../src/jobs/match-request.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FakeLog } from '../fakes/log.ts'
import { sampleContext, sampleJob, sampleSpec } from '../fakes/samples.ts'
import { FakeWorkspace } from '../fakes/workspace.ts'
import { FakeForgeApi, INTERRUPTED, httpError, jobId, type Fault } from '../fakes/forge-api.ts'
import { OWNER, SERVICE, runRef } from '../state/samples.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const { request } = sampleSpec()

const spec = (label: string, changes: Partial<Spec['request']> = {}): Spec =>
  sampleSpec({ file: label, label, request: { ...request, ...changes } })
/** Differ from `A` in a field that the service does not report, may not report, or reports. */
const A = spec('a.yml')
const OTHER_DATA = spec('b.yml', { dataset_ids: ['7c9e6679-7425-40de-944b-e07fc1f90ae7'] })
const OTHER_ALIAS = spec('c.yml', { model_config: { base_model: 'mistral-large-latest' } })
const OTHER_KIND = spec('d.yml', { job_type: 'dpo' })

interface SavedPostState {
  readonly jobIds: readonly string[]
  readonly pendingSubmission?: { readonly label: string; readonly pending: { readonly fingerprint: unknown } }
}

interface SubmitOptions {
  readonly fault?: (operation: string, nth: number, api: FakeForgeApi) => Fault | undefined
  readonly isInMatrix?: boolean
  readonly onUnknown?: 'fail' | 'resubmit'
  readonly deadlineMs?: number
}

async function submitSpecs(states: readonly JobState[], options: SubmitOptions = {}) {
  const { fault, isInMatrix = false, onUnknown = 'fail', deadlineMs = 5 * HOUR } = options
  const clock = new VirtualClock()
  const api = new FakeForgeApi(clock, { statuses: [[0, 'QUEUED']] })
  api.script = ({ operation }, nth) => fault?.(operation, nth, api)
  const outputs: string[] = []
  const postStates: string[] = []
  const log = new FakeLog()
  const reporter = new Reporter({
    log,
    clock,
    context: sampleContext(),
    setOutputs: (state) => outputs.push(formatOutputs(state).jobs),
    savePostState: (postState) => postStates.push(JSON.stringify(postState)),
    writeSummary: () => Promise.resolve(),
    publisher: new ReportWriter({ clock, sleepUnref: (ms, signal) => clock.sleepUnref(ms, signal) }),
    startedMs: 0,
  })
  reporter.start(states)
  const submitted = await submitAll(
    states,
    { onUnknown, isInMatrix, reuse: true, onSuperseded: 'cancel' },
    {
      api: new ServiceGate(api, clock),
      clock,
      reporter,
      deadlineMs,
      eventName: 'push',
      files: new FakeWorkspace(),
      holder: { run: runRef(8123), holderId: 'w', commit: 'abc1234', owner: OWNER, service: SERVICE },
      githubTime: () => clock.wall(),
      random: () => 1,
      newIdempotencyKey: () => 'idempotency-key',
    },
    new FakeWatch(),
  )
  const requests = api.callsOf('create').map((call) => call.request)
  return {
    submitted,
    api,
    clock,
    outputs,
    postStates,
    log,
    requests,
    operations: api.calls.map((c) => c.operation),
  }
}

const onCreate = (n: number, fault: Fault) => (operation: string, nth: number) =>
  operation === 'create' && nth === n ? fault : undefined
const outcomes = (submitted: readonly JobState[]) => submitted.map(({ outcome }) => outcome)
const ids = (submitted: readonly JobState[]) => submitted.map(({ job }) => job?.id)

describe('the specs of a step', () => {
  it('are submitted one at a time, each after reading the list', async () => {
    const { submitted, operations, outputs } = await submitSpecs(
      [A, OTHER_DATA, OTHER_KIND].map(stateFromSpec),
    )
    expect(operations).toEqual(['list', 'create', 'list', 'create', 'list', 'create'])
    expect(ids(submitted)).toEqual([1, 2, 3].map(jobId))
    expect(outputs.map((jobs) => [1, 2, 3].filter((n) => jobs.includes(jobId(n))))).toEqual([
      [1],
      [1, 2],
      [1, 2, 3],
    ])
  })

  it('that are invalid are skipped', async () => {
    const invalid: JobState = { label: 'invalid.yml', outcome: 'invalid', timeline: [], notes: [] }
    const { submitted, operations } = await submitSpecs([invalid, stateFromSpec(A)])
    expect(submitted[0]).toBe(invalid)
    expect(operations).toEqual(['list', 'create'])
  })

  it('are submitted even if one of them is refused', async () => {
    const { submitted, requests } = await submitSpecs([A, OTHER_DATA].map(stateFromSpec), {
      fault: onCreate(1, { error: httpError(422) }),
    })
    expect(outcomes(submitted)).toEqual(['refused', undefined])
    expect(requests).toHaveLength(2)
  })

  it('save the pending submission before each POST and remove it after the response', async () => {
    const { postStates } = await submitSpecs([A, OTHER_DATA].map(stateFromSpec))
    const saved = postStates.map((each) => JSON.parse(each) as SavedPostState)
    const pendingOf = ({ label, request }: Spec) => ({
      label,
      pending: { fingerprint: fingerprintRequest(request) },
    })
    expect(saved).toMatchObject([
      { jobIds: [] },
      { jobIds: [], pendingSubmission: pendingOf(A) },
      { jobIds: [jobId(1)] },
      { jobIds: [jobId(1)], pendingSubmission: pendingOf(OTHER_DATA) },
      { jobIds: [jobId(1), jobId(2)] },
    ])
    expect(saved.map((each) => 'pendingSubmission' in each)).toEqual([false, true, false, true, false])
  })
})

describe('a response with the job of another spec', () => {
  it('is not ours, also if that spec comes later', async () => {
    const reused: JobState = { ...stateFromSpec(OTHER_DATA), job: sampleJob({ id: jobId(9) }) }
    const { submitted, log } = await submitSpecs([stateFromSpec(A), reused], {
      fault: onCreate(1, { answeredJob: sampleJob({ id: jobId(9) }) }),
    })
    expect(ids(submitted)).toEqual([jobId(1), jobId(9)])
    expect(log.lines.join()).toContain(
      `the service answered with the job ${jobId(9)}, which belongs to another spec of this step`,
    )
  })
})

describe('a job id that is not a UUID', () => {
  it('is pointed out once', async () => {
    const answeredJob = (n: number) => sampleJob({ id: `ftjob-${n}`, createdAt: 1_795_000_000 })
    const { submitted, log } = await submitSpecs([A, OTHER_KIND].map(stateFromSpec), {
      fault: (operation, nth) =>
        operation === 'create'
          ? { answeredJob: { ...answeredJob(nth), ...(nth === 2 ? { jobType: 'dpo' } : {}) } }
          : undefined,
    })
    expect(ids(submitted)).toEqual(['ftjob-1', 'ftjob-2'])
    expect(log.messages('warning')).toEqual([
      'The job id "ftjob-1" is not a UUID, which the API schema promises. This action can work with it; other tools may not.',
    ])
  })
})

describe('a lost response among several specs', () => {
  it('is resolved before the next submission, and its job is not reused', async () => {
    const { submitted, operations } = await submitSpecs([A, OTHER_DATA].map(stateFromSpec), {
      fault: (operation) => (operation === 'create' ? { error: INTERRUPTED, takesEffect: true } : undefined),
    })
    expect(operations).toEqual(['list', 'create', 'list', 'list', 'list', 'create', 'list', 'list'])
    expect(ids(submitted)).toEqual([jobId(1), jobId(2)])
  })

  it('holds back only lookalike specs if it stays unresolved', async () => {
    const { submitted, requests } = await submitSpecs(
      [A, OTHER_DATA, OTHER_KIND, OTHER_ALIAS].map(stateFromSpec),
      {
        fault: onCreate(1, { error: INTERRUPTED }),
      },
    )
    expect(outcomes(submitted)).toEqual(['unknown', 'refused', undefined, 'refused'])
    expect(submitted[1]?.notes).toEqual([{ code: 'lookalike-unresolved', label: 'a.yml' }])
    expect(requests).toEqual([A.request, OTHER_KIND.request])
  })

  it('that stays unresolved requires exact matches for the others', async () => {
    const { submitted } = await submitSpecs([A, OTHER_KIND].map(stateFromSpec), {
      fault: (operation, nth) =>
        operation === 'create' ? { error: INTERRUPTED, takesEffect: nth === 2 } : undefined,
    })
    expect(outcomes(submitted)).toEqual(['unknown', 'unknown'])
    expect(submitted[1]?.notes).toContainEqual({ code: 'match-unproven', jobId: jobId(1) })
  })

  it('that was resolved holds nothing back', async () => {
    const { submitted, requests } = await submitSpecs([A, OTHER_DATA, OTHER_ALIAS].map(stateFromSpec), {
      fault: onCreate(1, { error: INTERRUPTED, takesEffect: true }),
    })
    expect(ids(submitted)).toEqual([jobId(1), jobId(2), jobId(3)])
    expect(requests).toHaveLength(3)
  })

  it('holds back even what was refused after it was sent again', async () => {
    const { submitted, requests } = await submitSpecs([A, OTHER_DATA].map(stateFromSpec), {
      onUnknown: 'resubmit',
      fault: (operation, nth) =>
        operation === 'create' ? { error: nth === 1 ? INTERRUPTED : httpError(422) } : undefined,
    })
    expect(outcomes(submitted)).toEqual(['unknown', 'refused'])
    expect(requests).toEqual([A.request, A.request])
  })

  it('in a matrix requires an exact match', async () => {
    const { submitted } = await submitSpecs([stateFromSpec(A)], {
      isInMatrix: true,
      fault: onCreate(1, { error: INTERRUPTED, takesEffect: true }),
    })
    expect(outcomes(submitted)).toEqual(['unknown'])
  })
})

describe('an unavailable service', () => {
  const THREE = [A, OTHER_DATA, OTHER_KIND].map(stateFromSpec)

  it.each([
    ['the list', 'list'],
    ['the POST', 'create'],
  ])('is retried for 15 minutes in total (%s)', async (_, what) => {
    const { submitted, clock, api } = await submitSpecs(THREE, {
      fault: (operation) => (operation === what ? { error: httpError(429) } : undefined),
    })
    expect(outcomes(submitted)).toEqual(['refused', 'refused', 'refused'])
    expect(clock.now()).toBeLessThanOrEqual(15 * MINUTE)
    expect(clock.now()).toBeGreaterThan(14 * MINUTE)
    expect(api.jobs).toEqual([])
    // The last attempt of the first spec, and one attempt for each of the others. The list is read before each POST.
    const atTheEnd = api.calls.filter(({ atMs }) => atMs === clock.now())
    expect(atTheEnd).toHaveLength(what === 'list' ? 1 + 2 : 2 + 4)
  })

  it('that recovers accepts the next spec', async () => {
    const away = await submitSpecs([stateFromSpec(A)], { fault: () => ({ error: INTERRUPTED }) })
    const tries = away.api.calls.length
    const { submitted } = await submitSpecs([A, OTHER_DATA].map(stateFromSpec), {
      fault: (operation, nth) => (operation === 'list' && nth <= tries ? { error: INTERRUPTED } : undefined),
    })
    expect(outcomes(submitted)).toEqual(['refused', undefined])
    expect(ids(submitted)).toEqual([undefined, jobId(1)])
  })

  it('is retried for the next spec if the first was refused for another reason', async () => {
    const { submitted, clock } = await submitSpecs([A, OTHER_KIND].map(stateFromSpec), {
      fault: (operation, nth) => {
        if (operation === 'create' && nth === 1) return { error: httpError(422) }
        return operation === 'list' && nth > 1 && nth < 8 ? { error: INTERRUPTED } : undefined
      },
    })
    expect(outcomes(submitted)).toEqual(['refused', undefined])
    expect(clock.now()).toBeGreaterThan(MINUTE / 2)
  })

  it('gets no further request before the end of Retry-After', async () => {
    const busy = httpError(429, { retryAfterMs: 20 * MINUTE })
    const { api } = await submitSpecs([A, OTHER_KIND].map(stateFromSpec), {
      fault: (operation, nth) => (operation === 'create' && nth === 1 ? { error: busy } : undefined),
    })
    expect(api.calls.filter(({ atMs }) => atMs < 20 * MINUTE)).toHaveLength(2)
  })
})

describe('a step past its deadline', () => {
  it('submits nothing more', async () => {
    const { requests, submitted } = await submitSpecs([A, OTHER_KIND].map(stateFromSpec), {
      fault: (operation, nth) => {
        if (operation === 'create' && nth === 1) return { error: INTERRUPTED, durationMs: 3 * MINUTE }
        return undefined
      },
      deadlineMs: 2 * MINUTE,
    })
    expect(requests).toEqual([A.request])
    expect(submitted[1]?.job).toBeUndefined()
  })
})
