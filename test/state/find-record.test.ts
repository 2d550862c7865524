import { describe, expect, it } from '@jest/globals'
import { findRecordByJobId } from '../../src/state/comment-merge.ts'
import { createCodec, readRecord } from '../../src/state/record-codec.ts'
import { FakeConversation, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { jobId } from '../fakes/forge-api.ts'
import { recordedJob, commentRecordOf, requestOf, SCOPE, CODEC } from './samples.ts'

const RECORD = commentRecordOf(requestOf({}, [recordedJob(1), recordedJob(2, { isUnfinished: false })]))
const BODY = `${CODEC.encode!(RECORD)}\nhello`
const OPTIONS = { scope: SCOPE, apiKey: 'forge-key', redact: (text: string) => text }
const find = (store: FakeConversation, id = jobId(1)) => findRecordByJobId(id, store, OPTIONS)

/** A conversation with these comments and one of another author. */
function createConversation(
  ...bodies: readonly (readonly [author: string, body: string])[]
): FakeConversation {
  const store = new FakeConversation()
  store.addComment('octocat', 'LGTM')
  for (const [author, body] of bodies) store.addComment(author, body)
  return store
}
const OWN_LOGIN = 'github-actions[bot]'

describe('findRecordByJobId', () => {
  it.each([1, 2])('finds a comment of any key by job %d', async (n) => {
    const store = createConversation([OWN_LOGIN, BODY])
    const found = await find(store, jobId(n))
    expect(found?.comment).toEqual(store.comments[1])
    expect(found?.record).toEqual(RECORD)
    expect(found && readRecord(found.codec, found.codec.encode!(RECORD) ?? '')).toEqual(RECORD)
  })

  it.each<[string, string, string]>([
    ['by another author', 'mallory', BODY],
    ['signed with another key', OWN_LOGIN, `${createCodec('a key', SCOPE, 'other').encode!(RECORD)}\n`],
    [
      'moved from another conversation',
      OWN_LOGIN,
      `${createCodec('a key', '7001#8', 'forge-key').encode!(RECORD)}\n`,
    ],
    ['without a record', OWN_LOGIN, `${CODEC.prefix} -->\nhello`],
    ['about other jobs', OWN_LOGIN, `${CODEC.encode!(commentRecordOf(requestOf({}, [recordedJob(3)])))}\n`],
  ])('ignores a comment %s', async (_, author, body) => {
    expect(await find(createConversation([author, body]))).toBeUndefined()
  })

  it('returns undefined if GitHub fails, and requests our login only if there is a candidate', async () => {
    const store = createConversation([OWN_LOGIN, BODY])
    store.beforeCall = () => BAD_GATEWAY
    expect(await find(store)).toBeUndefined()
    const empty = createConversation()
    await find(empty)
    expect(empty.calls.map(({ operation }) => operation)).toEqual(['list'])
  })
})
