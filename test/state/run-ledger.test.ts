import { describe, expect, it } from '@jest/globals'
import type { GitHubResult } from '../../src/state/github.ts'
import { RunLedger } from '../../src/state/run-ledger.ts'
import { EMPTY_RECORD, type CommentRecord } from '../../src/state/record.ts'
import type { SpecRecords, RecordStore } from '../../src/state/record-store.ts'
import { TEST_START_MS, VirtualClock } from '../fakes/clock.ts'
import { FORBIDDEN, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { DIGEST, sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'
import { LABEL, OTHER_DIGEST, recordedJob, commentRecordOf, runRef, sampleSpecRecord } from './samples.ts'

const HOLDER = { run: runRef(8123), holderId: 'me', commit: 'abc1234' }
const PENDING = sampleState()
const RUNNING = sampleState({ job: sampleJob() })
const NEWER = commentRecordOf(
  sampleSpecRecord({ run: runRef(8124), holderId: 'newer', digest: OTHER_DIGEST }),
)
const NEITHER = [false, false]

/** A store that returns `result` for every call. */
class FakeStore implements RecordStore {
  readonly calls: { readonly call: string; readonly argument?: unknown }[] = []
  result: GitHubResult<CommentRecord>

  constructor(result: GitHubResult<CommentRecord> | CommentRecord = EMPTY_RECORD) {
    this.result = 'ok' in result ? result : { ok: true, value: result }
  }

  read(digests: Readonly<Record<string, string>>): Promise<GitHubResult<CommentRecord>> {
    return this.#answer({ call: 'read', argument: digests })
  }
  /** Passes a record on, as after a write of a report. */
  notify: (result: GitHubResult<CommentRecord>) => void = () => undefined
  subscribe(listener: typeof this.notify): void {
    this.notify = listener
  }
  readNow(): Promise<GitHubResult<CommentRecord>> {
    return this.#answer({ call: 'readNow' })
  }
  acquire({ specs }: { readonly specs: SpecRecords }): Promise<GitHubResult<CommentRecord>> {
    return this.#answer({ call: 'acquire', argument: specs })
  }
  write({ specs }: { readonly specs: SpecRecords }): Promise<GitHubResult<CommentRecord>> {
    return this.#answer({ call: 'write', argument: specs })
  }

  #answer(call: FakeStore['calls'][number]): Promise<GitHubResult<CommentRecord>> {
    this.calls.push(call)
    return Promise.resolve(this.result)
  }
}

const createLedger = (...stores: RecordStore[]): RunLedger =>
  new RunLedger({ stores, holder: HOLDER, clock: new VirtualClock() })

/** Whether the sample spec is superseded, and whether a newer run holds it. */
const statusOf = (ledger: RunLedger): boolean[] => [
  ledger.isSuperseded(PENDING),
  ledger.isHeldByNewerRun(PENDING),
]

describe('RunLedger', () => {
  it('is empty without a store, and accepts every call', async () => {
    const ledger = createLedger()
    expect(ledger.isPersistent).toBe(false)
    for (const result of [
      await ledger.read([PENDING]),
      await ledger.acquire([PENDING]),
      await ledger.write([PENDING]),
    ]) {
      expect(result).toEqual({ ok: true, value: EMPTY_RECORD })
    }
    await ledger.readNow()
    expect(statusOf(ledger)).toEqual(NEITHER)
  })

  it('reads with the digests of the specs', async () => {
    const ledger = new FakeStore(NEWER)
    const broken = { label: 'b.yml', timeline: [], notes: [] }
    expect(await createLedger(ledger).read([PENDING, broken])).toEqual({ ok: true, value: NEWER })
    expect(ledger.calls).toEqual([{ call: 'read', argument: { [LABEL]: DIGEST, 'b.yml': '' } }])
  })

  it('switches to the second store when the first denies access', async () => {
    const [first, second] = [new FakeStore(FORBIDDEN), new FakeStore(NEWER)]
    const ledger = createLedger(first, second)
    expect(await ledger.read([PENDING])).toEqual({ ok: true, value: NEWER })
    await ledger.acquire([PENDING])
    await ledger.write([PENDING])
    await ledger.readNow()
    await ledger.read([PENDING])
    expect(first.calls.map(({ call }) => call)).toEqual(['read'])
    expect(second.calls.map(({ call }) => call)).toEqual(['read', 'acquire', 'write', 'readNow', 'read'])
  })

  it('keeps the first store if its record is damaged', async () => {
    const damaged = { ...FORBIDDEN, isRecordUnreadable: true } as const
    const [first, second] = [new FakeStore(damaged), new FakeStore(NEWER)]
    expect(await createLedger(first, second).read([PENDING])).toBe(damaged)
    expect(second.calls).toEqual([])
  })

  it('keeps the first store after a transient error', async () => {
    const [first, second] = [new FakeStore(BAD_GATEWAY), new FakeStore(NEWER)]
    expect(await createLedger(first, second).read([PENDING])).toBe(BAD_GATEWAY)
    expect(second.calls).toEqual([])
  })

  it('returns the error if all stores deny access', async () => {
    const ledger = createLedger(new FakeStore(FORBIDDEN), new FakeStore(FORBIDDEN))
    expect(await ledger.read([PENDING])).toBe(FORBIDDEN)
    expect(ledger.isPersistent).toBe(true)
  })
})

describe('RunLedger writes', () => {
  it('a claim and then the job', async () => {
    const store = new FakeStore()
    const ledger = createLedger(store)
    await ledger.write([PENDING])
    await ledger.acquire([PENDING])
    await ledger.write([RUNNING])
    const common = { ...HOLDER, digest: DIGEST }
    expect(store.calls).toMatchObject([
      { call: 'write', argument: {} },
      {
        call: 'acquire',
        argument: { [LABEL]: { ...common, submissionStartedAtMs: TEST_START_MS, jobs: [] } },
      },
      {
        call: 'write',
        argument: { [LABEL]: { ...common, jobId: RUNNING.job!.id, jobs: [{ id: RUNNING.job!.id }] } },
      },
    ])
  })

  it('no claim that was lost to another step', async () => {
    const winnerRecord = commentRecordOf(sampleSpecRecord({ holderId: 'winner', submissionStartedAtMs: 1 }))
    const ledger = createLedger(new FakeStore(winnerRecord))
    await ledger.acquire([PENDING])
    expect(ledger.specRecords([PENDING])).toEqual({})
    const own = createLedger(
      new FakeStore(commentRecordOf(sampleSpecRecord({ holderId: 'me', submissionStartedAtMs: 1 }))),
    )
    await own.acquire([PENDING])
    expect(own.specRecords([PENDING])).toMatchObject({ [LABEL]: { submissionStartedAtMs: TEST_START_MS } })
    const uncertain = createLedger(new FakeStore(BAD_GATEWAY))
    await uncertain.acquire([PENDING])
    // The claim may have been written although the response was lost, so its end must be recorded.
    expect(uncertain.specRecords([{ ...PENDING, outcome: 'refused' }])).toMatchObject({
      [LABEL]: { holderId: 'me' },
    })
  })

  it('a lease until five minutes after the next heartbeat', () => {
    const ledger = createLedger(new FakeStore())
    const leaseMs = () => ledger.specRecords([RUNNING])[LABEL]!.leaseExpiresAtMs - TEST_START_MS
    expect(leaseMs()).toBe(6 * 60_000)
    ledger.heartbeatIntervalMs = 15 * 60_000
    expect(leaseMs()).toBe(20 * 60_000)
  })

  it('ended jobs, even of specs held by other runs', async () => {
    const otherRecord = sampleSpecRecord({ holderId: 'stranger', jobs: [recordedJob(1), recordedJob(2)] })
    const ledger = createLedger(
      new FakeStore({ specs: { 'b.yml': otherRecord, [LABEL]: sampleSpecRecord() } }),
    )
    await ledger.read([PENDING])
    ledger.markEnded('b.yml', [recordedJob(1)])
    ledger.markEnded(LABEL, [recordedJob(3)])
    const ended = { isUnfinished: false }
    expect(ledger.specRecords([RUNNING])).toMatchObject({
      'b.yml': { ...otherRecord, jobs: [{ ...recordedJob(1), ...ended }] },
      [LABEL]: { holderId: 'me', jobs: [{ id: RUNNING.job!.id }, { ...recordedJob(3), ...ended }] },
    })
  })

  it('the end of a claim of a killed step that submitted nothing', async () => {
    const claimedRecord = commentRecordOf(
      sampleSpecRecord({ ...HOLDER, submissionStartedAtMs: 1, atMs: TEST_START_MS - 1 }),
    )
    const cancelledState = sampleState({ outcome: 'cancelled' })
    for (const [record, isClaimed] of [
      [claimedRecord, true],
      [commentRecordOf(sampleSpecRecord({ holderId: 'other', submissionStartedAtMs: 1 })), false],
      [commentRecordOf(sampleSpecRecord(HOLDER)), false],
    ] as const) {
      const ledger = createLedger(new FakeStore(record))
      await ledger.releaseUnsubmitted([cancelledState])
      const specRecord = ledger.specRecords([cancelledState])[LABEL]
      expect(specRecord !== undefined).toBe(isClaimed)
      if (isClaimed) expect(specRecord?.submissionStartedAtMs).toBeUndefined()
    }
    const unknown = sampleState({ outcome: 'unknown' })
    const ledger = createLedger(new FakeStore(claimedRecord))
    await ledger.releaseUnsubmitted([unknown])
    expect(ledger.specRecords([unknown])).toEqual({})
  })
})

describe('RunLedger learns about other runs', () => {
  it.each<[string, (ledger: RunLedger) => Promise<unknown>]>([
    ['reads', (ledger) => ledger.read([PENDING])],
    ['reads now', (ledger) => ledger.readNow()],
    ['claims', (ledger) => ledger.acquire([PENDING])],
    ['writes', (ledger) => ledger.write([PENDING])],
  ])('when it %s', async (_, operation) => {
    const store = new FakeStore(BAD_GATEWAY)
    const ledger = createLedger(store)
    await operation(ledger)
    expect(statusOf(ledger)).toEqual(NEITHER)
    store.result = { ok: true, value: NEWER }
    await operation(ledger)
    expect(statusOf(ledger)).toEqual([true, true])
    store.result = BAD_GATEWAY
    await operation(ledger)
    expect(statusOf(ledger)).toEqual([true, true])
  })

  it('in what others read or write through its store', () => {
    const store = new FakeStore()
    const ledger = createLedger(store)
    store.notify({ ok: true, value: commentRecordOf(sampleSpecRecord({ run: runRef(8124) })) })
    expect(statusOf(ledger)).toEqual([false, true])
    store.notify(BAD_GATEWAY)
    expect(statusOf(ledger)).toEqual([false, true])
    const older = sampleSpecRecord({ run: runRef(8122), digest: OTHER_DIGEST })
    store.notify({ ok: true, value: commentRecordOf(older) })
    expect(statusOf(ledger)).toEqual(NEITHER)
  })

  it('but ignores an overridden run until there is a newer one', async () => {
    const store = new FakeStore(NEWER)
    const ledger = createLedger(store)
    await ledger.read([PENDING])
    ledger.overrideNewerRuns([PENDING])
    expect(statusOf(ledger)).toEqual(NEITHER)
    const newest = sampleSpecRecord({ run: runRef(8125), digest: OTHER_DIGEST })
    store.notify({ ok: true, value: commentRecordOf(newest) })
    expect(statusOf(ledger)).toEqual([true, true])
  })

  it.each(['constructor', 'toString', '__proto__'])('but not for an unrecorded spec called %s', (label) => {
    const ledger = createLedger(new FakeStore(NEWER))
    const state = sampleState({ spec: sampleSpec({ label }), job: sampleJob() })
    expect([ledger.isSuperseded(state), ledger.isHeldByNewerRun(state)]).toEqual(NEITHER)
    ledger.overrideNewerRuns([state])
    ledger.markEnded(label, [])
    expect(Object.keys(ledger.specRecords([state]))).toEqual([label])
  })

  it('but not for a state without a spec', async () => {
    const specs = { a: sampleSpecRecord({ run: runRef(8124), digest: OTHER_DIGEST }) }
    const ledger = createLedger(new FakeStore({ specs }))
    await ledger.read([])
    expect(ledger.isSuperseded({ label: 'a', timeline: [], notes: [] })).toBe(false)
  })
})
