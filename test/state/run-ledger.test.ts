import { describe, expect, it } from '@jest/globals'
import type { JobState } from '../../src/jobs/job-state.ts'
import { fingerprintRequest } from '../../src/jobs/match-request.ts'
import type { LeaseHolder } from '../../src/state/lease.ts'
import type { GitHubResult } from '../../src/state/github.ts'
import { decideClaim } from '../../src/state/claim.ts'
import { mergeRecords } from '../../src/state/merge-records.ts'
import { RunLedger } from '../../src/state/run-ledger.ts'
import { EMPTY_RECORD, requestKey, type CommentRecord, type RequestRecord } from '../../src/state/record.ts'
import type { ClaimResult, RequestRecords, RecordStore } from '../../src/state/record-store.ts'
import { TEST_START_MS, VirtualClock } from '../fakes/clock.ts'
import { FORBIDDEN, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { jobId } from '../fakes/forge-api.ts'
import { DIGEST, JOB_ID, sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'
import {
  commentRecordOf,
  KEY,
  LABEL,
  OTHER_DIGEST,
  OTHER_KEY,
  OWNER,
  recordedJob,
  requestOf,
  runRef,
  sampleHold,
  SCOPE,
  SERVICE,
} from './samples.ts'

const HOLDER: LeaseHolder = {
  run: runRef(8123),
  holderId: 'me',
  commit: 'abc1234',
  owner: OWNER,
  service: SERVICE,
  keyId: 'key',
  actor: 'ada',
}
const PENDING = sampleState()
const RUNNING = sampleState({ job: sampleJob({ createdAt: 7 }), provenance: 'submitted' })
const NEWER = commentRecordOf({ [OTHER_KEY]: requestOf({ run: runRef(8124), holderId: 'newer' }) })
const MINUTE_MS = 60_000

/** A store that returns `result` for every call. */
class FakeStore implements RecordStore {
  readonly conversation: string
  readonly calls: { readonly call: string; readonly argument?: unknown }[] = []
  result: GitHubResult<CommentRecord>

  constructor(result: GitHubResult<CommentRecord> | CommentRecord = EMPTY_RECORD, conversation = SCOPE) {
    this.conversation = conversation
    this.result = 'ok' in result ? result : { ok: true, value: result }
  }

  read(keys: readonly string[]): Promise<GitHubResult<CommentRecord>> {
    return this.#answer({ call: 'read', argument: keys })
  }
  /** Passes a record on, as after a write of a report. */
  notify: (result: GitHubResult<CommentRecord>) => void = () => undefined
  subscribe(listener: typeof this.notify): void {
    this.notify = listener
  }
  readNow(): Promise<GitHubResult<CommentRecord>> {
    return this.#answer({ call: 'readNow' })
  }
  beforeAcquire: () => Promise<void> = () => Promise.resolve()
  async acquire({ requests }: { readonly requests: RequestRecords }): Promise<GitHubResult<ClaimResult>> {
    await this.beforeAcquire()
    const result = await this.#answer({ call: 'acquire', argument: requests })
    return result.ok ? { ok: true, value: { record: result.value, isWritten: true, isSlow: false } } : result
  }
  write({ requests }: { readonly requests: RequestRecords }): Promise<GitHubResult<CommentRecord>> {
    return this.#answer({ call: 'write', argument: requests })
  }

  #answer(call: FakeStore['calls'][number]): Promise<GitHubResult<CommentRecord>> {
    this.calls.push(call)
    return Promise.resolve(this.result)
  }
}

/** A ledger, its clocks, and what it would write for one state. */
function createEnvironment(store: RecordStore, otherConversations?: readonly FakeStore[]) {
  const clock = new VirtualClock()
  const time = { nowMs: TEST_START_MS }
  const ledger = new RunLedger({
    store,
    otherConversations,
    holder: HOLDER,
    clock,
    githubTime: () => time.nowMs,
  })
  const requestFor = (state: JobState): RequestRecord | undefined => ledger.requests([state])[KEY]
  const holdFor = (state: JobState) => requestFor(state)?.holds[0]
  return { clock, time, ledger, requestFor, holdFor }
}
const createLedger = (store: RecordStore): RunLedger => createEnvironment(store).ledger

/** A ledger that has claimed the sample request. */
async function createClaimed(store = new FakeStore()) {
  const environment = createEnvironment(store)
  await environment.ledger.acquire([PENDING])
  return { ...environment, store }
}

describe('RunLedger', () => {
  it('reads with the keys of the requests', async () => {
    const store = new FakeStore(NEWER)
    const broken = { label: 'b.yml', timeline: [], notes: [] }
    expect(await createLedger(store).read([PENDING, broken])).toEqual({ ok: true, value: NEWER })
    expect(store.calls).toEqual([{ call: 'read', argument: [KEY] }])
  })

  it.each([FORBIDDEN, BAD_GATEWAY])('returns an error of its store', async (error) => {
    expect(await createLedger(new FakeStore(error)).read([PENDING])).toBe(error)
  })
})

describe('RunLedger, after a push that merged several pull requests,', () => {
  const OTHER_JOB = recordedJob(9)
  /** As this conversation names the same step there. */
  const OTHER_OWNER = `7001#6 ${OWNER}`
  const recordThere = commentRecordOf(
    { [KEY]: requestOf({}, [OTHER_JOB]), [OTHER_KEY]: requestOf({}, [recordedJob(8)]) },
    { ambiguousOwners: [OWNER] },
  )
  const other = new FakeStore(recordThere, '7001#6')

  it('finds the request in any of their conversations, and sees nothing else there', async () => {
    const { ledger } = createEnvironment(new FakeStore(), [other])
    const read = await ledger.read([PENDING])
    const job = { ...OTHER_JOB, owner: OTHER_OWNER }
    expect(read).toMatchObject({ ok: true, value: { requests: { [KEY]: { jobs: [job] } } } })
    expect(Object.keys(ledger.record.requests)).toEqual([KEY])
  })

  it('finds there, too, who has followed the request since', async () => {
    const store = new FakeStore(commentRecordOf({ [KEY]: requestOf({}) }, { shownPlans: [] }))
    const { ledger } = createEnvironment(Object.assign(store, { readNow: () => store.read([]) }), [other])
    expect(await ledger.readNow()).toBe(true)
    expect(ledger.record.shownPlans).toEqual([])
    expect(ledger.record.requests).toMatchObject({ [KEY]: { jobs: [{ id: OTHER_JOB.id }] } })
    expect(Object.keys(ledger.record.requests)).toEqual([KEY])
  })

  it('takes no owner there for the one of the same name here', async () => {
    const { ledger } = createEnvironment(new FakeStore(), [other])
    await ledger.read([PENDING])
    expect(ledger.record.requests[KEY]?.holds).toMatchObject([{ owner: OTHER_OWNER }])
    expect(ledger.record.ambiguousOwners).toEqual([OTHER_OWNER])
  })

  it.each([
    ['from a third conversation keeps its owner', '7001#66 train', '7001#66 train'],
    ['from this one has its own owner again', `${SCOPE} ${OWNER}`, OWNER],
  ])('a job that was copied there %s', async (_, owner, seenHere) => {
    const copied = commentRecordOf(requestOf({}, [recordedJob(9, { owner })]))
    const { ledger } = createEnvironment(new FakeStore(), [new FakeStore(copied, '7001#6')])
    await ledger.read([PENDING])
    expect(ledger.record.requests[KEY]?.jobs).toMatchObject([{ owner: seenHere }])
  })

  it('records a job from there with the same owner, however often it is read', async () => {
    const { ledger, requestFor } = createEnvironment(new FakeStore(), [other])
    await ledger.read([PENDING])
    const followed = sampleState({ job: sampleJob({ id: OTHER_JOB.id }), provenance: 'verified' })
    const copy = requestFor(followed) as RequestRecord
    expect(copy.jobs).toMatchObject([{ id: OTHER_JOB.id, owner: OTHER_OWNER, run: OTHER_JOB.run }])
    const again = createEnvironment(new FakeStore(commentRecordOf(copy)), [other])
    await again.ledger.read([PENDING])
    expect(again.ledger.record.requests[KEY]?.jobs).toMatchObject([{ owner: OTHER_OWNER }])
  })

  it('is replaced by no newer run of its step there', async () => {
    const there = commentRecordOf(requestOf({ run: runRef(8124), holderId: 'newer', commit: 'def5678' }))
    const { ledger } = createEnvironment(new FakeStore(), [new FakeStore(there, '7001#6')])
    await ledger.read([PENDING])
    expect(ledger.successorOf(PENDING)).toBeUndefined()
  })

  it.each([
    ['waits for an open claim of its step there', TEST_START_MS + MINUTE_MS, ['wait']],
    ['searches for the job of a lost claim of its step there', 0, ['recover', 'submit']],
  ])('%s', async (_, leaseExpiresAtMs, kinds) => {
    const claim = sampleHold({ submissionStartedAtMs: 5, leaseExpiresAtMs })
    const there = new FakeStore(commentRecordOf({ holds: [claim], jobs: [] }), '7001#6')
    const { ledger } = createEnvironment(new FakeStore(), [there])
    await ledger.read([PENDING])
    const decisions = decideClaim(ledger.record, { ...HOLDER, digest: DIGEST, nowMs: TEST_START_MS })
    expect(decisions.map(({ kind }) => kind)).toEqual(kinds)
    // Its job, once it is recorded here with that owner, settles the claim.
    ledger.setSubmitter(jobId(9), { owner: OTHER_OWNER, run: claim.run })
    const found = sampleState({ job: sampleJob({ id: jobId(9) }), provenance: 'recovered' })
    const merged = mergeRecords(ledger.record, commentRecordOf(ledger.requests([found])))
    const later = decideClaim(merged, { ...HOLDER, holderId: 'later', digest: DIGEST, nowMs: TEST_START_MS })
    expect(later).toMatchObject([{ kind: 'reuse', jobs: [{ id: jobId(9) }] }, { kind: 'submit' }])
  })

  it('fails if one of them cannot be read', async () => {
    const unread = createEnvironment(new FakeStore(), [new FakeStore(BAD_GATEWAY)])
    expect(await unread.ledger.readNow()).toBe(false)
    const { ledger } = createEnvironment(new FakeStore(), [other, new FakeStore(FORBIDDEN)])
    expect(await ledger.read([PENDING])).toBe(FORBIDDEN)
  })
})

describe('RunLedger writes', () => {
  it('all requests that the step asks for, as soon as it writes one', async () => {
    const { ledger, store } = await createClaimed()
    const other = sampleState({ spec: sampleSpec({ label: 'b.yml', digest: OTHER_DIGEST }) })
    ledger.ask([PENDING, other])
    const first = ledger.requests([RUNNING])
    expect(first).toMatchObject({
      [KEY]: { holds: [{ jobId: JOB_ID }] },
      [OTHER_KEY]: { holds: [{ holderId: 'me', label: 'b.yml' }], jobs: [] },
    })
    expect(first[OTHER_KEY]?.holds[0]).toMatchObject({ submissionStartedAtMs: undefined, jobId: undefined })
    // A write about one request does not take back what was said about the other.
    await ledger.write([{ ...other, job: sampleJob({ id: 'another-job' }), provenance: 'submitted' }])
    expect(store.calls.at(-1)?.argument).toMatchObject({
      [KEY]: { holds: [{ jobId: JOB_ID }] },
      [OTHER_KEY]: { holds: [{ jobId: 'another-job' }] },
    })
  })

  it('nothing for requests that a step asks for before it works on any', () => {
    const ledger = createLedger(new FakeStore())
    ledger.ask([PENDING])
    expect(ledger.requests([PENDING])).toEqual({})
  })

  it('with a claim what tells its job from older ones, until it has the job', async () => {
    const { ledger, holdFor } = await createClaimed()
    const baseline = { sinceS: 7, knownIds: ['an-old-job'] }
    ledger.setBaseline(PENDING, baseline)
    expect(holdFor(PENDING)).toMatchObject({ baseline })
    expect(holdFor(RUNNING)?.baseline).toBeUndefined()
  })

  it('nothing before a claim or a job, and nothing without a spec', () => {
    const withoutSpec = { label: JOB_ID, job: sampleJob(), timeline: [], notes: [] }
    expect(createLedger(new FakeStore()).requests([PENDING, withoutSpec])).toEqual({})
  })

  it('a claim, and then the job in its place', async () => {
    const { store, ledger, time } = await createClaimed()
    const { owner, run, holderId, commit, keyId, actor } = HOLDER
    const hold = { holderId, owner, run, commit, label: LABEL, atMs: TEST_START_MS }
    const fingerprint = fingerprintRequest(PENDING.spec!.request)
    expect(store.calls).toEqual([
      {
        call: 'acquire',
        argument: {
          [KEY]: {
            holds: [
              { ...hold, submissionStartedAtMs: TEST_START_MS, leaseExpiresAtMs: TEST_START_MS + 3 * MINUTE_MS, fingerprint },
            ],
            jobs: [],
          },
        },
      },
    ])
    time.nowMs += MINUTE_MS
    await ledger.write([RUNNING])
    const atMs = time.nowMs
    expect(store.calls.at(-1)?.argument).toEqual({
      [KEY]: {
        holds: [{ ...hold, atMs, leaseExpiresAtMs: atMs + 6 * MINUTE_MS, jobId: JOB_ID }],
        jobs: [
          { id: JOB_ID, owner, run, keyId, submittedBy: actor, atMs, createdAtS: 7, isUnfinished: true, provenance: 'submitted' },
        ],
      },
    })
  }) // prettier-ignore

  it('a job without a claim too', () => {
    expect(createEnvironment(new FakeStore()).holdFor(RUNNING)).toMatchObject({ holderId: 'me', jobId: JOB_ID })
  }) // prettier-ignore

  it('the start of the first of several claims, with a new lease', async () => {
    const { ledger, time, holdFor } = await createClaimed()
    time.nowMs += MINUTE_MS
    await ledger.acquire([PENDING])
    expect(holdFor(PENDING)).toMatchObject({
      submissionStartedAtMs: TEST_START_MS,
      atMs: TEST_START_MS,
      leaseExpiresAtMs: TEST_START_MS + 4 * MINUTE_MS,
    })
  })

  it('a claim whose response was lost, and its end', async () => {
    const { holdFor } = await createClaimed(new FakeStore(BAD_GATEWAY))
    expect(holdFor(PENDING)?.submissionStartedAtMs).toBe(TEST_START_MS)
    const refused = holdFor({ ...PENDING, outcome: 'refused' })
    expect(refused).toMatchObject({ holderId: 'me', leaseExpiresAtMs: 0 })
    expect(refused?.submissionStartedAtMs).toBeUndefined()
  })

  it.each<[string, Partial<JobState>, boolean]>([
    ['is running', {}, true],
    ['has an unknown outcome', { outcome: 'unknown' }, true],
    ['was refused', { outcome: 'refused' }, false],
    ['timed out before it was sent', { outcome: 'timed-out' }, false],
    ['was cancelled before it was sent', { outcome: 'cancelled' }, false],
  ])('the start of a submission only if a job may exist: the submission %s', async (_, changes, isPending) => {
    const { holdFor } = await createClaimed()
    const startedAtMs = holdFor({ ...PENDING, ...changes })?.submissionStartedAtMs
    expect(startedAtMs).toBe(isPending ? TEST_START_MS : undefined)
  }) // prettier-ignore

  it('a lease beyond the next heartbeat, which may be lost, and none after the step has finished', () => {
    const { ledger, holdFor } = createEnvironment(new FakeStore())
    const leaseMinutes = [1, 4, 8, 15].map((minutes) => {
      ledger.heartbeatIntervalMs = minutes * MINUTE_MS
      return (holdFor(RUNNING)!.leaseExpiresAtMs - TEST_START_MS) / MINUTE_MS
    })
    expect(leaseMinutes).toEqual([6, 4 + 6 + 1, 8 + 12 + 1, 15 + 15 + 1])
    expect(holdFor({ ...RUNNING, outcome: 'submitted' })?.leaseExpiresAtMs).toBe(0)
  })

  it('the same version after a heartbeat or a change of the job status', () => {
    const { time, holdFor, requestFor } = createEnvironment(new FakeStore())
    expect(holdFor(RUNNING)?.atMs).toBe(TEST_START_MS)
    time.nowMs += MINUTE_MS
    const later = sampleState({ job: sampleJob({ status: 'QUEUED', modifiedAt: 7 }) })
    expect(requestFor(later)?.holds).toMatchObject([
      { atMs: TEST_START_MS, leaseExpiresAtMs: TEST_START_MS + 7 * MINUTE_MS },
    ])
  })

  it('a later version for each change, even if the clock stops or goes back', async () => {
    const { time, holdFor } = await createClaimed()
    const ended = { ...RUNNING, job: sampleJob({ status: 'SUCCESS' }) }
    const versions = [holdFor(PENDING), holdFor(RUNNING)]
    time.nowMs -= MINUTE_MS
    versions.push(holdFor(ended), holdFor({ ...ended, outcome: 'succeeded' }))
    expect(versions.map((version) => version!.atMs - TEST_START_MS)).toEqual([0, 1, 1, 2])
  })

  it('each request for itself, and one hold for several specs with the same request', async () => {
    const { ledger } = await createClaimed()
    const other = sampleState({ spec: sampleSpec({ label: 'b.yml', digest: OTHER_DIGEST }), job: sampleJob() })
    const requests = ledger.requests([PENDING, other])
    expect(Object.keys(requests).sort()).toEqual([OTHER_KEY, KEY])
    expect(requests[OTHER_KEY]?.holds).toMatchObject([{ label: 'b.yml', jobId: JOB_ID }])
    expect(requests[KEY]?.holds[0]?.jobId).toBeUndefined()

    const [first, second] = ['a.yml', 'b.yml'].map((label, n) =>
      sampleState({ label, spec: sampleSpec({ label }), job: sampleJob({ id: jobId(n) }) }),
    ) as [JobState, JobState]
    const twice = ledger.requests([first, second])[KEY]
    expect(twice?.holds).toMatchObject([{ holderId: 'me', jobId: jobId(0) }])
    expect(twice?.jobs.map(({ id }) => id)).toEqual([jobId(0), jobId(1)])
  }) // prettier-ignore

  it.each(['constructor', 'toString', '__proto__'])('a request called %s', (digest) => {
    const { ledger } = createEnvironment(new FakeStore(NEWER))
    const state = sampleState({ spec: sampleSpec({ digest }), job: sampleJob() })
    expect(ledger.successorOf(state)).toBeUndefined()
    expect(Object.keys(ledger.requests([state]))).toEqual([requestKey(digest, SERVICE)])
  })

  it('the model of a job only once it has succeeded', () => {
    const { requestFor } = createEnvironment(new FakeStore())
    const job = sampleJob({ status: 'SUCCESS', outputModel: 'ft:x' })
    expect(requestFor({ ...RUNNING, job })?.jobs).toMatchObject([{ isUnfinished: true, outputModel: undefined }])
    expect(requestFor({ ...RUNNING, job, outcome: 'succeeded' })?.jobs).toMatchObject([
      { isUnfinished: false, outputModel: 'ft:x' },
    ])
    expect(requestFor({ ...RUNNING, job, outcome: 'unknown' })?.jobs[0]?.outputModel).toBeUndefined()
  }) // prettier-ignore
})

describe('a submission that is left to another step', () => {
  it('is written at once, so that nobody waits for it', async () => {
    const { store, ledger } = await createClaimed()
    await ledger.leaveToOthers([PENDING])
    const [claimed, released] = store.calls.map(({ argument }) => (argument as RequestRecords)[KEY]?.holds[0])
    expect(store.calls.map(({ call }) => call)).toEqual(['acquire', 'write'])
    expect(released).toMatchObject({ holderId: 'me', leaseExpiresAtMs: TEST_START_MS + 3 * MINUTE_MS })
    expect(released?.submissionStartedAtMs).toBeUndefined()
    expect(released!.atMs).toBeGreaterThan(claimed!.atMs)
  })

  it('is left to it in every later write, because another step may have overwritten that', async () => {
    const { ledger, holdFor } = await createClaimed()
    await ledger.leaveToOthers([PENDING])
    const ended = sampleState({ outcome: 'superseded' })
    for (const state of [PENDING, ended])
      expect(holdFor(state)).toEqual({ ...holdFor(state), holderId: 'me', submissionStartedAtMs: undefined })
    expect(holdFor(ended)?.leaseExpiresAtMs).toBe(0)
    expect(holdFor(RUNNING)).toMatchObject({ jobId: JOB_ID, leaseExpiresAtMs: TEST_START_MS + 6 * MINUTE_MS })
  }) // prettier-ignore

  it('is written again after a read that shows that another step has overwritten it', async () => {
    const { store, ledger } = await createClaimed()
    const claimed = { [KEY]: requestOf({ ...HOLDER, submissionStartedAtMs: TEST_START_MS }) }
    const calls = () => store.calls.map(({ call }) => call)
    store.result = { ok: true, value: commentRecordOf(claimed) }
    await ledger.read([PENDING])
    expect(calls()).toEqual(['acquire', 'read'])
    await ledger.leaveToOthers([PENDING])
    await ledger.read([PENDING])
    expect(calls().slice(2)).toEqual(['write', 'read', 'write'])
    expect(store.calls.at(-1)).toEqual(store.calls.at(-3))
    store.result = { ok: true, value: commentRecordOf(requestOf(HOLDER)) }
    await ledger.read([PENDING])
    expect(calls().slice(5)).toEqual(['read'])
  })

  it('can be taken again, as if new', async () => {
    const { ledger, time, holdFor } = await createClaimed()
    await ledger.leaveToOthers([PENDING])
    time.nowMs += MINUTE_MS
    await ledger.acquire([PENDING])
    expect(holdFor(PENDING)).toMatchObject({ submissionStartedAtMs: time.nowMs })
  })

  it('without a claim shows that we ask for the request too, and is written once', async () => {
    const store = new FakeStore()
    const ledger = createLedger(store)
    await ledger.leaveToOthers([PENDING])
    await ledger.leaveToOthers([PENDING])
    const { owner, run, holderId } = HOLDER
    const hold = { holderId, owner, run, leaseExpiresAtMs: TEST_START_MS + 3 * MINUTE_MS }
    expect(store.calls).toMatchObject([{ call: 'write', argument: { [KEY]: { holds: [hold], jobs: [] } } }])
    const [written] = (store.calls[0]?.argument as RequestRecords)[KEY]!.holds
    expect([written?.submissionStartedAtMs, written?.jobId]).toEqual([undefined, undefined])
  })

  it('without a claim is written again after a read that does not show it', async () => {
    const store = new FakeStore()
    const ledger = createLedger(store)
    await ledger.leaveToOthers([PENDING])
    store.result = { ok: true, value: commentRecordOf(requestOf({ holderId: 'other' })) }
    await ledger.read([PENDING])
    expect(store.calls.map(({ call }) => call)).toEqual(['write', 'read', 'write'])
    expect(store.calls[2]).toEqual(store.calls[0])
  })

  it('by a killed step that submitted nothing, or that waited for another, is ended by the next write', async () => {
    const claimed = commentRecordOf(requestOf({ ...HOLDER, submissionStartedAtMs: 1 }))
    const cancelled = sampleState({ outcome: 'cancelled' })
    for (const [record, isOwn] of [
      [claimed, true],
      [commentRecordOf(requestOf({ holderId: 'other', submissionStartedAtMs: 1 })), false],
      [commentRecordOf(requestOf(HOLDER)), true],
    ] as const) {
      const { ledger, holdFor } = createEnvironment(new FakeStore(record))
      await ledger.releaseUnsubmitted([cancelled])
      const hold = holdFor(cancelled)
      expect(hold !== undefined).toBe(isOwn)
      if (isOwn) expect(hold).toMatchObject({ leaseExpiresAtMs: 0, submissionStartedAtMs: undefined })
    }
    const unknown = sampleState({ outcome: 'unknown' })
    const { ledger, holdFor } = createEnvironment(new FakeStore(claimed))
    await ledger.releaseUnsubmitted([unknown])
    expect(holdFor(unknown)).toBeUndefined()
  })
})

describe('hasFreshClaim', () => {
  it('holds for 90 s after the claim that GitHub acknowledged, whatever time it is at GitHub', async () => {
    const { ledger, clock, time } = await createClaimed()
    time.nowMs += 24 * 60 * MINUTE_MS
    await clock.sleep(89_999)
    expect(ledger.hasFreshClaim(PENDING)).toBe(true)
    await clock.sleep(1)
    expect(ledger.hasFreshClaim(PENDING)).toBe(false)
    await ledger.acquire([PENDING])
    expect(ledger.hasFreshClaim(PENDING)).toBe(true)
  })

  it.each([
    ['the machine was suspended, where its monotonic clock stands still', 0, 90_000, false],
    ['its wall clock was set forward', 1_000, 3_600_000, false],
    ['its wall clock was set back', 90_000, -3_600_000, false],
    ['its wall clock was set back a moment after the claim', 1_000, -3_600_000, true],
  ])('counts by the clock that counted more: %s', async (_, nowMs, wallMs, expected) => {
    const { ledger, clock } = await createClaimed()
    const wall = clock.wall() + wallMs
    await clock.sleep(nowMs)
    clock.wall = () => wall
    expect(ledger.hasFreshClaim(PENDING)).toBe(expected)
  })

  it('is false if GitHub took so long, because the lease runs from the start', async () => {
    const store = new FakeStore()
    const { ledger, clock } = createEnvironment(store)
    store.beforeAcquire = () => clock.sleep(90_000)
    await ledger.acquire([PENDING])
    expect(ledger.hasFreshClaim(PENDING)).toBe(false)
  })

  it('is false without an acknowledged claim, and after it was released', async () => {
    expect((await createClaimed(new FakeStore(BAD_GATEWAY))).ledger.hasFreshClaim(PENDING)).toBe(false)
    const { ledger } = await createClaimed()
    const other = sampleState({ spec: sampleSpec({ digest: OTHER_DIGEST }) })
    expect(ledger.hasFreshClaim(other)).toBe(false)
    await ledger.leaveToOthers([PENDING])
    expect(ledger.hasFreshClaim(PENDING)).toBe(false)
  })
})

describe('a job that is already recorded', () => {
  const jobIn = async (recorded: Parameters<typeof recordedJob>[1], state: Partial<JobState>) => {
    const known = recordedJob(1, { id: JOB_ID, owner: 'evaluate', run: runRef(8000), atMs: 5, ...recorded })
    const { ledger, requestFor } = createEnvironment(new FakeStore(commentRecordOf(requestOf({}, [known]))))
    await ledger.read([PENDING])
    return { known, job: requestFor({ ...RUNNING, ...state })?.jobs[0] }
  }

  it('keeps its owner, run and time when another step follows it', async () => {
    const { known, job } = await jobIn({}, { isReused: true, provenance: 'verified' })
    expect(job).toEqual({ ...known, createdAtS: 7 })
  })

  it.each(['recovered', 'unsigned', 'listed'] as const)(
    'stays %s, however often and with whatever provenance it is written again',
    async (provenance) => {
      for (const again of ['submitted', 'verified'] as const) {
        const { job } = await jobIn({ provenance }, { provenance: again })
        expect(job?.provenance).toBe(provenance)
      }
    },
  )

  it('keeps its creation time', async () => {
    expect((await jobIn({ createdAtS: 6 }, {})).job?.createdAtS).toBe(6)
  })
})

describe('updateJob', () => {
  it('adds jobs of other runs to the next writes', () => {
    const { ledger } = createEnvironment(new FakeStore())
    const [ended, replaced] = [
      recordedJob(1, { isUnfinished: false }),
      recordedJob(3, { replacedBy: DIGEST }),
    ]
    ledger.updateJob(OTHER_KEY, ended)
    ledger.updateJob(KEY, replaced)
    const requests = ledger.requests([RUNNING])
    expect(requests[OTHER_KEY]).toEqual({ holds: [], jobs: [ended] })
    expect(requests[KEY]?.holds).toMatchObject([{ holderId: 'me' }])
    expect(requests[KEY]?.jobs.map(({ id }) => id).sort()).toEqual([jobId(3), JOB_ID])
  })

  it('merges what becomes of one job', () => {
    const { ledger } = createEnvironment(new FakeStore())
    ledger.updateJob(KEY, recordedJob(1, { replacedBy: DIGEST }))
    ledger.updateJob(KEY, recordedJob(1, { isUnfinished: false }))
    expect(ledger.requests([])[KEY]?.jobs).toEqual([
      recordedJob(1, { replacedBy: DIGEST, isUnfinished: false }),
    ])
  })
})

describe('RunLedger learns about other runs', () => {
  const SUCCESSOR = { run: runRef(8124), asksForRequest: false, hasJob: false }

  it.each<[string, (ledger: RunLedger) => Promise<unknown>]>([
    ['reads', (ledger) => ledger.read([PENDING])],
    ['reads now', (ledger) => ledger.readNow()],
    ['claims', (ledger) => ledger.acquire([PENDING])],
    ['writes', (ledger) => ledger.write([PENDING])],
  ])('when it %s, and forgets nothing after an error', async (_, operation) => {
    const store = new FakeStore(BAD_GATEWAY)
    const ledger = createLedger(store)
    await operation(ledger)
    expect(ledger.successorOf(PENDING)).toBeUndefined()
    store.result = { ok: true, value: NEWER }
    await operation(ledger)
    expect(ledger.successorOf(PENDING)).toEqual(SUCCESSOR)
    expect(ledger.record).toEqual(NEWER)
    store.result = BAD_GATEWAY
    await operation(ledger)
    expect(ledger.successorOf(PENDING)).toEqual(SUCCESSOR)
  })

  it('in what others read or write through its store', () => {
    const store = new FakeStore()
    const ledger = createLedger(store)
    expect(ledger.followerOf(PENDING)).toBeUndefined()
    store.notify({
      ok: true,
      value: commentRecordOf(
        requestOf({ holderId: 'newer', run: runRef(8124), commit: 'def5678', jobId: 'a job' }),
      ),
    })
    expect(ledger.successorOf(PENDING)).toEqual({ ...SUCCESSOR, asksForRequest: true, hasJob: true })
    expect(ledger.followerOf(PENDING)).toBe('newer-run')
    store.notify(BAD_GATEWAY)
    expect(ledger.followerOf(PENDING)).toBe('newer-run')
  })

  it('and keeps what one store shows when another one shows less', async () => {
    const store = new FakeStore(NEWER)
    const ledger = createLedger(store)
    await ledger.read([PENDING])
    store.notify({ ok: true, value: EMPTY_RECORD })
    expect(ledger.successorOf(PENDING)).toEqual(SUCCESSOR)
  })

  it('but ignores an overridden run until there is a newer one', async () => {
    const store = new FakeStore(NEWER)
    const ledger = createLedger(store)
    await ledger.read([PENDING])
    ledger.overrideNewerRuns()
    expect(ledger.successorOf(PENDING)).toBeUndefined()
    const newest = requestOf({ holderId: 'newest', run: runRef(8125) })
    store.notify({ ok: true, value: commentRecordOf({ [OTHER_KEY]: newest }) })
    expect(ledger.successorOf(PENDING)).toEqual({ ...SUCCESSOR, run: runRef(8125) })
  })

  it('but not for a state without a spec', async () => {
    const ledger = createLedger(new FakeStore(NEWER))
    await ledger.read([])
    const state: JobState = { label: 'a', timeline: [], notes: [] }
    expect([ledger.successorOf(state), ledger.followerOf(state), ledger.keyOf(state)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
