import { afterEach, describe, expect, it } from '@jest/globals'
import { handleClosedPullRequest, isPullRequestClosed } from '../../src/jobs/close-pull-request.ts'
import { stateFromSpec, type JobState } from '../../src/jobs/job-state.ts'
import { requestKey, type Hold, type RecordedJob, type RequestRecord } from '../../src/state/record.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import type { CommandContext } from '../../src/commands/context.ts'
import type { PullRequestState } from '../../src/state/github.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { FORBIDDEN, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { DIGEST, sampleSpec } from '../fakes/samples.ts'
import { FakeEnvironment, FakeRun, StandaloneRun } from '../fakes/command-context.ts'
import { OWNER, SIBLING } from '../fakes/owners.ts'
import { jobId, type JobLifecycle } from '../fakes/forge-api.ts'
import { KEY, OTHER_KEY, SCOPE, commentRecordOf, recordedJob, requestOf, runRef } from '../state/samples.ts'

const MINUTE = 60_000
const RUNNING: JobLifecycle = { statuses: [[0, 'RUNNING']], cancelDelayMs: 3_000 }
const SPEC = sampleSpec({ file: 'a.yml', label: 'a.yml' })
const CLOSED: PullRequestState = { isClosed: true, isMerged: false, headSha: 'abc1234' }
const MERGED: PullRequestState = { ...CLOSED, isMerged: true }
const OPEN: PullRequestState = { ...CLOSED, isClosed: false }

/** A pull request at the time of the event and now; undefined if GitHub does not respond. */
const pullRequest = (
  atEvent: PullRequestState,
  current: PullRequestState | undefined,
): NonNullable<CommandContext['pullRequest']> => ({
  ...atEvent,
  fetchState: () => Promise.resolve(current ? { ok: true, value: current } : BAD_GATEWAY),
})

let run: FakeRun

afterEach(() => run.kill())

describe('isPullRequestClosed', () => {
  it.each<[string, PullRequestState | undefined, PullRequestState | undefined, boolean]>([
    ['no pull request', undefined, undefined, false],
    ['open', OPEN, OPEN, false],
    ['open, then no response from GitHub', OPEN, undefined, false],
    ['open, then closed', OPEN, CLOSED, true],
    ['open, then merged', OPEN, MERGED, true],
    ['closed', CLOSED, CLOSED, true],
    ['closed, then reopened', CLOSED, OPEN, true],
    ['closed, then no response from GitHub', CLOSED, undefined, true],
  ])('%s', async (_, atEvent, current, expected) => {
    run = new StandaloneRun()
    const details = atEvent && { pullRequest: pullRequest(atEvent, current) }
    expect(await isPullRequestClosed({ ...run.createContext(), ...details })).toBe(expected)
  })
})

/** Creates a job that an earlier run submitted. */
function recordJob(changes: Partial<RecordedJob> = {}): RecordedJob {
  run.api.addJob(RUNNING, SPEC.request, MINUTE)
  return recordedJob(run.api.jobs.length, { run: runRef(8000), atMs: TEST_START_MS, ...changes })
}

const earlier = (jobs: readonly RecordedJob[], changes: Partial<Hold> = {}): RequestRecord =>
  requestOf({ holderId: 'earlier', run: runRef(8000), leaseExpiresAtMs: 0, ...changes }, jobs)

interface CloseOptions {
  readonly atEvent?: PullRequestState
  readonly current?: PullRequestState | undefined
  readonly onSuperseded?: 'cancel' | 'leave'
}

async function close(
  requests: Record<string, RequestRecord>,
  options: CloseOptions = {},
): Promise<readonly JobState[]> {
  const { atEvent = CLOSED, onSuperseded = 'cancel' } = options
  const current = 'current' in options ? options.current : atEvent
  run.environment.addRecordComment(commentRecordOf(requests))
  run.api.calls.length = 0
  const states = [stateFromSpec(SPEC)]
  run.reporter.start(states)
  return handleClosedPullRequest(
    states,
    { onSuperseded },
    { ...run.createContext(), pullRequest: pullRequest(atEvent, current) },
  )
}

describe('handleClosedPullRequest', () => {
  it('cancels the unfinished jobs of all specs and adds a note for each', async () => {
    run = new StandaloneRun()
    const requests = {
      [KEY]: earlier([recordJob(), recordJob({ owner: 'another step' }), recordJob({ isUnfinished: false })]),
      [OTHER_KEY]: earlier([recordJob()]),
    }
    const [state] = await close(requests)
    expect(run.environment.jobs.cancelled).toEqual([1, 2, 4].map(jobId))
    expect(state).toMatchObject({ outcome: 'valid' })
    expect(state?.notes).toEqual([
      { code: 'pull-request-closed', isMerged: false },
      ...[4, 1, 2].map((n) => ({ code: 'obsolete-job-cancelled', jobId: jobId(n) })),
    ])
    expect(run.log.lines.join()).toContain(`The job \`${jobId(4)}\``)
  })

  it.each<[string, CloseOptions]>([
    ['was merged', { atEvent: MERGED }],
    ['was merged after the event', { current: MERGED }],
    ['was merged, and GitHub does not respond', { atEvent: MERGED, current: undefined }],
    ['was reopened', { current: OPEN }],
    ['has `on-superseded: leave`', { onSuperseded: 'leave' }],
  ])('keeps the jobs if the pull request %s', async (_, options) => {
    run = new StandaloneRun()
    const [state] = await close({ [KEY]: earlier([recordJob()]) }, options)
    expect(run.api.calls).toEqual([])
    expect(state).toMatchObject({ outcome: 'valid' })
    expect(run.log.lines.join()).toMatch(
      options.atEvent === MERGED || options.current === MERGED ? /was merged/ : /was closed/,
    )
  })

  it('cancels the jobs even if GitHub does not return the current state', async () => {
    run = new StandaloneRun()
    await close({ [KEY]: earlier([recordJob()]) }, { current: undefined })
    expect(run.environment.jobs.cancelled).toEqual([jobId(1)])
  })

  it('keeps the jobs that a newer run follows, and cancels the others', async () => {
    run = new StandaloneRun()
    await close({ [KEY]: earlier([recordJob()], { run: runRef(9000) }), [OTHER_KEY]: earlier([recordJob()]) })
    expect(run.environment.jobs.cancelled).toEqual([jobId(2)])
  })

  it('keeps a job that a run of the reopened pull request begins to follow at that moment', async () => {
    run = new StandaloneRun()
    const follow = commentRecordOf({ [KEY]: requestOf({ holderId: 'newer', run: runRef(9000) }) })
    run.conversation.afterCall = ({ operation }) => {
      if (operation === 'update') run.environment.addRecordComment(follow)
      return undefined
    }
    await close({ [KEY]: earlier([recordJob()]), [OTHER_KEY]: earlier([recordJob()]) })
    expect(run.environment.jobs.cancelled).toEqual([jobId(2)])
  })

  it.each<[string, boolean, readonly string[]]>([
    ['cancels only its own jobs, which no other branch needs, if it reports on an issue', false, [jobId(1)]],
    ['cancels no job of another pull request', true, []],
  ])('%s, and submits nothing', async (_, isPullRequest, cancelled) => {
    const closed = { ...pullRequest(CLOSED, CLOSED), number: 12 }
    const [owner, sibling, another] = [`${OWNER}#12`, `${SIBLING}#12`, `${OWNER}#13`]
    run = new FakeRun(new FakeEnvironment(), {
      owner,
      contextOverrides: { pullRequest: closed, isPullRequest },
    })
    const job = recordJob({ owner })
    const followed = { owner: another, leaseExpiresAtMs: TEST_START_MS + MINUTE }
    const requests = {
      [KEY]: {
        ...earlier([job, recordJob({ owner: another })]),
        holds: [owner, sibling].flatMap(
          (each) => earlier([], { holderId: each, owner: each, jobId: job.id }).holds,
        ),
      },
      [OTHER_KEY]: earlier([recordJob({ owner })], followed),
    }
    run.environment.addRecordComment(commentRecordOf(requests))
    expect(await run.execute()).toMatchObject({ outcome: 'valid' })
    expect(run.api.callsOf('create')).toEqual([])
    expect(run.environment.jobs.cancelled).toEqual(cancelled)
  })

  it('lets no later `sync` cancel them with `on-superseded: leave`', async () => {
    run = new StandaloneRun()
    await close({ [KEY]: earlier([recordJob()]) }, { onSuperseded: 'leave' })
    expect(run.environment.record.requests[KEY]?.jobs).toMatchObject([{ leavesOnSuperseded: true }])
  })

  it('cancels a job although another step holds a lease for it', async () => {
    run = new StandaloneRun()
    const lease = { owner: 'another step', leaseExpiresAtMs: TEST_START_MS + MINUTE }
    await close({ [KEY]: earlier([recordJob()], lease) })
    expect(run.environment.jobs.cancelled).toEqual([jobId(1)])
  })

  it.each<[string, string, boolean]>([
    ['names its own jobs', 'train', true],
    ['names those of a step that has another name now', 'renamed', true],
    ['does not name those of another step, which does so itself', 'other', false],
  ])('keeps the jobs of another service: %s', async (_, owner, isNamed) => {
    run = new StandaloneRun()
    const service = 'https://other.example'
    const now = { owner: 'other', run: runRef(8100), commit: 'newest', holderId: 'newest' }
    const [state] = await close({
      [requestKey(DIGEST, service)]: earlier([recordJob({ owner })], { owner }),
      [OTHER_KEY]: requestOf(now),
    })
    expect(run.api.calls).toEqual([])
    const note = { code: 'obsolete-job-at-other-service', jobId: jobId(1), service }
    expect(state?.notes.slice(1)).toEqual(isNamed ? [note] : [])
    expect(run.log.messages('warning').join().includes(service)).toBe(isNamed)
  })

  it.each(['unsigned', 'listed'] as const)('keeps a job that is %s, and says so', async (provenance) => {
    run = new StandaloneRun()
    const [state] = await close({ [KEY]: earlier([recordJob({ provenance })]) })
    expect(run.api.callsOf('cancel')).toEqual([])
    expect(state?.notes).toContainEqual({ code: 'obsolete-job-unproven', jobId: jobId(1) })
  })

  it('keeps jobs of a record with another signature', async () => {
    run = new StandaloneRun()
    const codec = createCodec('k', SCOPE, 'another key')
    run.environment.addRecordComment(commentRecordOf({ [KEY]: earlier([recordJob()]) }), { codec })
    const context = { ...run.createContext(), pullRequest: pullRequest(CLOSED, CLOSED) }
    const [state] = await handleClosedPullRequest([stateFromSpec(SPEC)], { onSuperseded: 'cancel' }, context)
    expect(run.environment.jobs.cancelled).toEqual([])
    expect(state?.notes).toContainEqual({ code: 'obsolete-job-unproven', jobId: jobId(1) })
  })

  it('leaves invalid specs unchanged', async () => {
    run = new StandaloneRun()
    const invalid: JobState = { label: 'b.yml', outcome: 'invalid', timeline: [], notes: [] }
    const context = { ...run.createContext(), pullRequest: pullRequest(CLOSED, CLOSED) }
    const states = await handleClosedPullRequest([invalid], { onSuperseded: 'cancel' }, context)
    expect(states).toMatchObject([{ label: 'b.yml', outcome: 'invalid' }])
  })

  it('works without a record', async () => {
    run = new StandaloneRun()
    const { ledger: _, ...context } = { ...run.createContext(), pullRequest: pullRequest(CLOSED, CLOSED) }
    const states = await handleClosedPullRequest([stateFromSpec(SPEC)], { onSuperseded: 'cancel' }, context)
    // Without notes the comment is not updated, because it may show a model.
    expect(states).toMatchObject([{ outcome: 'valid', notes: [] }])
    expect(run.log.lines.join()).toContain('was closed')
  })

  it('retries reading the record until GitHub responds', async () => {
    run = new StandaloneRun()
    run.conversation.beforeCall = () => (run.clock.now() < MINUTE ? BAD_GATEWAY : undefined)
    await close({ [KEY]: earlier([recordJob()]) })
    expect(run.environment.jobs.cancelled).toEqual([jobId(1)])
  })

  it.each([
    ['after transient errors', BAD_GATEWAY, MINUTE],
    ['after a permanent error', FORBIDDEN, 0],
  ])('notes that jobs may keep running if the record cannot be read %s', async (_, result, minMs) => {
    run = new StandaloneRun()
    run.conversation.beforeCall = () => result
    const [state] = await close({ [KEY]: earlier([recordJob()]) })
    expect(run.api.calls).toEqual([])
    expect(run.clock.now()).toBeGreaterThanOrEqual(minMs)
    expect(run.clock.now()).toBeLessThanOrEqual(15 * MINUTE)
    expect(state?.notes).toContainEqual({ code: 'unfinished-jobs-unknown', error: result.message })
  })
})
