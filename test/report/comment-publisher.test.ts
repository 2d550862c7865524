import { describe, expect, it } from '@jest/globals'
import type { SpecRecord, CommentRecord } from '../../src/state/record.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import { CommentRecordStore } from '../../src/state/comment-record-store.ts'
import { CommentPublisher, type CommentContent } from '../../src/report/comment-publisher.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FORBIDDEN, FakeConversation, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { FakeLog } from '../fakes/log.ts'
import { DIGEST, JOB_ID } from '../fakes/samples.ts'

const CODEC = createCodec('k', 'acme/bot#7', 'forge-key')
const RUN = { id: '8123', attempt: 1 }
const SPEC_RECORD: SpecRecord = {
  digest: DIGEST,
  run: RUN,
  holderId: 'w',
  commit: 'abc1234',
  atMs: 1,
  leaseExpiresAtMs: 2,
  submissionStartedAtMs: 1,
  jobs: [{ id: JOB_ID, digest: DIGEST, runId: RUN.id, atMs: 1, isUnfinished: true }],
}
const SPEC_RECORDS = { 'a.yml': SPEC_RECORD }

const content = (body: string, kind: CommentContent['kind'] = 'report'): CommentContent => ({ kind, body })
/** The visible part of a comment, after the hidden first line. */
const visibleText = (body: string): string => body.slice(body.indexOf('\n') + 1)

function createPublisher(store = new FakeConversation()) {
  const clock = new VirtualClock()
  const log = new FakeLog()
  const recordsRead: CommentRecord[] = []
  const publisher = new CommentPublisher({
    recordStore: new CommentRecordStore({ store, codec: CODEC, clock, run: RUN }),
    clock,
    log,
    redact: (text) => text.replaceAll('S3CRET', '***'),
    onRecord: (record) => recordsRead.push(record),
  })
  const written = () => store.calls.flatMap((call) => ('body' in call ? [visibleText(call.body)] : []))
  const shown = () => store.bodies.map(visibleText)
  return { store, clock, log, publisher, recordsRead, written, shown }
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

describe('the comment publisher', () => {
  it('writes in the background, one at a time, and only the newest of several updates', async () => {
    const { store, publisher, written } = createPublisher()
    const github = holdAnswers(store)
    for (const version of ['1', '2', '3']) publisher.show(content(version), {})
    await settle()
    expect(github.pending).toBe(1)
    await github.answerNext() // list
    publisher.show(content('4'), {})
    await github.answerNext() // create 1
    await github.answerNext() // get
    await github.answerNext() // update 4
    expect(github.pending).toBe(0)
    expect(written()).toEqual(['1', '4'])
    expect(store.bodies).toHaveLength(1)
  })

  it('has a URL once the comment is written', async () => {
    const { publisher, store } = createPublisher()
    expect(publisher.url).toBeUndefined()
    await publisher.finish(content('done'), {})
    expect(publisher.url).toBe(store.comments[0]!.url)
  })

  it('does not warn if every write succeeds', async () => {
    const { publisher, log } = createPublisher()
    publisher.show(content('first'), {})
    await publisher.finish(content('last'), {})
    expect(log.annotations).toEqual([])
  })

  it('stores the saved report until the final update', async () => {
    const { store, publisher } = createPublisher()
    const savedReport = { atMs: 1, report: 'saved' }
    publisher.show({ ...content('first'), savedReport }, {})
    await settle()
    expect(CODEC.decode(store.bodies[0]!)).toMatchObject({ savedReport, specs: {} })
    await publisher.finish(content('last'), {})
    expect(CODEC.decode(store.bodies[0]!)).not.toHaveProperty('savedReport')
  })

  it('finishes with the final content, after pending updates', async () => {
    const { publisher, written, shown } = createPublisher()
    publisher.show(content('first'), {})
    await publisher.finish(content('last'), {})
    expect(written().at(-1)).toBe('last')
    expect(shown()).toEqual(['last'])
  })

  it('removes secrets', async () => {
    const { store, publisher, shown } = createPublisher()
    await publisher.finish(content('the key is S3CRET'), {})
    expect(shown()).toEqual(['the key is ***'])
    expect(JSON.stringify(store.calls)).not.toContain('S3CRET')
  })

  it('creates a new comment if somebody deleted it', async () => {
    const { store, publisher, shown } = createPublisher()
    await publisher.finish(content('first'), {})
    store.deleteComment(store.comments[0]!.id)
    await publisher.finish(content('second'), {})
    expect(shown()).toEqual(['second'])
    expect(publisher.url).toBe(store.comments[0]!.url)
  })
})

describe('a failed write to GitHub', () => {
  it('warns once, and the final write is retried', async () => {
    const { store, publisher, clock, log, written } = createPublisher()
    store.beforeCall = () => (clock.now() < 5_000 ? BAD_GATEWAY : undefined)
    publisher.show(content('first'), {})
    await publisher.finish(content('last'), {}, true)
    expect(written()).toEqual(['last'])
    expect(clock.sleeps).toEqual([1_000, 4_000])
    expect(log.annotations).toEqual([
      { level: 'warning', message: 'The comment could not be written: HTTP 502: Bad Gateway' },
    ])
  })

  it('is retried three times for the final content', async () => {
    const { store, publisher, clock, log } = createPublisher()
    store.beforeCall = () => BAD_GATEWAY
    await publisher.finish(content('last'), {})
    expect(clock.sleeps).toEqual([1_000, 4_000, 15_000])
    expect(log.annotations).toHaveLength(1)
    expect(publisher.url).toBeUndefined()
  })

  it('ends all attempts if it is permanent', async () => {
    const { store, publisher, clock, log } = createPublisher()
    store.beforeCall = () => FORBIDDEN
    publisher.show(content('first'), {})
    await settle()
    const before = store.calls.length
    publisher.show(content('second'), {})
    await publisher.finish(content('last'), {})
    expect(store.calls).toHaveLength(before)
    expect(clock.sleeps).toEqual([])
    expect(log.messages('warning')).toEqual(['The comment could not be written: Resource not accessible'])
  })

  it('does not stop the next update if it is transient', async () => {
    const { store, publisher, shown, log } = createPublisher()
    store.beforeCall = () => BAD_GATEWAY
    publisher.show(content('first'), {})
    await settle()
    store.beforeCall = () => undefined
    publisher.show(content('second'), {})
    await settle()
    expect(shown()).toEqual(['second'])
    expect(log.messages('warning')).toHaveLength(1)
  })

  it('waits for `Retry-After`, and then writes the newest update', async () => {
    const { store, publisher, clock, written } = createPublisher()
    const times: number[] = []
    store.beforeCall = () => {
      times.push(clock.now())
      return clock.now() === 0 ? { ...BAD_GATEWAY, retryAfterMs: 300_000 } : undefined
    }
    publisher.show(content('first'), {})
    await clock.sleep(10_000)
    publisher.show(content('second'), {})
    await clock.sleep(10_000)
    publisher.show(content('third'), {})
    await clock.sleep(400_000)
    expect(times[0]).toBe(0)
    expect(times[1]).toBe(300_000)
    expect(written()).toEqual(['third'])
  })

  it('delays the final write by at most one minute, however long `Retry-After` is', async () => {
    const { store, publisher, clock, shown } = createPublisher()
    store.beforeCall = () => (clock.now() === 0 ? { ...BAD_GATEWAY, retryAfterMs: 3_600_000 } : undefined)
    publisher.show(content('first'), {})
    await settle()
    await publisher.finish(content('last'), {}, true)
    expect(clock.now()).toBe(60_000)
    expect(shown()).toEqual(['last'])
  })
})

describe('the final write', () => {
  it('waits for at most one minute even if an earlier update is waiting', async () => {
    const { store, publisher, clock, written } = createPublisher()
    store.beforeCall = () => (clock.now() === 0 ? { ...BAD_GATEWAY, retryAfterMs: 3_600_000 } : undefined)
    publisher.show(content('first'), {})
    await clock.sleep(10_000)
    publisher.show(content('second'), {})
    await clock.sleep(10_000)
    await publisher.finish(content('last'), {}, true)
    expect(clock.now()).toBe(80_000)
    expect(written()).toEqual(['last'])
  })

  it('gives up if its own response has a long `Retry-After`', async () => {
    const { store, publisher, clock } = createPublisher()
    store.beforeCall = () => ({ ...BAD_GATEWAY, retryAfterMs: 3_600_000 })
    await publisher.finish(content('last'), {})
    expect(clock.now()).toBe(0)
    expect(store.calls).toHaveLength(1)
  })

  it('waits for a short `Retry-After`', async () => {
    const { store, publisher, clock, shown } = createPublisher()
    store.beforeCall = () => (clock.now() < 30_000 ? { ...BAD_GATEWAY, retryAfterMs: 30_000 } : undefined)
    await publisher.finish(content('last'), {}, true)
    expect([clock.now(), store.calls.length, ...shown()]).toEqual([30_000, 3, 'last'])
  })

  it('runs at once without a `Retry-After`', async () => {
    const { publisher, clock, shown } = createPublisher()
    publisher.show(content('first'), {})
    await publisher.finish(content('last'), {}, true)
    expect([clock.now(), ...shown()]).toEqual([0, 'last'])
  })
})

describe('several comments with one key', () => {
  const second = `${CODEC.prefix} -->\nthe comment of another job`

  it('are merged into one at the end', async () => {
    const { store, publisher, clock, shown } = createPublisher()
    publisher.show(content('first'), {})
    await settle()
    store.addComment(store.login, second)
    await publisher.finish(content('last'), {})
    expect(shown()).toEqual(['last'])
    expect(clock.sleeps).toEqual([6_000, 6_000])
  })

  it('are left to the next run if the final write is urgent', async () => {
    const { store, publisher, clock, shown } = createPublisher()
    publisher.show(content('first'), {})
    await settle()
    store.addComment(store.login, second)
    await publisher.finish(content('last'), {}, true)
    expect(shown()).toEqual(['last', 'the comment of another job'])
    expect(clock.sleeps).toEqual([])
  })

  it('are not looked for after a failed final write', async () => {
    const { store, publisher } = createPublisher()
    publisher.show(content('first'), {})
    await settle()
    store.beforeCall = () => FORBIDDEN
    const before = store.calls.length
    await publisher.finish(content('last'), {})
    expect(store.calls.slice(before).map(({ operation }) => operation)).toEqual(['get'])
  })
})

describe('a step that only validates specs', () => {
  it('creates no comment if all specs are valid', async () => {
    const { publisher, shown, store } = createPublisher()
    await publisher.finish(content('all valid', 'valid'), {})
    expect(shown()).toEqual([])
    expect(store.calls.map(({ operation }) => operation)).toEqual(['list'])
  })

  it('reports problems, and replaces them once the specs are valid', async () => {
    const { store, shown } = createPublisher()
    await createPublisher(store).publisher.finish(content('line 3 is wrong', 'problems'), {})
    expect(shown()).toEqual(['<!-- problems -->\nline 3 is wrong'])
    await createPublisher(store).publisher.finish(content('all valid', 'valid'), {})
    expect(shown()).toEqual(['all valid'])
    await createPublisher(store).publisher.finish(content('line 4 is wrong', 'problems'), {})
    expect(shown()).toEqual(['<!-- problems -->\nline 4 is wrong'])
  })

  it('leaves the report of a job unchanged', async () => {
    const { store, shown } = createPublisher()
    await createPublisher(store).publisher.finish(content('a job runs'), {})
    await createPublisher(store).publisher.finish(content('all valid', 'valid'), {})
    expect(shown()).toEqual(['a job runs'])
  })
})

describe('an urgent final write', () => {
  it('does not wait for a claim to be confirmed', async () => {
    const { publisher, clock, shown } = createPublisher()
    publisher.prepare(content('about to be submitted'))
    const claimed = publisher.acquire(SPEC_RECORDS)
    await clock.sleep(1_000)
    await publisher.finish(content('cancelled'), {}, true)
    expect(clock.now()).toBe(1_000)
    expect(shown()).toEqual(['cancelled'])
    expect(await claimed).toMatchObject({ ok: false })
  })
})

describe('the record in a comment', () => {
  const recorded = (store: FakeConversation) => CODEC.decode(store.bodies[0] ?? '').specs

  it('is written together with the text', async () => {
    const { store, publisher } = createPublisher()
    await publisher.finish(content('done'), SPEC_RECORDS)
    expect(recorded(store)).toEqual(SPEC_RECORDS)
  })

  it('is claimed with the prepared text, and confirmed 6 s later', async () => {
    const { store, publisher, clock, written } = createPublisher()
    publisher.prepare(content('about to be submitted, with S3CRET'))
    expect(await publisher.acquire(SPEC_RECORDS)).toMatchObject({ ok: true, value: { specs: SPEC_RECORDS } })
    expect(written()).toEqual(['about to be submitted, with ***'])
    expect(recorded(store)).toEqual(SPEC_RECORDS)
    expect(clock.sleeps).toEqual([6_000])
  })

  it('is claimed with the text of an earlier run if none is prepared', async () => {
    const { publisher, store, shown } = createPublisher()
    await createPublisher(store).publisher.finish(content('of an earlier run'), {})
    expect(await publisher.acquire(SPEC_RECORDS)).toMatchObject({ ok: true, value: { specs: SPEC_RECORDS } })
    expect(recorded(store)).toEqual(SPEC_RECORDS)
    expect(shown()).toEqual(['of an earlier run'])
  })

  it('is claimed and confirmed although a final write that is not urgent is waiting', async () => {
    const { publisher, clock, shown } = createPublisher()
    publisher.prepare(content('about to be submitted'))
    const claimed = publisher.acquire(SPEC_RECORDS)
    await clock.sleep(1_000)
    await publisher.finish(content('done'), {})
    expect(await claimed).toMatchObject({ ok: true, value: { specs: SPEC_RECORDS } })
    expect(shown()).toEqual(['done'])
  })

  it('causes one warning if reading it is forbidden', async () => {
    const { store, publisher, log } = createPublisher()
    store.beforeCall = () => FORBIDDEN
    expect(await publisher.read()).toBe(FORBIDDEN)
    await publisher.finish(content('last'), {})
    expect(log.messages('warning')).toEqual(['The comment could not be written: Resource not accessible'])
  })

  it('is claimed with the current text', async () => {
    const { publisher, shown } = createPublisher()
    publisher.prepare(content('one is to be submitted'))
    publisher.show(content('one has a job, one is to be submitted'), {})
    await settle()
    await publisher.acquire(SPEC_RECORDS)
    expect(shown()).toEqual(['one has a job, one is to be submitted'])
  })

  it('is claimed for up to two minutes', async () => {
    const { store, publisher, clock } = createPublisher()
    publisher.prepare(content('x'))
    store.beforeCall = () => BAD_GATEWAY
    expect(await publisher.acquire(SPEC_RECORDS)).toBe(BAD_GATEWAY)
    expect(clock.now()).toBeGreaterThan(90_000)
    expect(clock.now()).toBeLessThanOrEqual(120_000)
    store.beforeCall = () => FORBIDDEN
    const before = store.calls.length
    expect(await publisher.acquire(SPEC_RECORDS)).toBe(FORBIDDEN)
    expect(store.calls).toHaveLength(before + 1)
  })

  it('can be written without changing the text', async () => {
    const { store, publisher, shown } = createPublisher()
    await publisher.finish(content('done'), {})
    expect(await publisher.write(SPEC_RECORDS)).toMatchObject({ ok: true, value: { specs: SPEC_RECORDS } })
    expect(shown()).toEqual(['done'])
    expect(recorded(store)).toEqual(SPEC_RECORDS)
  })

  it('is passed on after every read, including the records of other runs', async () => {
    const { store, publisher, recordsRead } = createPublisher()
    store.addComment(store.login, `${CODEC.encode?.({ specs: SPEC_RECORDS })}\nof an earlier run`)
    expect(await publisher.read()).toEqual({ ok: true, value: { specs: SPEC_RECORDS } })
    expect(await publisher.readNow()).toMatchObject({ ok: true })
    publisher.show(content('mine'), {})
    await settle()
    expect(recordsRead.map(({ specs }) => specs)).toEqual([SPEC_RECORDS, SPEC_RECORDS, SPEC_RECORDS])
    store.beforeCall = () => BAD_GATEWAY
    expect([await publisher.read(), await publisher.write({}), await publisher.readNow()]).toEqual([
      BAD_GATEWAY, BAD_GATEWAY, BAD_GATEWAY,
    ]) // prettier-ignore
    expect(recordsRead).toHaveLength(3)
  })

  it('can be read while a write hangs', async () => {
    const { store, publisher } = createPublisher()
    await publisher.finish(content('first'), SPEC_RECORDS)
    store.beforeCall = (call) => (call.operation === 'update' ? new Promise(() => undefined) : undefined)
    publisher.show(content('second'), {})
    await settle()
    expect(await publisher.readNow()).toMatchObject({ ok: true, value: { specs: SPEC_RECORDS } })
  })

  it('does not hide the jobs of comments with other keys', async () => {
    const { store, publisher } = createPublisher()
    const other = createCodec('other', 'acme/bot#7', 'forge-key')
    store.addComment(store.login, `${other.encode?.({ specs: SPEC_RECORDS })}\ntext`)
    expect(await publisher.idsClaimedElsewhere()).toEqual(new Set([JOB_ID]))
  })
})
