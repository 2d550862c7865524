import { describe, expect, it } from '@jest/globals'
import { marker, type Draft } from '../../src/report/comments.ts'
import { LiveComment } from '../../src/report/live-comment.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FORBIDDEN, MemoryConversation, PASSING } from '../fakes/comment-store.ts'
import { RecordingLog } from '../fakes/log.ts'

const draft = (body: string): Draft => ({ kind: 'story', body })

function openComment(store = new MemoryConversation()) {
  const clock = new VirtualClock()
  const log = new RecordingLog()
  const redact = (text: string) => text.replaceAll('S3CRET', '***')
  const comment = new LiveComment({ store, clock, log, key: 'k', redact })
  const written = () =>
    store.calls.flatMap((call) => ('body' in call ? [call.body.slice(marker('k').length + 1)] : []))
  return { store, clock, log, comment, written }
}

/** Lets GitHub answer only when the test says so. */
function slow(store: MemoryConversation) {
  const waiting: (() => void)[] = []
  store.intercept = () => new Promise((resolve) => waiting.push(() => resolve(undefined)))
  return {
    answer: async () => {
      waiting.shift()?.()
      await new Promise((resolve) => setImmediate(resolve))
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
    for (const version of ['1', '2', '3']) comment.show(draft(version))
    expect(github.pending).toBe(1)
    await github.answer() // list
    comment.show(draft('4'))
    await github.answer() // create 1
    await github.answer() // update 4
    expect(github.pending).toBe(0)
    expect(written()).toEqual(['1', '4'])
    expect(store.bodies).toHaveLength(1)
  })

  it('knows its address once it is written', async () => {
    const { comment, store } = openComment()
    expect(comment.url).toBeUndefined()
    await comment.finish(draft('done'))
    expect(comment.url).toBe(store.comments[0]!.url)
  })

  it('finishes with the last words, after whatever waits before them', async () => {
    const { store, comment, written } = openComment()
    comment.show(draft('first'))
    await comment.finish(draft('last'))
    expect(written().at(-1)).toBe('last')
    expect(store.bodies).toEqual([`${marker('k')}\nlast`])
  })

  it('takes secrets out', async () => {
    const { store, comment } = openComment()
    await comment.finish(draft('the key is S3CRET'))
    expect(store.bodies[0]).toContain('the key is ***')
    expect(JSON.stringify(store.calls)).not.toContain('S3CRET')
  })

  it('tries the last words again for a while when GitHub is down, and complains once', async () => {
    const { store, comment, clock, log, written } = openComment()
    let isDown = true
    store.intercept = () => {
      if (clock.now() >= 5_000) isDown = false
      return isDown ? PASSING : undefined
    }
    comment.show(draft('first'))
    await comment.finish(draft('last'))
    expect(written()).toEqual(['last'])
    expect(clock.sleeps).toEqual([1_000, 4_000])
    expect(log.annotations).toEqual([
      { level: 'warning', message: 'The comment could not be written: HTTP 502: Bad Gateway' },
    ])
  })

  it('gives up on the last words in the end', async () => {
    const { store, comment, clock, log } = openComment()
    store.intercept = () => PASSING
    await comment.finish(draft('last'))
    expect(clock.sleeps).toEqual([1_000, 4_000, 15_000])
    expect(log.annotations).toHaveLength(1)
    expect(comment.url).toBeUndefined()
  })

  it('stops trying where trying cannot help', async () => {
    const { store, comment, clock, log } = openComment()
    store.intercept = () => FORBIDDEN
    comment.show(draft('first'))
    await new Promise((resolve) => setImmediate(resolve))
    const before = store.calls.length
    comment.show(draft('second'))
    await comment.finish(draft('last'))
    expect(store.calls).toHaveLength(before)
    expect(clock.sleeps).toEqual([])
    expect(log.messages('warning')).toEqual(['The comment could not be written: Resource not accessible'])
  })

  it('writes a new one when somebody deleted it', async () => {
    const { store, comment } = openComment()
    await comment.finish(draft('first'))
    store.delete(store.comments[0]!.id)
    await comment.finish(draft('second'))
    expect(store.bodies).toEqual([`${marker('k')}\nsecond`])
  })
})
