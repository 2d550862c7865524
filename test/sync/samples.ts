import type { TrainingJob } from '../../src/jobs/api.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import type { CommentRecord, RequestRecord } from '../../src/state/record.ts'
import { renderComment } from '../../src/report/render.ts'
import type { ReportModel } from '../../src/report/report-model.ts'
import {
  findOpenRecords,
  type FindOptions,
  type OpenRecords,
  type OpenRecord,
} from '../../src/sync/find-open-records.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FakeLog } from '../fakes/log.ts'
import { FakeRepository } from '../fakes/repository.ts'
import { DIGEST, sampleContext, sampleJob, sampleState } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'
import { createCodec, readRecord, type RecordCodec } from '../../src/state/record-codec.ts'
import { KEY as REQUEST_KEY, LABEL, SERVICE, recordedJob, requestOf, runRef } from '../state/samples.ts'

export const HOUR = 60 * 60_000
const KEY = 'forge-key'
/** Context of the scheduled workflow. */
export const CONTEXT = sampleContext({ runId: '9001', logUrl: 'https://github.example/sync', commit: 'main' })

/** An empty repository and the dependencies of a sync. */
export class SyncEnvironment {
  readonly clock: VirtualClock
  readonly client: FakeRepository
  readonly log = new FakeLog()

  constructor(clock = new VirtualClock()) {
    this.clock = clock
    this.client = new FakeRepository(clock)
  }

  get dependencies() {
    const redact = (text: string): string => text.replaceAll('S3CRET', '***')
    return { client: this.client, context: CONTEXT, log: this.log, apiKey: KEY, redact, random: () => 1 }
  }

  /** Adds a comment that one of our runs writes now. */
  addComment(number: number, parts: Partial<CommentParts> = {}) {
    const { record = recordWithReport(), text = 'A report', codec = codecFor(number), author } = parts
    const conversation = this.client.commentStore(number)
    return conversation.addComment(author ?? conversation.login, `${codec.encode?.(record) ?? ''}\n${text}`)
  }

  get findOptions(): FindOptions {
    const { clock, dependencies } = this
    return { ...dependencies, clock, githubTime: () => clock.wall(), service: SERVICE, keyId: 'our key' }
  }

  async find(): Promise<OpenRecords> {
    const found = await findOpenRecords(this.findOptions)
    if (!found.ok) throw new Error(found.message)
    return found.value
  }

  /** Returns the only open record. */
  async findOne(): Promise<OpenRecord> {
    const [found] = (await this.find()).records
    if (found === undefined) throw new Error('found no open record')
    return found
  }

  /** The record and the text of the first comment of a pull request. */
  read(number: number): { readonly record: CommentRecord; readonly text: string } {
    const [body = ''] = this.client.commentStore(number).bodies
    return { record: readRecord(codecFor(number), body), text: body.slice(body.indexOf('\n') + 1) }
  }
}

interface CommentParts {
  readonly record: CommentRecord
  readonly text: string
  readonly codec: RecordCodec
  readonly author: string
}

export const codecFor = (number: number, key = 'a key'): RecordCodec =>
  createCodec(key, `7001#${number}`, KEY)

/** The report of a step that detached from its job. */
export function sampleModel(job: Partial<TrainingJob> = {}, state: Partial<JobState> = {}): ReportModel {
  const detached = sampleState({ job: sampleJob({ id: jobId(1), ...job }), outcome: 'submitted', ...state })
  return { states: [detached], diagnostics: [], context: sampleContext(), nowMs: 1_000 }
}

/** The record of the step with that report. */
export function recordWithReport(
  model: ReportModel | undefined = sampleModel(),
  changes: Partial<CommentRecord> = {},
): CommentRecord {
  const savedReport = renderComment(model).savedReport
  const request = requestOf({ jobId: jobId(1), leaseExpiresAtMs: 0 }, [recordedJob(1)])
  return {
    run: runRef(8123),
    savedReport,
    requests: { [REQUEST_KEY]: request },
    ambiguousOwners: [],
    ...changes,
  }
}

/** The same with another request. */
export function recordOfRequest(request: RequestRecord, model?: ReportModel): CommentRecord {
  return recordWithReport(model, { requests: { [REQUEST_KEY]: request } })
}

export { DIGEST, LABEL, REQUEST_KEY }
