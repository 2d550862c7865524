import { describe, expect, it } from '@jest/globals'
import { marker, upsertComment, type Draft } from '../../src/report/comments.ts'
import { FORBIDDEN, MemoryConversation, PASSING } from '../fakes/comment-store.ts'

const KEY = 'workflow and spec'
const draft = (body: string, kind: Draft['kind'] = 'story'): Draft => ({ kind, body })
const whole = (body: string) => `${marker(KEY)}\n${body}`
const operations = (store: MemoryConversation) => store.calls.map(({ operation }) => operation)

describe('the marker', () => {
  it('is a hidden comment of one line, whatever the key is, and differs for each key', () => {
    for (const key of ['', KEY, '--> <b>', 'a\nb', 'ü'.repeat(5_000)]) {
      expect(marker(key)).toMatch(/^<!-- forge-training-job v1 [0-9a-f]{32} -->$/)
    }
    expect(marker('a')).not.toBe(marker('b'))
    expect(marker('a')).toBe(marker('a'))
  })
})

describe('writing the comment of a key', () => {
  it('makes one where there is none, without asking who we are', async () => {
    const store = new MemoryConversation()
    store.say('octocat', 'LGTM')
    const reply = await upsertComment(store, KEY, draft('hello'))
    expect(reply).toMatchObject({ ok: true, value: { body: whole('hello'), author: 'github-actions[bot]' } })
    expect(operations(store)).toEqual(['list', 'create'])
  })

  it('changes our own, the oldest of several', async () => {
    const store = new MemoryConversation()
    const ours = store.say(store.login, whole('old'))
    store.say(store.login, whole('a second one'))
    expect(await upsertComment(store, KEY, draft('new'))).toMatchObject({ ok: true, value: { id: ours.id } })
    expect(store.bodies).toEqual([whole('new'), whole('a second one')])
    expect(operations(store)).toEqual(['list', 'self', 'update'])
  })

  it('writes nothing where the text is there already', async () => {
    const store = new MemoryConversation()
    const ours = store.say(store.login, whole('same'))
    expect(await upsertComment(store, KEY, draft('same'))).toEqual({ ok: true, value: ours })
    expect(operations(store)).toEqual(['list', 'self'])
  })

  it.each([
    ['somebody else wrote our marker', 'mallory', whole('forged')],
    ['our comment belongs to another key', 'github-actions[bot]', `${marker('other')}\nx`],
    ['the marker is not at the beginning', 'github-actions[bot]', `> ${whole('quoted')}`],
  ])('leaves a comment alone when %s', async (_, author, body) => {
    const store = new MemoryConversation()
    store.say(author, body)
    await upsertComment(store, KEY, draft('hello'))
    expect(store.bodies).toEqual([body, whole('hello')])
  })

  it('goes straight to the one that it knows', async () => {
    const store = new MemoryConversation()
    const { id } = store.say(store.login, whole('old'))
    await upsertComment(store, KEY, draft('new'), id)
    expect(operations(store)).toEqual(['update'])
    expect(store.bodies).toEqual([whole('new')])
  })

  it('makes a new one when the one that it knows was deleted', async () => {
    const store = new MemoryConversation()
    const { id } = store.say(store.login, whole('old'))
    store.delete(id)
    await upsertComment(store, KEY, draft('new'), id)
    expect(operations(store)).toEqual(['update', 'list', 'create'])
    expect(store.bodies).toEqual([whole('new')])
  })

  it.each<['update' | 'list' | 'create', number | undefined]>([
    ['update', 77],
    ['list', undefined],
    ['create', undefined],
  ])('reports that %s failed', async (operation, known) => {
    const store = new MemoryConversation()
    store.intercept = (call) => (call.operation === operation ? FORBIDDEN : undefined)
    expect(await upsertComment(store, KEY, draft('x'), known)).toBe(FORBIDDEN)
    expect(operations(store).at(-1)).toBe(operation)
    store.intercept = (call) => (call.operation === operation ? PASSING : undefined)
    expect(await upsertComment(store, KEY, draft('x'), known)).toBe(PASSING)
  })

  it('has no need to say that all is well, except where it said otherwise', async () => {
    const store = new MemoryConversation()
    expect(await upsertComment(store, KEY, draft('all valid', 'all-clear'))).toEqual({
      ok: true,
      value: undefined,
    })
    expect(store.bodies).toEqual([])

    await upsertComment(store, KEY, draft('line 3 is wrong', 'problems'))
    expect(store.bodies).toEqual([expect.stringMatching(/^<!-- .* -->\n<!-- problems -->\nline 3 is wrong$/)])
    await upsertComment(store, KEY, draft('all valid', 'all-clear'))
    expect(store.bodies).toEqual([whole('all valid')])

    await upsertComment(store, KEY, draft('a job runs'))
    expect(await upsertComment(store, KEY, draft('all valid', 'all-clear'))).toEqual({
      ok: true,
      value: undefined,
    })
    expect(store.bodies).toEqual([whole('a job runs')])
  })
})
