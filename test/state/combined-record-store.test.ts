import { afterEach, describe, expect, it } from '@jest/globals'
import { CombinedRecordStore } from '../../src/state/combined-record-store.ts'
import type { GitHubResult } from '../../src/state/github.ts'
import { EMPTY_RECORD, type CommentRecord, type RequestRecord } from '../../src/state/record.ts'
import type { ClaimUpdate, RecordStore } from '../../src/state/record-store.ts'
import { SPEC, type FakeRunOptions } from '../fakes/command-context.ts'
import { BAD_GATEWAY, FORBIDDEN, type ErrorResult } from '../fakes/comment-store.ts'
import { FakeCommitStatuses } from '../fakes/commit-statuses.ts'
import { jobId } from '../fakes/forge-api.ts'
import { FakePullRequest } from '../fakes/pull-request.ts'
import { KEY, OWNER, recordedJob, requestOf, sampleHold } from './samples.ts'

const BOTH_HAVE = { holderId: 'both' }

/** Has one request, or fails. */
function storeOf(request: RequestRecord | ErrorResult, isWritten = true): RecordStore {
  const answer: GitHubResult<CommentRecord> =
    'ok' in request ? request : { ok: true, value: { ...EMPTY_RECORD, requests: { [KEY]: request } } }
  const read = () => Promise.resolve(answer)
  const acquire = () =>
    Promise.resolve(
      answer.ok
        ? { ok: true as const, value: { record: answer.value, isWritten, isSlow: !isWritten } }
        : answer,
    )
  return { read, acquire, write: read }
}

const COMMENT = requestOf({ ...BOTH_HAVE, jobId: jobId(1) }, [recordedJob(1)])
const STATUS: RequestRecord = {
  holds: [
    sampleHold({ ...BOTH_HAVE, submissionStartedAtMs: 5, atMs: 9_000 }),
    sampleHold({ holderId: 'other' }),
  ],
  jobs: [recordedJob(1, { owner: '', provenance: 'verified' }), recordedJob(2, { owner: '' })],
}
const CLAIM: ClaimUpdate = { requests: {} }

describe.each<[string, (store: CombinedRecordStore) => Promise<GitHubResult<CommentRecord>>]>([
  ['read', (store) => store.read([KEY])],
  ['readNow', (store) => store.readNow()],
  ['write', (store) => store.write({ requests: {} })],
  [
    'acquire',
    async (store) => {
      const claim = await store.acquire(CLAIM)
      return claim.ok ? { ok: true, value: claim.value.record } : claim
    },
  ],
])('%s', (_, call) => {
  const callWith = (comment: RequestRecord | ErrorResult, status: RequestRecord | ErrorResult) =>
    call(new CombinedRecordStore(storeOf(comment), storeOf(status)))

  it('adds the steps and jobs that only the status has', async () => {
    const result = await callWith(COMMENT, STATUS)
    const request = result.ok ? result.value.requests[KEY] : undefined
    expect(request?.holds.map(({ holderId, atMs }) => [holderId, atMs])).toEqual([
      ['both', 1_000],
      ['other', 1_000],
    ])
    expect(request?.jobs.map(({ id, owner }) => [id, owner])).toEqual([
      [jobId(2), ''],
      [jobId(1), OWNER],
    ])
  })

  it.each<[string, RequestRecord | ErrorResult, RequestRecord | ErrorResult, boolean]>([
    ['the comment', FORBIDDEN, STATUS, false],
    ['the status for a moment', COMMENT, BAD_GATEWAY, false],
    ['the status, because the token may not', COMMENT, FORBIDDEN, true],
  ])('without %s', async (_title, comment, status, isOk) => {
    expect((await callWith(comment, status)).ok).toBe(isOk)
  })
})

it.each([
  [true, true, true],
  [true, false, false],
  [false, true, false],
])('a claim that is in the comment: %s, in the status: %s, is written: %s', async (...values) => {
  const [inComment, inStatus, isWritten] = values
  const store = new CombinedRecordStore(storeOf(COMMENT, inComment), storeOf(STATUS, inStatus))
  expect(await store.acquire(CLAIM)).toMatchObject({ value: { isWritten, isSlow: !isWritten } })
})

describe('a step with a comment and a commit status', () => {
  let pullRequest: FakePullRequest
  afterEach(() => pullRequest.stop())

  it.each<[string, FakeRunOptions, FakeRunOptions, number]>([
    ['follows the job of one without a comment', {}, { hasCommentAndStatus: true }, 10],
    ['is followed by one without a comment', { hasCommentAndStatus: true }, {}, 10],
    ['shares a job with one without a comment that starts with it', { hasCommentAndStatus: true }, {}, 0],
    [
      'shares a job with one without a comment that started just before',
      {},
      { hasCommentAndStatus: true },
      0,
    ],
    ['waits for one without a comment that is submitting', {}, { hasCommentAndStatus: true }, 0.5],
    ['is waited for by one without a comment', { hasCommentAndStatus: true }, {}, 0.5],
  ])('%s', async (_, one, other, minutesBetween) => {
    pullRequest = new FakePullRequest({ statuses: [[0, 'RUNNING']] })
    pullRequest.api.script = ({ operation }) => (operation === 'create' ? { durationMs: 50_000 } : undefined)
    const statuses = new FakeCommitStatuses(pullRequest.clock)
    const runs = [pullRequest.startRun(SPEC, { commit: 'c1', owner: 'one', statuses, ...one })]
    await pullRequest.advance(minutesBetween)
    runs.push(pullRequest.startRun(SPEC, { commit: 'c1', owner: 'other', statuses, ...other }))
    await pullRequest.advance(15)
    expect(runs.map(({ reported }) => reported.slice(0, 2))).toEqual([
      ['running', 1],
      ['running', 1],
    ])
    expect(pullRequest.api.callsOf('create')).toHaveLength(1)
  })
})
