import { describe, expect, it } from '@jest/globals'
import type { CommentRecord, Hold, RecordedJob, RequestRecord } from '../../src/state/record.ts'
import { sync } from '../../src/commands/sync.ts'
import type { RunInputs } from '../../src/inputs.ts'
import { findLeftoverJobs } from '../../src/sync/finish-superseding.ts'
import { FakeEnvironment, FakeRun, SPEC } from '../fakes/command-context.ts'
import { jobId } from '../fakes/forge-api.ts'
import { FakeRepository } from '../fakes/repository.ts'
import {
  KEY,
  OTHER_DIGEST,
  OTHER_KEY,
  OWNER,
  SERVICE,
  commentRecordOf,
  recordedJob,
  requestOf,
  runRef,
  sampleHold,
} from '../state/samples.ts'
import { SyncEnvironment } from './samples.ts'

const NOW = 10_000_000
const HOUR = 60 * 60_000
const OLD_HOLD = sampleHold({ jobId: jobId(1), leaseExpiresAtMs: 0 })
const NEW_JOB = recordedJob(2, { run: runRef(8124) })

/** A hold of another step. */
const otherHold = (changes: Partial<Hold> = {}): Hold =>
  sampleHold({ holderId: 'another', owner: 'another step', leaseExpiresAtMs: 0, ...changes })

interface Conversation {
  readonly job?: Partial<RecordedJob>
  readonly holds?: readonly Hold[]
  readonly replacement?: RequestRecord
  readonly record?: Partial<CommentRecord>
}

/** Run 8124 asks for another request than run 8123, whose job it has marked as replaced. */
function conversation({ job, holds = [OLD_HOLD], replacement, record }: Conversation = {}): CommentRecord {
  const old = { holds, jobs: [recordedJob(1, { replacedBy: OTHER_DIGEST, ...job })] }
  const hold = { holderId: 'step of 8124', run: runRef(8124), jobId: NEW_JOB.id, leaseExpiresAtMs: 0 }
  return commentRecordOf({ [KEY]: old, [OTHER_KEY]: replacement ?? requestOf(hold, [NEW_JOB]) }, record)
}

const find = (given: Conversation, service = SERVICE) => findLeftoverJobs(conversation(given), service, NOW)

describe('a replaced job', () => {
  it('is found with the jobs that may take its place', () => {
    expect(find({})).toEqual([
      { key: KEY, job: recordedJob(1, { replacedBy: OTHER_DIGEST }), successors: [NEW_JOB] },
    ])
  })

  it.each<[string, Conversation]>([
    ['without a mark', { job: { replacedBy: undefined } }],
    ['that has ended', { job: { isUnfinished: false } }],
    ['that is not signed', { job: { provenance: 'unsigned' } }],
    ['that a later attempt found in the list', { job: { provenance: 'listed' } }],
    ['whose owner several steps share', { record: { ambiguousOwners: [OWNER] } }],
    ['of another owner, which has no newer run', { job: { owner: 'another' } }],
    ['of the newest run', { job: { run: runRef(8124) } }],
    ['whose step still holds a lease', { holds: [{ ...OLD_HOLD, leaseExpiresAtMs: NOW + 1 }] }],
    ['that another step follows', { holds: [OLD_HOLD, otherHold({ run: runRef(8100), leaseExpiresAtMs: NOW + 1 })] }],
    ['that another step of the same run used', { holds: [OLD_HOLD, otherHold()] }],
    ['that another step of the newest run used', { holds: [OLD_HOLD, otherHold({ run: runRef(8124) })] }],
    ['that the newest run uses again', { holds: [sampleHold({ ...OLD_HOLD, run: runRef(8125) })] }],
    ['that the newest run may use again', { holds: [sampleHold({ ...OLD_HOLD, run: runRef(8125), jobId: undefined })] }],
  ])('is not one %s', (_, given) => {
    expect(find(given)).toEqual([])
  }) // prettier-ignore

  it('is one although a lease has expired, and although another step used it long ago', () => {
    const holds = [
      { ...OLD_HOLD, leaseExpiresAtMs: NOW },
      otherHold({ run: runRef(8100), leaseExpiresAtMs: NOW - HOUR }),
    ]
    expect(find({ holds })).toHaveLength(1)
  })

  it('is not one of another service', () => {
    expect(find({}, 'https://other.example')).toEqual([])
  })

  it('is replaced by no unsigned job', () => {
    const replacement = requestOf({ holderId: 'step of 8124', run: runRef(8124) }, [
      { ...NEW_JOB, provenance: 'unsigned' },
    ])
    expect(find({ replacement })).toEqual([])
  })

  it('may be replaced by a newer job for the same request, but not by an older one', () => {
    const again = sampleHold({ holderId: 'step of 8125', run: runRef(8125), jobId: jobId(3), leaseExpiresAtMs: 0 })
    const job = recordedJob(2, { run: runRef(8124), replacedBy: KEY.split(' ')[0]! })
    const [older, newer] = [recordedJob(1), recordedJob(3, { run: runRef(8125) })]
    const record = commentRecordOf({ holds: [again], jobs: [newer, job, older] })
    expect(findLeftoverJobs(record, SERVICE, NOW)).toEqual([{ key: KEY, job, successors: [newer] }])
  }) // prettier-ignore
})

describe('a run whose process dies before it cancels the job that it replaces', () => {
  /** Two runs with different specs. The second one is killed while its job is queued; a sync runs an hour later. */
  async function cancelledAfter(onSuperseded: RunInputs['onSuperseded']) {
    const lifecycle = { statuses: [[0, 'QUEUED'], [30 * 60_000, 'RUNNING']], cancelDelayMs: 1_000 } as const // prettier-ignore
    const environment = new FakeEnvironment(lifecycle)
    const { clock, conversation } = environment
    const client = new FakeRepository(clock, { 7: conversation })
    const runFor = (id: string, steps: string): FakeRun =>
      new FakeRun(environment, { id, files: { 'a.yml': SPEC.replace('1000', steps) }, inputs: { onSuperseded } })
    const [older, newer] = [runFor('8123', '1000'), runFor('8124', '2000')]
    void older.execute()
    await clock.sleep(60_000)
    older.kill()
    void newer.execute()
    await clock.sleep(5 * 60_000)
    newer.kill()
    const before = environment.jobs
    await clock.sleep(HOUR)
    const { dependencies } = new SyncEnvironment(clock)
    await sync({}, { ...new FakeRun(environment, { id: '9001' }).createContext(), repository: { ...dependencies, client } })
    environment.stop()
    return { accepted: before.accepted, before: before.cancelled, after: environment.jobs.cancelled }
  } // prettier-ignore

  it('is finished by a sync', async () => {
    const jobs = [jobId(1), jobId(2)]
    expect(await cancelledAfter('cancel')).toEqual({ accepted: jobs, before: [], after: [jobId(1)] })
  })

  it('has nothing to finish with `on-superseded: leave`', async () => {
    expect(await cancelledAfter('leave')).toMatchObject({ before: [], after: [] })
  })
})
