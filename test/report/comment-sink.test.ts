import { describe, expect, it } from '@jest/globals'
import { createCodec, readRecord } from '../../src/state/record-codec.ts'
import { CommentRecordStore } from '../../src/state/comment-record-store.ts'
import { CommentSink } from '../../src/report/comment-sink.ts'
import type { CommentContent } from '../../src/report/render.ts'
import { FakeLog } from '../fakes/log.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FORBIDDEN, FakeConversation } from '../fakes/comment-store.ts'
import { JOB_ID } from '../fakes/samples.ts'
import { KEY, commentRecordOf, recordedJob, requestOf, runRef } from '../state/samples.ts'
import { createTextWriter, textReport } from './text-report.ts'

const CODEC = createCodec('k', '7001#7', 'forge-key')
const RUN = runRef(8123)
const REQUESTS = { [KEY]: requestOf({ submissionStartedAtMs: 1 }, [recordedJob(1, { id: JOB_ID })]) }

const report = (body: string, kind: CommentContent['kind'] = 'report') => textReport(body, { kind })
/** The visible part of a comment, after the hidden first line. */
const visibleText = (body: string): string => body.slice(body.indexOf('\n') + 1)

function createWriter(store = new FakeConversation()) {
  const clock = new VirtualClock()
  const recordStore = new CommentRecordStore({ store, codec: CODEC, clock, run: RUN })
  const written = () => store.calls.flatMap((call) => ('body' in call ? [visibleText(call.body)] : []))
  const shown = () => store.bodies.map(visibleText)
  return { store, clock, recordStore, ...createTextWriter(recordStore, clock), written, shown }
}

/** Resolves when everything is done that needs no passing of time. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('the comment', () => {
  it('has a URL once the comment is written', async () => {
    const { writer, store } = createWriter()
    expect(writer.commentUrl).toBeUndefined()
    await writer.finish(report('done'))
    expect(writer.commentUrl).toBe(store.comments[0]!.url)
  })

  it('does not warn if every write succeeds', async () => {
    const { writer, log } = createWriter()
    writer.show(report('first'))
    await writer.finish(report('last'))
    expect(log.annotations).toEqual([])
  })

  it('stores the saved report until the final update', async () => {
    const { store, writer } = createWriter()
    const savedReport = { atMs: 1, report: 'saved' }
    writer.show(textReport('first', { savedReport }))
    await settle()
    expect(readRecord(CODEC, store.bodies[0]!)).toMatchObject({ savedReport, requests: {} })
    await writer.finish(report('last'))
    expect(readRecord(CODEC, store.bodies[0]!)).not.toHaveProperty('savedReport')
  })

  it('finishes with the final content, after pending updates', async () => {
    const { writer, written, shown } = createWriter()
    writer.show(report('first'))
    await writer.finish(report('last'))
    expect(written().at(-1)).toBe('last')
    expect(shown()).toEqual(['last'])
  })

  it('removes secrets', async () => {
    const { store, writer, shown } = createWriter()
    await writer.finish(report('the key is S3CRET'))
    expect(shown()).toEqual(['the key is ***'])
    expect(JSON.stringify(store.calls)).not.toContain('S3CRET')
  })

  it('creates a new comment if somebody deleted it', async () => {
    const { store, writer, shown } = createWriter()
    await writer.finish(report('first'))
    store.deleteComment(store.comments[0]!.id)
    await writer.finish(report('second'))
    expect(shown()).toEqual(['second'])
    expect(writer.commentUrl).toBe(store.comments[0]!.url)
  })
})

describe('several comments with one key', () => {
  const second = `${CODEC.prefix} -->\nthe comment of another job`

  it('are merged into one at the end', async () => {
    const { store, writer, clock, shown } = createWriter()
    writer.show(report('first'))
    await settle()
    store.addComment(store.login, second)
    await writer.finish(report('last'))
    expect(shown()).toEqual(['last'])
    expect(clock.sleeps).toEqual([6_000, 6_000])
  })

  it('are not looked for after a failed final write', async () => {
    const { store, writer } = createWriter()
    writer.show(report('first'))
    await settle()
    store.beforeCall = () => FORBIDDEN
    const before = store.calls.length
    await writer.finish(report('last'))
    expect(store.calls.slice(before).map(({ operation }) => operation)).toEqual(['get'])
  })
})

describe('a step that only validates specs', () => {
  it('creates no comment if all specs are valid', async () => {
    const { writer, shown, store } = createWriter()
    await writer.finish(report('all valid', 'valid'))
    expect(shown()).toEqual([])
    expect(store.calls.map(({ operation }) => operation)).toEqual(['list'])
  })

  it('reports problems, and replaces them once the specs are valid', async () => {
    const { store, shown } = createWriter()
    await createWriter(store).writer.finish(report('line 3 is wrong', 'problems'))
    expect(shown()).toEqual(['<!-- nothing submitted -->\nline 3 is wrong'])
    await createWriter(store).writer.finish(report('all valid', 'valid'))
    expect(shown()).toEqual(['all valid'])
    await createWriter(store).writer.finish(report('line 4 is wrong', 'problems'))
    expect(shown()).toEqual(['<!-- nothing submitted -->\nline 4 is wrong'])
  })

  it('shows a plan in a new comment, and over problems and plans', async () => {
    const { store, shown } = createWriter()
    await createWriter(store).writer.finish(report('to be trained', 'plan'))
    expect(shown()).toEqual(['<!-- nothing submitted -->\nto be trained'])
    await createWriter(store).writer.finish(report('line 3 is wrong', 'problems'))
    await createWriter(store).writer.finish(report('to be trained again', 'plan'))
    expect(shown()).toEqual(['<!-- nothing submitted -->\nto be trained again'])
    await createWriter(store).writer.finish(report('a job runs'))
    await createWriter(store).writer.finish(report('to be trained once more', 'plan'))
    expect(shown()).toEqual(['a job runs'])
  })

  it('leaves the report of a job unchanged', async () => {
    const { store, shown } = createWriter()
    await createWriter(store).writer.finish(report('a job runs'))
    await createWriter(store).writer.finish(report('all valid', 'valid'))
    expect(shown()).toEqual(['a job runs'])
  })
})

describe('the history of the comment', () => {
  const ended = { jobId: JOB_ID, label: 'a.yml', outcome: 'succeeded', endedAtMs: 5 } as const

  it('is stored with a report, kept by the next ones, and given to their texts', async () => {
    const { store } = createWriter()
    await createWriter(store).writer.finish(textReport('first', { endedJobs: [ended] }))
    expect(readRecord(CODEC, store.bodies[0]!).history).toEqual([ended])
    const clock = new VirtualClock()
    const recordStore = new CommentRecordStore({ store, codec: CODEC, clock, run: runRef(8124) })
    const sink = new CommentSink({
      recordStore,
      render: ({ history }) => ({
        kind: 'report',
        body: `earlier: ${history?.length}`,
        endedJobs: [],
        approvable: [],
      }),
      log: new FakeLog(),
      redact: (text) => text,
    })
    await sink.writeReport({ model: report('second'), requests: {} })
    expect(visibleText(store.bodies[0]!)).toBe('earlier: 1')
    expect(readRecord(CODEC, store.bodies[0]!).history).toEqual([ended])
  })
})

describe('the record in a comment', () => {
  const recorded = (store: FakeConversation) => readRecord(CODEC, store.bodies[0] ?? '').requests

  it('is written together with the text', async () => {
    const { store, writer, records } = createWriter()
    records.requests = REQUESTS
    await writer.finish(report('done'))
    expect(recorded(store)).toEqual(REQUESTS)
  })

  it('is claimed with the prepared text, and confirmed 6 s later', async () => {
    const { store, writer, clock, written, recordStore } = createWriter()
    writer.prepare(report('about to be submitted, with S3CRET'))
    expect(await recordStore.acquire({ requests: REQUESTS })).toMatchObject({
      ok: true,
      value: { record: { requests: REQUESTS }, isSlow: false },
    })
    expect(written()).toEqual(['about to be submitted, with ***'])
    expect(recorded(store)).toEqual(REQUESTS)
    expect(clock.sleeps).toEqual([6_000])
  })

  it('is claimed with the text of an earlier run if none is prepared', async () => {
    const { store, shown, recordStore } = createWriter()
    await createWriter(store).writer.finish(report('of an earlier run'))
    expect(await recordStore.acquire({ requests: REQUESTS })).toMatchObject({
      ok: true,
      value: { record: { requests: REQUESTS }, isSlow: false },
    })
    expect(recorded(store)).toEqual(REQUESTS)
    expect(shown()).toEqual(['of an earlier run'])
  })

  it('is claimed and confirmed although the final write is waiting', async () => {
    const { writer, clock, shown, recordStore } = createWriter()
    writer.prepare(report('about to be submitted'))
    const claimed = recordStore.acquire({ requests: REQUESTS })
    await clock.sleep(1_000)
    await writer.finish(report('done'))
    expect(await claimed).toMatchObject({ ok: true, value: { record: { requests: REQUESTS } } })
    expect(shown()).toEqual(['done'])
  })

  it('causes one warning if reading it is forbidden', async () => {
    const { store, writer, log, recordStore } = createWriter()
    store.beforeCall = () => FORBIDDEN
    expect(await recordStore.read()).toBe(FORBIDDEN)
    await writer.finish(report('last'))
    expect(log.messages('warning')).toEqual(['The comment could not be written: Resource not accessible'])
  })

  it('is claimed with the current text', async () => {
    const { writer, shown, recordStore } = createWriter()
    writer.prepare(report('one is to be submitted'))
    writer.show(report('one has a job, one is to be submitted'))
    await settle()
    await recordStore.acquire({ requests: REQUESTS })
    expect(shown()).toEqual(['one has a job, one is to be submitted'])
  })

  it('can be written without changing the text', async () => {
    const { store, writer, shown, recordStore } = createWriter()
    await writer.finish(report('done'))
    expect(await recordStore.write({ requests: REQUESTS })).toMatchObject({
      ok: true,
      value: { requests: REQUESTS },
    })
    expect(shown()).toEqual(['done'])
    expect(recorded(store)).toEqual(REQUESTS)
  })

  it('can be read while a write hangs', async () => {
    const { store, writer, recordStore, records } = createWriter()
    records.requests = REQUESTS
    await writer.finish(report('first'))
    store.beforeCall = (call) => (call.operation === 'update' ? new Promise(() => undefined) : undefined)
    writer.show(report('second'))
    await settle()
    expect(await recordStore.readNow()).toMatchObject({ ok: true, value: { requests: REQUESTS } })
  })

  it('does not hide the jobs of comments with other keys', async () => {
    const { store, writer } = createWriter()
    const other = createCodec('other', '7001#7', 'forge-key')
    store.addComment(store.login, `${other.encode?.(commentRecordOf(REQUESTS))}\ntext`)
    expect(await writer.readClaims()).toMatchObject({
      ok: true,
      value: { jobIds: new Set([JOB_ID]), record: { requests: REQUESTS } },
    })
  })
})
