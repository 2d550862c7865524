import { describe, expect, it } from '@jest/globals'
import { createCodec } from '../../src/state/record-codec.ts'
import { CommentRecordStore } from '../../src/state/comment-record-store.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FORBIDDEN, FakeConversation, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { createTextWriter, textReport as report } from './text-report.ts'

const CODEC = createCodec('k', '7001#7', 'forge-key')
/** The visible part of a comment, after the hidden first line. */
const visibleText = (body: string): string => body.slice(body.indexOf('\n') + 1)

function createWriter() {
  const clock = new VirtualClock()
  const store = new FakeConversation()
  const recordStore = new CommentRecordStore({ store, codec: CODEC, clock, run: { id: '8123', attempt: 1 } })
  const written = () => store.calls.flatMap((call) => ('body' in call ? [visibleText(call.body)] : []))
  const shown = () => store.bodies.map(visibleText)
  const writeTimesMs: number[] = []
  store.afterCall = (call) => {
    if ('body' in call) writeTimesMs.push(clock.now())
    return undefined
  }
  return { store, clock, ...createTextWriter(recordStore, clock), written, shown, writeTimesMs }
}

/** Resolves when everything is done that needs no passing of time. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** Holds every response of GitHub until the test releases it. */
function holdAnswers(store: FakeConversation) {
  const waiting: (() => void)[] = []
  store.beforeCall = () => new Promise((resolve) => waiting.push(() => resolve(undefined)))
  return {
    answerNext: async () => {
      await settle()
      waiting.shift()?.()
      await settle()
    },
    get pending() {
      return waiting.length
    },
  }
}

describe('reports', () => {
  it('writes in the background, one at a time, and only the newest of several updates', async () => {
    const { store, writer, written } = createWriter()
    const github = holdAnswers(store)
    for (const version of ['1', '2', '3']) writer.show(report(version))
    await settle()
    expect(github.pending).toBe(1)
    await github.answerNext() // list
    writer.show(report('4'))
    await github.answerNext() // create 3
    await github.answerNext() // get
    await github.answerNext() // update 4
    expect(github.pending).toBe(0)
    expect(written()).toEqual(['3', '4'])
    expect(store.bodies).toHaveLength(1)
  })
})

describe('a failed write to GitHub', () => {
  it('warns once, and the final write is retried', async () => {
    const { store, writer, clock, log, written, writeTimesMs } = createWriter()
    store.beforeCall = () => (clock.now() < 5_000 ? BAD_GATEWAY : undefined)
    writer.show(report('first'))
    await writer.finish(report('last'))
    expect(written()).toEqual(['last'])
    expect(writeTimesMs).toEqual([5_000])
    expect(log.annotations).toEqual([
      { level: 'warning', message: 'The comment could not be written: HTTP 502: Bad Gateway' },
    ])
  })

  it('is retried three times for the final content', async () => {
    const { store, writer, clock, log } = createWriter()
    store.beforeCall = () => BAD_GATEWAY
    await writer.finish(report('last'))
    expect(clock.sleeps).toEqual([1_000, 4_000, 15_000])
    expect(log.annotations).toHaveLength(1)
    expect(writer.commentUrl).toBeUndefined()
  })

  it('is tried again only for the final content if it is permanent', async () => {
    const { store, writer, clock, log } = createWriter()
    store.beforeCall = () => FORBIDDEN
    writer.show(report('first'))
    await settle()
    const before = store.calls.length
    writer.show(report('second'))
    await settle()
    expect(store.calls).toHaveLength(before)
    await writer.finish(report('last'))
    expect(store.calls).toHaveLength(before + 1)
    expect(clock.sleeps).toEqual([])
    expect(log.messages('warning')).toEqual(['The comment could not be written: Resource not accessible'])
  })

  it('is forgotten at the end if it was permanent, but is over', async () => {
    const { store, writer, shown } = createWriter()
    store.beforeCall = () => FORBIDDEN
    writer.show(report('first'))
    await settle()
    store.beforeCall = () => undefined
    await writer.finish(report('last'))
    expect(shown()).toEqual(['last'])
  })

  it('does not stop the next update if it is transient', async () => {
    const { store, writer, shown, log } = createWriter()
    store.beforeCall = () => BAD_GATEWAY
    writer.show(report('first'))
    await settle()
    store.beforeCall = () => undefined
    writer.show(report('second'))
    await settle()
    expect(shown()).toEqual(['second'])
    expect(log.messages('warning')).toHaveLength(1)
  })

  it('waits for `Retry-After`, and then writes the newest update', async () => {
    const { store, writer, clock, written } = createWriter()
    const times: number[] = []
    store.beforeCall = () => {
      times.push(clock.now())
      return clock.now() === 0 ? { ...BAD_GATEWAY, retryAfterMs: 300_000 } : undefined
    }
    writer.show(report('first'))
    await clock.sleep(10_000)
    writer.show(report('second'))
    await clock.sleep(10_000)
    writer.show(report('third'))
    await clock.sleep(400_000)
    expect(times[0]).toBe(0)
    expect(times[1]).toBe(300_000)
    expect(written()).toEqual(['third'])
  })

  it('delays the final write by at most one minute, however long `Retry-After` is', async () => {
    const { store, writer, clock, shown, writeTimesMs } = createWriter()
    store.beforeCall = () => (clock.now() === 0 ? { ...BAD_GATEWAY, retryAfterMs: 3_600_000 } : undefined)
    writer.show(report('first'))
    await settle()
    await writer.finish(report('last'))
    expect(writeTimesMs).toEqual([60_000])
    expect(shown()).toEqual(['last'])
  })
})

describe('the final write', () => {
  it('waits for at most one minute even if an earlier update is waiting', async () => {
    const { store, writer, clock, written, writeTimesMs } = createWriter()
    store.beforeCall = () => (clock.now() === 0 ? { ...BAD_GATEWAY, retryAfterMs: 3_600_000 } : undefined)
    writer.show(report('first'))
    await clock.sleep(10_000)
    writer.show(report('second'))
    await clock.sleep(10_000)
    await writer.finish(report('last'))
    expect(writeTimesMs).toEqual([80_000])
    expect(written()).toEqual(['last'])
  })

  it('gives up if its own response has a long `Retry-After`', async () => {
    const { store, writer, clock } = createWriter()
    store.beforeCall = () => ({ ...BAD_GATEWAY, retryAfterMs: 3_600_000 })
    await writer.finish(report('last'))
    expect(clock.now()).toBe(0)
    expect(store.calls).toHaveLength(1)
  })

  it('waits for a short `Retry-After`', async () => {
    const { store, writer, clock, shown, writeTimesMs } = createWriter()
    store.beforeCall = () => (clock.now() < 30_000 ? { ...BAD_GATEWAY, retryAfterMs: 30_000 } : undefined)
    await writer.finish(report('last'))
    expect([...writeTimesMs, ...shown()]).toEqual([30_000, 'last'])
  })

  it('runs at once without a `Retry-After`', async () => {
    const { writer, shown, writeTimesMs } = createWriter()
    writer.show(report('first'))
    await writer.finish(report('last'))
    expect([...writeTimesMs, ...shown()]).toEqual([0, 'last'])
  })
})
