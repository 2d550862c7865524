import { describe, expect, it } from '@jest/globals'
import type { Entry, KeyRecord } from '../../src/state/record.ts'
import { sealOf } from '../../src/state/record-codec.ts'
import { Notebook } from '../../src/state/comment-record-store.ts'
import { LiveComment, type Draft } from '../../src/report/comment-publisher.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FORBIDDEN, MemoryConversation, PASSING } from '../fakes/comment-store.ts'
import { RecordingLog } from '../fakes/log.ts'
import { DIGEST, JOB_ID } from '../fakes/samples.ts'

const SEAL = sealOf('k', 'acme/bot#7', 'forge-key')
const RUN = { id: '8123', attempt: 1 }
const ENTRY: Entry = {
  digest: DIGEST,
  run: RUN,
  writer: 'w',
  commit: 'abc1234',
  atMs: 1,
  aliveUntilMs: 2,
  submittingSinceMs: 1,
  jobs: [{ id: JOB_ID, digest: DIGEST, runId: RUN.id, atMs: 1, isOpen: true }],
}
const ENTRIES = { 'a.yml': ENTRY }

const draft = (body: string, kind: Draft['kind'] = 'story'): Draft => ({ kind, body })
/** What people see of a comment, after the hidden first line. */
const visible = (body: string): string => body.slice(body.indexOf('\n') + 1)

function openComment(store = new MemoryConversation()) {
  const clock = new VirtualClock()
  const log = new RecordingLog()
  const heard: KeyRecord[] = []
  const comment = new LiveComment({
    notebook: new Notebook({ store, seal: SEAL, clock, run: RUN }),
    clock,
    log,
    redact: (text) => text.replaceAll('S3CRET', '***'),
    onRecord: (record) => heard.push(record),
  })
  const written = () => store.calls.flatMap((call) => ('body' in call ? [visible(call.body)] : []))
  const shown = () => store.bodies.map(visible)
  return { store, clock, log, comment, heard, written, shown }
}

/** Until all is done that can be done without time passing. */
const atRest = () => new Promise((resolve) => setImmediate(resolve))

/** Lets GitHub answer only when the test says so. */
function slow(store: MemoryConversation) {
  const waiting: (() => void)[] = []
  store.intercept = () => new Promise((resolve) => waiting.push(() => resolve(undefined)))
  return {
    answer: async () => {
      await atRest()
      waiting.shift()?.()
      await atRest()
    },
    get pending() {
      return waiting.length
    },
  }
}

describe('the live comment', () => {
  it('writes beside the work, one at a time, and of several versions only the newest', async () => {
    const { store, comment, written } = openComment()
    const github = slow(store)
    for (const version of ['1', '2', '3']) comment.show(draft(version), {})
    await atRest()
    expect(github.pending).toBe(1)
    await github.answer() // list
    comment.show(draft('4'), {})
    await github.answer() // create 1
    await github.answer() // get
    await github.answer() // update 4
    expect(github.pending).toBe(0)
    expect(written()).toEqual(['1', '4'])
    expect(store.bodies).toHaveLength(1)
  })

  it('knows its address once it is written', async () => {
    const { comment, store } = openComment()
    expect(comment.url).toBeUndefined()
    await comment.finish(draft('done'), {})
    expect(comment.url).toBe(store.comments[0]!.url)
  })

  it('complains of nothing that went well', async () => {
    const { comment, log } = openComment()
    comment.show(draft('first'), {})
    await comment.finish(draft('last'), {})
    expect(log.annotations).toEqual([])
  })

  it('keeps what its text was made from, as long as there is more to tell', async () => {
    const { store, comment } = openComment()
    const memo = { atMs: 1, story: 'told' }
    comment.show({ ...draft('first'), memo }, {})
    await atRest()
    expect(SEAL.read(store.bodies[0]!)).toMatchObject({ memo, entries: {} })
    await comment.finish(draft('last'), {})
    expect(SEAL.read(store.bodies[0]!)).not.toHaveProperty('memo')
  })

  it('finishes with the last words, after whatever waits before them', async () => {
    const { comment, written, shown } = openComment()
    comment.show(draft('first'), {})
    await comment.finish(draft('last'), {})
    expect(written().at(-1)).toBe('last')
    expect(shown()).toEqual(['last'])
  })

  it('takes secrets out', async () => {
    const { store, comment, shown } = openComment()
    await comment.finish(draft('the key is S3CRET'), {})
    expect(shown()).toEqual(['the key is ***'])
    expect(JSON.stringify(store.calls)).not.toContain('S3CRET')
  })

  it('writes a new one when somebody deleted it', async () => {
    const { store, comment, shown } = openComment()
    await comment.finish(draft('first'), {})
    store.delete(store.comments[0]!.id)
    await comment.finish(draft('second'), {})
    expect(shown()).toEqual(['second'])
    expect(comment.url).toBe(store.comments[0]!.url)
  })
})

describe('a failure of GitHub', () => {
  it('is told once, and the last words are tried again for a while', async () => {
    const { store, comment, clock, log, written } = openComment()
    store.intercept = () => (clock.now() < 5_000 ? PASSING : undefined)
    comment.show(draft('first'), {})
    await comment.finish(draft('last'), {}, true)
    expect(written()).toEqual(['last'])
    expect(clock.sleeps).toEqual([1_000, 4_000])
    expect(log.annotations).toEqual([
      { level: 'warning', message: 'The comment could not be written: HTTP 502: Bad Gateway' },
    ])
  })

  it('is given up on in the end', async () => {
    const { store, comment, clock, log } = openComment()
    store.intercept = () => PASSING
    await comment.finish(draft('last'), {})
    expect(clock.sleeps).toEqual([1_000, 4_000, 15_000])
    expect(log.annotations).toHaveLength(1)
    expect(comment.url).toBeUndefined()
  })

  it('that cannot pass ends all tries', async () => {
    const { store, comment, clock, log } = openComment()
    store.intercept = () => FORBIDDEN
    comment.show(draft('first'), {})
    await atRest()
    const before = store.calls.length
    comment.show(draft('second'), {})
    await comment.finish(draft('last'), {})
    expect(store.calls).toHaveLength(before)
    expect(clock.sleeps).toEqual([])
    expect(log.messages('warning')).toEqual(['The comment could not be written: Resource not accessible'])
  })

  it('that passes leaves the next version to be written', async () => {
    const { store, comment, shown, log } = openComment()
    store.intercept = () => PASSING
    comment.show(draft('first'), {})
    await atRest()
    store.intercept = () => undefined
    comment.show(draft('second'), {})
    await atRest()
    expect(shown()).toEqual(['second'])
    expect(log.messages('warning')).toHaveLength(1)
  })

  it('leaves GitHub alone for as long as it asks for, and then writes the newest version', async () => {
    const { store, comment, clock, written } = openComment()
    const times: number[] = []
    store.intercept = () => {
      times.push(clock.now())
      return clock.now() === 0 ? { ...PASSING, retryAfterMs: 300_000 } : undefined
    }
    comment.show(draft('first'), {})
    await clock.sleep(10_000)
    comment.show(draft('second'), {})
    await clock.sleep(10_000)
    comment.show(draft('third'), {})
    await clock.sleep(400_000)
    expect(times[0]).toBe(0)
    expect(times[1]).toBe(300_000)
    expect(written()).toEqual(['third'])
  })

  it('holds the last words up for a minute at most, however long GitHub wants to be left alone', async () => {
    const { store, comment, clock, shown } = openComment()
    store.intercept = () => (clock.now() === 0 ? { ...PASSING, retryAfterMs: 3_600_000 } : undefined)
    comment.show(draft('first'), {})
    await atRest()
    await comment.finish(draft('last'), {}, true)
    expect(clock.now()).toBe(60_000)
    expect(shown()).toEqual(['last'])
  })
})

describe('last words', () => {
  it('wait for a minute at most also where an earlier version waits already', async () => {
    const { store, comment, clock, written } = openComment()
    store.intercept = () => (clock.now() === 0 ? { ...PASSING, retryAfterMs: 3_600_000 } : undefined)
    comment.show(draft('first'), {})
    await clock.sleep(10_000)
    comment.show(draft('second'), {})
    await clock.sleep(10_000)
    await comment.finish(draft('last'), {}, true)
    expect(clock.now()).toBe(80_000)
    expect(written()).toEqual(['last'])
  })

  it('are given up on where GitHub limits them themselves', async () => {
    const { store, comment, clock } = openComment()
    store.intercept = () => ({ ...PASSING, retryAfterMs: 3_600_000 })
    await comment.finish(draft('last'), {})
    expect(clock.now()).toBe(0)
    expect(store.calls).toHaveLength(1)
  })

  it('wait for as long as GitHub asks for while that is not too long', async () => {
    const { store, comment, clock, shown } = openComment()
    store.intercept = () => (clock.now() < 30_000 ? { ...PASSING, retryAfterMs: 30_000 } : undefined)
    await comment.finish(draft('last'), {}, true)
    expect([clock.now(), store.calls.length, ...shown()]).toEqual([30_000, 3, 'last'])
  })

  it('are tried at once where GitHub has asked for nothing', async () => {
    const { comment, clock, shown } = openComment()
    comment.show(draft('first'), {})
    await comment.finish(draft('last'), {}, true)
    expect([clock.now(), ...shown()]).toEqual([0, 'last'])
  })
})

describe('several comments of one key', () => {
  const second = `${SEAL.start} -->\nthe comment of another leg`

  it('are folded into one at the end, when whoever made another at the same time is seen', async () => {
    const { store, comment, clock, shown } = openComment()
    comment.show(draft('first'), {})
    await atRest()
    store.say(store.login, second)
    await comment.finish(draft('last'), {})
    expect(shown()).toEqual(['last'])
    expect(clock.sleeps).toEqual([6_000, 6_000])
  })

  it('are left for the next run by one that has no time', async () => {
    const { store, comment, clock, shown } = openComment()
    comment.show(draft('first'), {})
    await atRest()
    store.say(store.login, second)
    await comment.finish(draft('last'), {}, true)
    expect(shown()).toEqual(['last', 'the comment of another leg'])
    expect(clock.sleeps).toEqual([])
  })

  it('are not looked for after last words that could not be written', async () => {
    const { store, comment } = openComment()
    comment.show(draft('first'), {})
    await atRest()
    store.intercept = () => FORBIDDEN
    const before = store.calls.length
    await comment.finish(draft('last'), {})
    expect(store.calls.slice(before).map(({ operation }) => operation)).toEqual(['get'])
  })
})

describe('a step that only checks specs', () => {
  it('says nothing where all is well', async () => {
    const { comment, shown, store } = openComment()
    await comment.finish(draft('all valid', 'all-clear'), {})
    expect(shown()).toEqual([])
    expect(store.calls.map(({ operation }) => operation)).toEqual(['list'])
  })

  it('says what is wrong, and takes it back', async () => {
    const { store, shown } = openComment()
    await openComment(store).comment.finish(draft('line 3 is wrong', 'problems'), {})
    expect(shown()).toEqual(['<!-- problems -->\nline 3 is wrong'])
    await openComment(store).comment.finish(draft('all valid', 'all-clear'), {})
    expect(shown()).toEqual(['all valid'])
    await openComment(store).comment.finish(draft('line 4 is wrong', 'problems'), {})
    expect(shown()).toEqual(['<!-- problems -->\nline 4 is wrong'])
  })

  it('leaves the story of a job as it is', async () => {
    const { store, shown } = openComment()
    await openComment(store).comment.finish(draft('a job runs'), {})
    await openComment(store).comment.finish(draft('all valid', 'all-clear'), {})
    expect(shown()).toEqual(['a job runs'])
  })
})

describe('last words in a hurry', () => {
  it('do not wait for a claim to be certain', async () => {
    const { comment, clock, shown } = openComment()
    comment.prepare(draft('about to be submitted'))
    const claimed = comment.claim(ENTRIES)
    await clock.sleep(1_000)
    await comment.finish(draft('cancelled'), {}, true)
    expect(clock.now()).toBe(1_000)
    expect(shown()).toEqual(['cancelled'])
    expect(await claimed).toMatchObject({ ok: false })
  })
})

describe('the record in it', () => {
  const recorded = (store: MemoryConversation) => SEAL.read(store.bodies[0] ?? '').entries

  it('is written with the words', async () => {
    const { store, comment } = openComment()
    await comment.finish(draft('done'), ENTRIES)
    expect(recorded(store)).toEqual(ENTRIES)
  })

  it('is claimed with the words that were prepared, and is certain 6 s later', async () => {
    const { store, comment, clock, written } = openComment()
    comment.prepare(draft('about to be submitted, with S3CRET'))
    expect(await comment.claim(ENTRIES)).toMatchObject({ ok: true, value: { entries: ENTRIES } })
    expect(written()).toEqual(['about to be submitted, with ***'])
    expect(recorded(store)).toEqual(ENTRIES)
    expect(clock.sleeps).toEqual([6_000])
  })

  it('is claimed under the words of an earlier run, where there are no others yet', async () => {
    const { comment, store, shown } = openComment()
    await openComment(store).comment.finish(draft('of an earlier run'), {})
    expect(await comment.claim(ENTRIES)).toMatchObject({ ok: true, value: { entries: ENTRIES } })
    expect(recorded(store)).toEqual(ENTRIES)
    expect(shown()).toEqual(['of an earlier run'])
  })

  it('is claimed for certain although last words wait that are in no hurry', async () => {
    const { comment, clock, shown } = openComment()
    comment.prepare(draft('about to be submitted'))
    const claimed = comment.claim(ENTRIES)
    await clock.sleep(1_000)
    await comment.finish(draft('done'), {})
    expect(await claimed).toMatchObject({ ok: true, value: { entries: ENTRIES } })
    expect(shown()).toEqual(['done'])
  })

  it('that may not be read is told of once', async () => {
    const { store, comment, log } = openComment()
    store.intercept = () => FORBIDDEN
    expect(await comment.read()).toBe(FORBIDDEN)
    await comment.finish(draft('last'), {})
    expect(log.messages('warning')).toEqual(['The comment could not be written: Resource not accessible'])
  })

  it('is claimed with the words that are shown already', async () => {
    const { comment, shown } = openComment()
    comment.prepare(draft('one is to be submitted'))
    comment.show(draft('one has a job, one is to be submitted'), {})
    await atRest()
    await comment.claim(ENTRIES)
    expect(shown()).toEqual(['one has a job, one is to be submitted'])
  })

  it('is claimed for two minutes before that counts as impossible', async () => {
    const { store, comment, clock } = openComment()
    comment.prepare(draft('x'))
    store.intercept = () => PASSING
    expect(await comment.claim(ENTRIES)).toBe(PASSING)
    expect(clock.now()).toBeGreaterThan(90_000)
    expect(clock.now()).toBeLessThanOrEqual(120_000)
    store.intercept = () => FORBIDDEN
    const before = store.calls.length
    expect(await comment.claim(ENTRIES)).toBe(FORBIDDEN)
    expect(store.calls).toHaveLength(before + 1)
  })

  it('is written alone without a change of the words', async () => {
    const { store, comment, shown } = openComment()
    await comment.finish(draft('done'), {})
    expect(await comment.write(ENTRIES)).toMatchObject({ ok: true, value: { entries: ENTRIES } })
    expect(shown()).toEqual(['done'])
    expect(recorded(store)).toEqual(ENTRIES)
  })

  it('is told of at every look, also of what others have written', async () => {
    const { store, comment, heard } = openComment()
    store.say(store.login, `${SEAL.write?.({ entries: ENTRIES })}\nof an earlier run`)
    expect(await comment.read()).toEqual({ ok: true, value: { entries: ENTRIES } })
    expect(await comment.peek()).toMatchObject({ ok: true })
    comment.show(draft('mine'), {})
    await atRest()
    expect(heard.map(({ entries }) => entries)).toEqual([ENTRIES, ENTRIES, ENTRIES])
    store.intercept = () => PASSING
    expect([await comment.read(), await comment.write({}), await comment.peek()]).toEqual([
      PASSING, PASSING, PASSING,
    ]) // prettier-ignore
    expect(heard).toHaveLength(3)
  })

  it('is looked into while a write hangs', async () => {
    const { store, comment } = openComment()
    await comment.finish(draft('first'), ENTRIES)
    store.intercept = (call) => (call.operation === 'update' ? new Promise(() => undefined) : undefined)
    comment.show(draft('second'), {})
    await atRest()
    expect(await comment.peek()).toMatchObject({ ok: true, value: { entries: ENTRIES } })
  })

  it('names the jobs that the comments of other keys have', async () => {
    const { store, comment } = openComment()
    const other = sealOf('other', 'acme/bot#7', 'forge-key')
    store.say(store.login, `${other.write?.({ entries: ENTRIES })}\nwords`)
    expect(await comment.claimedByOthers()).toEqual(new Set([JOB_ID]))
  })
})
