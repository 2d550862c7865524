import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { sealOf } from '../../src/state/record-codec.ts'
import { Notebook } from '../../src/state/comment-record-store.ts'
import { VirtualClock } from '../fakes/clock.ts'
import type { Fault } from '../simulator/faults.ts'
import { conversation, PULL, stopAll } from './comments-api.ts'

afterEach(async () => {
  jest.restoreAllMocks()
  await stopAll()
})

const BROKEN: readonly [string, Fault][] = [
  ['is cut off', { kind: 'truncated', end: 'reset' }],
  ['ends too early', { kind: 'truncated' }],
  ['is no JSON', { kind: 'garbage' }],
  ['is a page', { kind: 'html', status: 200 }],
  ['is something else', { kind: 'mutate', change: () => ({ message: 'hi' }) }],
  ['is null', { kind: 'mutate', change: () => null }],
  ['is empty', { kind: 'status', status: 204, body: '' }],
]

describe.each(BROKEN)('an answer that %s', (_, fault) => {
  it('is no list of comments, also not an empty one', async () => {
    const { github, store } = await conversation({ faults: [fault] })
    github.addComment(PULL, 'x')
    expect(await store.list()).toMatchObject({ ok: false, isFinal: false, isGone: false })
  })

  it('is no comment', async () => {
    const { github, store } = await conversation({ faults: [fault] })
    const { id } = github.addComment(PULL, 'x')
    for (const reply of [await store.get(id), await store.create('y'), await store.update(id, 'y')])
      expect(reply).toMatchObject({ ok: false, isFinal: false, isGone: false })
  })

  it('does not say who we are, which nobody is thrown at', async () => {
    const { store } = await conversation({ faults: [fault] })
    expect(await store.self()).toBe('github-actions[bot]')
  })

  it('leads to no second comment', async () => {
    const on = { operation: 'listComments', nth: 1 }
    const { github, store } = await conversation({ faults: [{ ...fault, on }] })
    const seal = sealOf('k', 'acme/models#12', undefined)
    github.addComment(PULL, `${seal.start} -->\nfirst`)
    const run = { id: '8123', attempt: 1 }
    const notebook = new Notebook({ store, seal, clock: new VirtualClock(), run })
    expect(await notebook.write({ text: 'second' })).toMatchObject({ ok: false, isFinal: false })
    expect(await notebook.write({ text: 'second' })).toMatchObject({ ok: true })
    expect(github.commentsOf(PULL).map(({ body }) => body)).toEqual([`${seal.start} -->\nsecond`])
  })
})

it.each([1, 2])('a list whose page %i does not come is given up after 15 s', async (nth) => {
  const timers: AbortController[] = []
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const timer = new AbortController()
    if (ms === 15_000) timers.push(timer)
    return timer.signal
  })
  const { github, store } = await conversation()
  for (let n = 0; n < 150; n++) github.addComment(PULL, 'x')
  let seen = 0
  const when = () => {
    if (++seen < nth) return false
    for (const timer of timers) timer.abort(new DOMException('The time is over', 'TimeoutError'))
    return true
  }
  github.addFault({ kind: 'hang', on: { when } })
  expect(await store.list()).toEqual({
    ok: false,
    reason: 'reading the comments: no answer within 15 s',
    isFinal: false,
    isGone: false,
  })
})

it.each<Fault>([{ kind: 'reset' }, { kind: 'fin' }])(
  '%j is no answer, so it has no HTTP status',
  async (fault) => {
    const { store } = await conversation({ faults: [fault] })
    const reply = await store.create('x')
    expect(!reply.ok && reply.reason).not.toMatch(/HTTP \d/)
  },
)

it('too many requests are a passing matter, whatever else is said', async () => {
  const { store } = await conversation({ faults: [{ kind: 'status', status: 429 }] })
  expect(await store.create('x')).toMatchObject({ ok: false, isFinal: false })
})

it('a deprecation is not printed', async () => {
  const printed = jest.spyOn(console, 'warn').mockImplementation(() => undefined)
  const headers = { deprecation: 'Sat, 01 Nov 2025 00:00:00 GMT', sunset: 'Sun, 01 Nov 2026 00:00:00 GMT' }
  const { store } = await conversation({ faults: [{ kind: 'status', status: 200, body: [], headers }] })
  expect(await store.list()).toEqual({ ok: true, value: [] })
  expect(printed).not.toHaveBeenCalled()
})
