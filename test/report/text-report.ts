import type { Clock } from '../../src/jobs/clock.ts'
import type { CommentRecordStore } from '../../src/state/comment-record-store.ts'
import type { RequestRecords } from '../../src/state/record-store.ts'
import { CommentSink } from '../../src/report/comment-sink.ts'
import type { CommentContent } from '../../src/report/render.ts'
import type { ReportModel } from '../../src/report/report-model.ts'
import type { RunContext } from '../../src/report/run-context.ts'
import { ReportWriter } from '../../src/report/report-writer.ts'
import { FakeLog } from '../fakes/log.ts'
import { sampleContext } from '../fakes/samples.ts'

/** By the context, which copies of a report share. */
const contents = new WeakMap<RunContext, CommentContent>()

/** A report that `createTextWriter` renders as this text. */
export function textReport(body: string, content: Partial<CommentContent> = {}): ReportModel {
  const model = { states: [], diagnostics: [], context: sampleContext(), nowMs: 0 }
  contents.set(model.context, { kind: 'report', body, endedJobs: [], approvable: [], ...content })
  return model
}

/** A writer of `textReport` into a comment; `records` are written with every report. */
export function createTextWriter(recordStore: CommentRecordStore, clock: Clock) {
  const log = new FakeLog()
  const records: { requests: RequestRecords } = { requests: {} }
  const comment = new CommentSink({
    recordStore,
    render: ({ context }) => contents.get(context)!,
    log,
    redact: (text) => text.replaceAll('S3CRET', '***'),
  })
  const writer = new ReportWriter({
    clock,
    sleepUnref: (ms, signal) => clock.sleep(ms, signal),
    comment,
    ledger: { requests: () => records.requests, heartbeatIntervalMs: 0 },
  })
  return { log, records, comment, writer }
}
