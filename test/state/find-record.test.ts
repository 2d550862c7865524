import { describe, expect, it } from '@jest/globals'
import { findRecordOf } from '../../src/state/comment-merge.ts'
import { sealOf } from '../../src/state/record-codec.ts'
import { MemoryConversation, PASSING } from '../fakes/comment-store.ts'
import { jobId } from '../fakes/forge-api.ts'
import { recordedJob, recordOf, sampleEntry, SCOPE, SEAL } from './samples.ts'

const RECORD = recordOf(sampleEntry({ jobs: [recordedJob(1), recordedJob(2, { isOpen: false })] }))
const BODY = `${SEAL.write!(RECORD)}\nhello`
const OPENED = { scope: SCOPE, apiKey: 'forge-key', redact: (text: string) => text }
const find = (store: MemoryConversation, id = jobId(1)) => findRecordOf(id, store, OPENED)

/** A conversation with comments of other people, and these. */
function open(...bodies: readonly (readonly [author: string, body: string])[]): MemoryConversation {
  const store = new MemoryConversation()
  store.say('octocat', 'LGTM')
  for (const [author, body] of bodies) store.say(author, body)
  return store
}
const US = 'github-actions[bot]'

describe('the comment that remembers a job', () => {
  it.each([1, 2])('is found by the id of each of its jobs, whatever its key is', async (n) => {
    const store = open([US, BODY])
    const found = await find(store, jobId(n))
    expect(found?.comment).toEqual(store.comments[1])
    expect(found?.record).toEqual(RECORD)
    expect(found?.seal.read(found.seal.write!(RECORD))).toEqual(RECORD)
  })

  it.each<[string, string, string]>([
    ['by somebody else', 'mallory', BODY],
    ['signed with another key', US, `${sealOf('a key', SCOPE, 'other').write!(RECORD)}\n`],
    ['moved from another conversation', US, `${sealOf('a key', 'acme/bot#8', 'forge-key').write!(RECORD)}\n`],
    ['without a record', US, `${SEAL.start} -->\nhello`],
    ['about other jobs', US, `${SEAL.write!(recordOf(sampleEntry({ jobs: [recordedJob(3)] })))}\n`],
  ])('is none %s', async (_, author, body) => {
    expect(await find(open([author, body]))).toBeUndefined()
  })

  it('is not known where GitHub does not say, and nobody is asked who we are where there is none', async () => {
    const store = open([US, BODY])
    store.intercept = () => PASSING
    expect(await find(store)).toBeUndefined()
    const empty = open()
    await find(empty)
    expect(empty.calls.map(({ operation }) => operation)).toEqual(['list'])
  })
})
