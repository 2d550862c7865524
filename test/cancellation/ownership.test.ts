import { describe, expect, it } from '@jest/globals'
import { checkOwnership } from '../../src/cancellation/ownership.ts'
import type { CommentRecord, Hold } from '../../src/state/record.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import type { PullRequestState } from '../../src/state/github.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { FORBIDDEN, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'
import { StandaloneRun } from '../fakes/command-context.ts'
import {
  KEY,
  OTHER_DIGEST,
  OTHER_KEY,
  SCOPE,
  commentRecordOf,
  recordedJob,
  requestOf,
  runRef,
} from '../state/samples.ts'

const STATE = sampleState({ spec: sampleSpec({ file: 'a.yml', label: 'a.yml' }) })
const PULL_REQUEST = { isClosed: false, isMerged: false, headSha: 'abc1234' }

const recordOf = (id: number, attempt = 1, changes: Partial<Hold> = {}, key = KEY): CommentRecord =>
  commentRecordOf({
    [key]: requestOf({ holderId: 'another', run: runRef(id, attempt), leaseExpiresAtMs: 0, ...changes }),
  })

const LIVE = { leaseExpiresAtMs: TEST_START_MS + 60_000 }

async function newOwnerFor(
  record: CommentRecord | undefined,
  current: PullRequestState | undefined,
  state = STATE,
  failures = 0,
): Promise<string | undefined> {
  const run = new StandaloneRun()
  if (record) run.environment.addRecordComment(record)
  let failuresLeft = failures
  const fetchState = () =>
    Promise.resolve(
      current === undefined || failuresLeft-- > 0 ? BAD_GATEWAY : ({ ok: true, value: current } as const),
    )
  const pullRequest = { ...PULL_REQUEST, fetchState }
  const { findNewOwner } = await checkOwnership([state], { ...run.createContext(), pullRequest })
  return findNewOwner(state)
}

describe('the job of a cancelled step', () => {
  it('is left to a newer commit that GitHub names only at the third request', async () => {
    const newer = { ...PULL_REQUEST, headSha: 'def5678' }
    expect(await newOwnerFor(undefined, newer, STATE, 2)).toBe('newer-commit')
  })

  it.each<[string, CommentRecord | undefined, PullRequestState | undefined]>([
    ['there is no record', undefined, PULL_REQUEST],
    ['an older run asks for the request', recordOf(8000, 3), PULL_REQUEST],
    ['an earlier attempt of this run asks for it', recordOf(8123, 0), PULL_REQUEST],
    ['another step of this run asked for it', recordOf(8123), PULL_REQUEST],
    ['a newer run asked for it, and has ended', recordOf(9000), PULL_REQUEST],
    [
      'the pull request is closed, at another commit',
      undefined,
      { ...PULL_REQUEST, isClosed: true, headSha: 'newer' },
    ],
    ['GitHub does not return the pull request', undefined, undefined],
    ['a newer run of this step asks for something else', recordOf(9000, 1, LIVE, OTHER_KEY), PULL_REQUEST],
    [
      'a newer run asked for it for another commit, and ended without it',
      recordOf(9000, 1, { commit: 'new' }),
      PULL_REQUEST,
    ],
    ['another workflow has followed it', recordOf(9000, 1, { owner: 'another' }), PULL_REQUEST],
  ])('is cancelled by this run if %s', async (_, record, current) => {
    expect(await newOwnerFor(record, current)).toBeUndefined()
  })

  it.each<[string, CommentRecord | undefined, PullRequestState | undefined, string]>([
    ['a newer run asks for the request', recordOf(9000, 1, LIVE), PULL_REQUEST, 'newer-run'],
    ['an older run of this step waits for it', recordOf(8000, 1, LIVE), PULL_REQUEST, 'other-step'],
    ['a run with a longer id asks for it', recordOf(10000, 1, LIVE), PULL_REQUEST, 'newer-run'],
    ['a later attempt of this run asks for it', recordOf(8123, 2, LIVE), PULL_REQUEST, 'newer-run'],
    [
      'another workflow follows it',
      recordOf(8000, 1, { owner: 'another', ...LIVE }),
      PULL_REQUEST,
      'other-step',
    ],
    [
      'another step of this run follows it',
      recordOf(8123, 1, { owner: 'another', ...LIVE }),
      PULL_REQUEST,
      'other-step',
    ],
    [
      'a newer run asks for it, and the pull request is closed',
      recordOf(9000, 1, LIVE),
      { ...PULL_REQUEST, isClosed: true },
      'newer-run',
    ],
    ['the pull request was merged', undefined, { ...PULL_REQUEST, isClosed: true, isMerged: true }, 'merge'],
    ['the pull request has another head', undefined, { ...PULL_REQUEST, headSha: 'newer' }, 'newer-commit'],
  ])('is left running if %s', async (_, record, current, expected) => {
    expect(await newOwnerFor(record, current)).toBe(expected)
  })

  it.each([
    ['nothing', true],
    ['only a commit status', false],
  ])(
    'is cancelled although there is a newer commit if %s is the record, which its run does not know',
    async (_, isAbsent) => {
      const run = new StandaloneRun()
      Object.defineProperty(run.ledger, 'isOfConversation', { value: false })
      const fetchState = () =>
        Promise.resolve({ ok: true, value: { ...PULL_REQUEST, headSha: 'newer' } } as const)
      const { ledger, ...context } = { ...run.createContext(), pullRequest: { ...PULL_REQUEST, fetchState } }
      const { findNewOwner } = await checkOwnership([STATE], isAbsent ? context : { ...context, ledger })
      expect(findNewOwner(STATE)).toBeUndefined()
    },
  )

  it('is left running if a newer run has followed it for another commit', async () => {
    const job = recordedJob(1)
    const hold = { holderId: 'newer', run: runRef(9000), commit: 'newer', leaseExpiresAtMs: 0 }
    const state = { ...STATE, job: sampleJob({ id: job.id }) }
    const record = commentRecordOf(requestOf({ ...hold, jobId: job.id }, [job]))
    expect(await newOwnerFor(record, PULL_REQUEST, state)).toBe('newer-run')
  })

  it('is left running if another step with `wait: false` submitted it', async () => {
    const job = recordedJob(1, { owner: 'another' })
    const hold = { owner: 'another', holderId: 'another', jobId: job.id, leaseExpiresAtMs: 0 }
    const record = commentRecordOf(requestOf({ ...hold, leavesJob: true }, [job]))
    const state = { ...STATE, job: sampleJob({ id: job.id }) }
    expect(await newOwnerFor(record, PULL_REQUEST, state)).toBe('submitter')
    expect(await newOwnerFor(commentRecordOf(requestOf(hold, [job])), PULL_REQUEST, state)).toBeUndefined()
  })

  it('is checked for each spec', async () => {
    const run = new StandaloneRun()
    run.environment.addRecordComment(recordOf(9000, 1, LIVE, OTHER_KEY))
    const { findNewOwner } = await checkOwnership([STATE], run.createContext())
    expect(findNewOwner(STATE)).toBeUndefined()
    const spec = sampleSpec({ file: 'b.yml', label: 'b.yml', digest: OTHER_DIGEST })
    expect(findNewOwner(sampleState({ spec }))).toBe('newer-run')
  })

  it('is left running if an unsigned record says that a step follows it', async () => {
    const run = new StandaloneRun()
    const codec = createCodec('k', SCOPE, 'another key')
    run.environment.addRecordComment(recordOf(9000, 1, LIVE), { codec })
    const { findNewOwner } = await checkOwnership([STATE], run.createContext())
    expect(findNewOwner(STATE)).toBe('other-step')
  })

  it('is announced to be cancelled, and left running if a step starts to follow it at that time', async () => {
    const run = new StandaloneRun()
    const id = run.api.addJob({ statuses: [[0, 'RUNNING']] })
    const state = { ...STATE, job: { id } }
    const job = recordedJob(1, { id })
    run.environment.addRecordComment(commentRecordOf({ [KEY]: requestOf({ holderId: 'main' }, [job]) }))
    const announced: (number | undefined)[] = []
    void run.clock.sleep(3_000).then(() => {
      announced.push(run.environment.record.requests[KEY]?.jobs[0]?.stopAtMs)
      const other = createCodec('another', SCOPE, 'forge-key')
      run.environment.addRecordComment(recordOf(8000, 1, { owner: 'another', ...LIVE }), { codec: other })
    })
    const { findNewOwner, limit } = await checkOwnership([state], run.createContext())
    expect(announced).toEqual([TEST_START_MS])
    // A request that is sent then ends before anybody may follow the job.
    expect(limit?.deadlineMs).toBe(30_000)
    expect(findNewOwner(state)).toBe('other-step')
  })

  it.each([BAD_GATEWAY, FORBIDDEN])('is cancelled by this run if GitHub only returns %j', async (result) => {
    const run = new StandaloneRun()
    run.environment.addRecordComment(recordOf(9000, 1, LIVE))
    run.conversation.beforeCall = () => result
    const { findNewOwner } = await checkOwnership([STATE], run.createContext())
    expect(findNewOwner(STATE)).toBeUndefined()
    expect(findNewOwner({ ...STATE, isReused: true })).toBe('unknown')
    expect(run.conversation.calls).toHaveLength(4)
  })

  it('is left to a newer run although GitHub refuses to show that three times', async () => {
    const run = new StandaloneRun()
    run.environment.addRecordComment(recordOf(9000, 1, LIVE))
    let calls = 0
    run.conversation.beforeCall = () => (++calls <= 3 ? FORBIDDEN : undefined)
    const { findNewOwner } = await checkOwnership([STATE], run.createContext())
    expect(findNewOwner(STATE)).toBe('newer-run')
  })

  it('is left running if this step only followed it, and cannot announce the cancellation', async () => {
    const run = new StandaloneRun()
    const id = run.api.addJob({ statuses: [[0, 'RUNNING']] })
    const job = recordedJob(1, { id })
    run.environment.addRecordComment(commentRecordOf({ [KEY]: requestOf({ holderId: 'main' }, [job]) }))
    run.conversation.beforeCall = ({ operation }) => (operation === 'update' ? FORBIDDEN : undefined)
    const state = { ...STATE, job: { id } }
    const { findNewOwner, limit } = await checkOwnership([state], run.createContext())
    expect(findNewOwner(state)).toBeUndefined()
    expect(findNewOwner({ ...state, isReused: true })).toBe('unknown')
    expect(limit?.deadlineMs).toBe(30_000)
  })

  it('is cancelled by this run without a record and a pull request', async () => {
    const { ledger: _, ...context } = new StandaloneRun().createContext()
    const { findNewOwner } = await checkOwnership([STATE], context)
    expect(findNewOwner(STATE)).toBeUndefined()
  })

  it('is checked even while the record is being written', async () => {
    const run = new StandaloneRun()
    run.environment.addRecordComment(recordOf(9000, 1, LIVE))
    run.conversation.beforeCall = ({ operation }) =>
      operation === 'update' ? new Promise(() => undefined) : undefined
    void run.ledger.write([{ ...STATE, job: { id: 'x' } }])
    await new Promise((resolve) => setImmediate(resolve))
    const { findNewOwner } = await checkOwnership([STATE], run.createContext())
    expect(findNewOwner(STATE)).toBe('newer-run')
  })
})
