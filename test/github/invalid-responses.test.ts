import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { createCodec } from '../../src/state/record-codec.ts'
import { CommentRecordStore } from '../../src/state/comment-record-store.ts'
import { VirtualClock } from '../fakes/clock.ts'
import type { Fault } from '../simulator/faults.ts'
import { startConversation, PULL, stopGitHubs } from './comments-api.ts'

afterEach(async () => {
  jest.restoreAllMocks()
  await stopGitHubs()
})

const INVALID: readonly [string, Fault][] = [
  ['is truncated by a reset', { kind: 'truncated', end: 'reset' }],
  ['is truncated', { kind: 'truncated' }],
  ['is not JSON', { kind: 'garbage' }],
  ['is an HTML page', { kind: 'html', status: 200 }],
  ['has another shape', { kind: 'mutate', change: () => ({ message: 'hi' }) }],
  ['is null', { kind: 'mutate', change: () => null }],
  ['is empty', { kind: 'status', status: 204, body: '' }],
]

describe.each(INVALID)('a response that %s', (_, fault) => {
  it('is an error for a list of comments, not an empty list', async () => {
    const { github, store } = await startConversation({ faults: [fault] })
    github.addComment(PULL, 'x')
    expect(await store.list()).toMatchObject({ ok: false, isPermanent: false, isNotFound: false })
  })

  it('is an error for a comment', async () => {
    const { github, store } = await startConversation({ faults: [fault] })
    const { id } = github.addComment(PULL, 'x')
    for (const result of [await store.get(id), await store.create('y'), await store.update(id, 'y')])
      expect(result).toMatchObject({ ok: false, isPermanent: false, isNotFound: false })
  })

  it('gives the default login', async () => {
    const { store } = await startConversation({ faults: [fault] })
    expect(await store.viewerLogin()).toMatchObject({ ok: false })
  })

  it('does not cause a second comment', async () => {
    const on = { operation: 'listComments', nth: 1 }
    const { github, store } = await startConversation({ faults: [{ ...fault, on }] })
    const codec = createCodec('k', 'acme/models#12', undefined)
    github.addComment(PULL, `${codec.prefix} -->\nfirst`)
    const run = { id: '8123', attempt: 1 }
    const recordStore = new CommentRecordStore({ store, codec, clock: new VirtualClock(), run })
    expect(await recordStore.write({ text: 'second' })).toMatchObject({ ok: false, isPermanent: false })
    expect(await recordStore.write({ text: 'second' })).toMatchObject({ ok: true })
    expect(github.commentsOf(PULL).map(({ body }) => body)).toEqual([`${codec.prefix} -->\nsecond`])
  })
})

it.each([1, 2])('listing comments times out after 15 s if page %i hangs', async (nth) => {
  const timers: AbortController[] = []
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const timer = new AbortController()
    if (ms === 15_000) timers.push(timer)
    return timer.signal
  })
  const { github, store } = await startConversation()
  for (let n = 0; n < 150; n++) github.addComment(PULL, 'x')
  let requests = 0
  const when = () => {
    if (++requests < nth) return false
    for (const timer of timers) timer.abort(new DOMException('timed out', 'TimeoutError'))
    return true
  }
  github.addFault({ kind: 'hang', on: { when } })
  expect(await store.list()).toEqual({
    ok: false,
    message: 'reading the comments: no response within 15 s',
    isPermanent: false,
    isNotFound: false,
  })
})

it.each<Fault>([{ kind: 'reset' }, { kind: 'fin' }])(
  'an error message has no HTTP status without a response: %j',
  async (fault) => {
    const { store } = await startConversation({ faults: [fault] })
    const result = await store.create('x')
    expect(!result.ok && result.message).not.toMatch(/HTTP \d/)
  },
)

it('HTTP 429 is never permanent', async () => {
  const { store } = await startConversation({ faults: [{ kind: 'status', status: 429 }] })
  expect(await store.create('x')).toMatchObject({ ok: false, isPermanent: false })
})

it('a deprecation header is not printed', async () => {
  const printed = jest.spyOn(console, 'warn').mockImplementation(() => undefined)
  const headers = { deprecation: 'Sat, 01 Nov 2025 00:00:00 GMT', sunset: 'Sun, 01 Nov 2026 00:00:00 GMT' }
  const { store } = await startConversation({ faults: [{ kind: 'status', status: 200, body: [], headers }] })
  expect(await store.list()).toEqual({ ok: true, value: [] })
  expect(printed).not.toHaveBeenCalled()
})
