import { describe, expect, it } from '@jest/globals'
import { EMPTY_RECORD, findRequest, type CommentRecord, type RequestRecord } from '../../src/state/record.ts'
import { readRecord, createCodec } from '../../src/state/record-codec.ts'
import { CommentRecordStore, type CommentRecordStoreOptions } from '../../src/state/comment-record-store.ts'
import { VirtualClock } from '../fakes/clock.ts'
import {
  FORBIDDEN,
  NOT_FOUND,
  FakeConversation,
  BAD_GATEWAY,
  type StoreCall,
} from '../fakes/comment-store.ts'
import { jobId } from '../fakes/forge-api.ts'
import {
  KEY,
  OTHER_KEY,
  recordedJob,
  commentRecordOf,
  requestOf,
  runRef,
  SCOPE,
  CODEC,
  visibleText,
} from './samples.ts'

const UNSIGNED_CODEC = createCodec('a key', SCOPE, undefined)

/** A conversation and the store of run 8123 for it. */
function createStore(changes: Partial<CommentRecordStoreOptions> = {}, store = new FakeConversation()) {
  const clock = new VirtualClock()
  const recordStore = new CommentRecordStore({ store, codec: CODEC, clock, run: runRef(8123), ...changes })
  const createAnother = (more: Partial<CommentRecordStoreOptions>) =>
    new CommentRecordStore({ store, codec: CODEC, clock, run: runRef(8123), ...more })
  const texts = () => store.bodies.map(visibleText)
  const record = (n = 0): CommentRecord => readRecord(CODEC, store.bodies[n]!)
  return { store, clock, recordStore, createAnother, texts, record }
}

/** The body of a comment that a run has written. */
const commentBody = (text: string, request?: RequestRecord, run = runRef(8000), codec = CODEC): string =>
  `${codec.encode!(commentRecordOf(request ?? {}, { run }))}\n${text}`
/** What run 8000 recorded. */
const EARLIER = { holderId: 'earlier', run: runRef(8000) }
const operations = ({ calls }: FakeConversation) => calls.map(({ operation }) => operation)
const changes = (store: FakeConversation) =>
  operations(store).filter((operation) => !['list', 'get', 'viewerLogin'].includes(operation))

describe('write', () => {
  it('creates a comment if there is none, without requesting our login', async () => {
    const { store, recordStore, texts, record } = createStore()
    store.addComment('octocat', 'LGTM')
    const requests = { [KEY]: requestOf() }
    expect(recordStore.url).toBeUndefined()
    const result = await recordStore.write({ text: 'hello', requests })
    expect(result).toEqual({ ok: true, value: commentRecordOf(requests, { run: runRef(8123) }) })
    expect(texts()[1]).toBe('hello')
    expect(record(1)).toEqual(commentRecordOf(requests, { run: runRef(8123) }))
    expect(store.bodies[1]?.startsWith(`${CODEC.prefix} `)).toBe(true)
    expect(recordStore.url).toBe(store.comments[1]?.url)
    expect(operations(store)).toEqual(['list', 'create'])
  })

  it('of a record alone creates a comment with the prepared text, so that others see it', async () => {
    const { store, recordStore, texts, record } = createStore()
    recordStore.prepare(() => ({ text: 'waiting' }))
    const requests = { [KEY]: requestOf() }
    await recordStore.write({ requests })
    expect([texts(), record().requests]).toEqual([['waiting'], requests])
    expect(changes(store)).toEqual(['create'])
  })

  it('updates the comment of an earlier run', async () => {
    const { store, recordStore, texts, record } = createStore()
    const earlier = requestOf(EARLIER, [recordedJob(1)])
    store.addComment(store.login, commentBody('old', earlier))
    const request = requestOf({}, [recordedJob(2)])
    await recordStore.write({ text: 'new', requests: { [KEY]: request } })
    expect(texts()).toEqual(['new'])
    const both = {
      holds: [...request.holds, ...earlier.holds],
      jobs: [recordedJob(2), recordedJob(1)],
    }
    expect(record()).toEqual(commentRecordOf(both, { run: runRef(8123) }))
  })

  it('updates the known comment without listing all', async () => {
    const { store, recordStore, texts } = createStore()
    await recordStore.write({ text: '1' })
    store.calls.length = 0
    await recordStore.write({ text: '2' })
    expect(operations(store)).toEqual(['get', 'update'])
    expect(texts()).toEqual(['2'])
  })

  it('skips an update that changes nothing', async () => {
    const { store, recordStore } = createStore()
    await recordStore.write({ text: 'same', requests: { [KEY]: requestOf() } })
    await recordStore.write({ text: 'same', requests: { [KEY]: requestOf() } })
    expect(changes(store)).toEqual(['create'])
  })

  it.each([
    ['another author wrote our marker', 'mallory', commentBody('forged')],
    ['it belongs to another key', 'github-actions[bot]', `${createCodec('other', SCOPE, 'forge-key').prefix} -->\nx`],
    ['it was moved from another conversation', 'github-actions[bot]', commentBody('moved').replace('#7 ', '#8 ')],
  ])('leaves a comment unchanged when %s', async (_, author, body) => {
    const { store, recordStore, texts } = createStore()
    store.addComment(author, body)
    await recordStore.write({ text: 'hello' })
    expect(store.bodies[0]).toBe(body)
    expect(texts()[1]).toBe('hello')
  }) // prettier-ignore

  it('reads only comments with our login as author', async () => {
    const { store, recordStore } = createStore({}, new FakeConversation('octocat'))
    store.addComment('github-actions[bot]', commentBody('not ours', requestOf({ run: runRef(9_000) })))
    store.addComment('octocat', commentBody('ours', requestOf(EARLIER)))
    expect(await recordStore.read()).toEqual({
      ok: true,
      value: commentRecordOf(requestOf({ ...EARLIER }), { run: runRef(8_000) }),
    })
  })

  it('keeps the visible text if the update has none', async () => {
    const { store, recordStore, texts, record } = createStore()
    await recordStore.write({ requests: { [KEY]: requestOf() } })
    expect(store.bodies).toEqual([])
    await recordStore.write({ text: 'hello' })
    await recordStore.write({ requests: { [KEY]: requestOf() } })
    expect(texts()).toEqual(['hello'])
    expect(record()).toEqual(commentRecordOf(requestOf(), { run: runRef(8123) }))
  })

  it('preserves texts that are empty, have several lines or look like a marker', async () => {
    for (const text of ['', '\n\nx\n', '--> x', `${CODEC.prefix} -->`]) {
      const { recordStore, texts, createAnother } = createStore()
      await recordStore.write({ text })
      expect(texts()).toEqual([text])
      await createAnother({}).write({ requests: { [KEY]: requestOf() } })
      expect(texts()).toEqual([text])
    }
  })

  it('updates only the record if shouldReplaceText returns false', async () => {
    const { store, recordStore, texts, record } = createStore()
    const validUpdate = {
      text: 'all clear',
      shouldReplaceText: (currentText?: string) => currentText === 'problems',
    }
    await recordStore.write(validUpdate)
    expect(store.bodies).toEqual([])
    await recordStore.write({ text: 'problems' })
    await recordStore.write(validUpdate)
    expect(texts()).toEqual(['all clear'])
    await recordStore.write({ text: 'a job runs' })
    await recordStore.write({ ...validUpdate, requests: { [KEY]: requestOf() } })
    expect(texts()).toEqual(['a job runs'])
    expect(record().requests).toEqual({ [KEY]: requestOf() })
  })
})

describe('write from an older run', () => {
  it.each([
    ['a newer run', runRef(8124)],
    ['a later attempt', runRef(8123, 2)],
  ])('keeps the text of %s and adds its own jobs', async (_, run) => {
    const { store, recordStore, texts, record } = createStore()
    const newer = requestOf({ run, holderId: 'newer' }, [recordedJob(9)])
    store.addComment(store.login, commentBody('of the newer', newer, run))
    const older = requestOf({ jobId: jobId(1) }, [recordedJob(1)])
    await recordStore.write({ text: 'of the older', requests: { [KEY]: older, [OTHER_KEY]: older } })
    expect(texts()).toEqual(['of the newer'])
    const both = { holds: [...newer.holds, ...older.holds], jobs: [recordedJob(9), recordedJob(1)] }
    expect(record()).toEqual(commentRecordOf({ [KEY]: both, [OTHER_KEY]: older }, { run }))
  })

  it('keeps the text of a newer run that wrote in between', async () => {
    const { recordStore, createAnother, texts } = createStore()
    await recordStore.write({ text: 'older' })
    await createAnother({ run: runRef(8124) }).write({ text: 'newer' })
    await recordStore.write({ text: 'older again' })
    expect(texts()).toEqual(['newer'])
  })
})

describe('write after a person', () => {
  it('deleted the comment creates a new one', async () => {
    const { store, recordStore, texts, record } = createStore()
    await recordStore.write({ text: 'first' })
    store.deleteComment(store.comments[0]!.id)
    await recordStore.write({ text: 'second', requests: { [KEY]: requestOf() } })
    expect(texts()).toEqual(['second'])
    expect(record()).toEqual(commentRecordOf(requestOf(), { run: runRef(8123) }))
    expect(recordStore.url).toBe(store.comments[0]!.url)
  })

  it('deleted the comment during the write creates a new one', async () => {
    const { store, recordStore, texts } = createStore()
    await recordStore.write({ text: 'first' })
    store.beforeCall = ({ operation }) => {
      if (operation === 'update') store.deleteComment(store.comments[0]!.id)
      return undefined
    }
    expect(await recordStore.write({ text: 'second' })).toMatchObject({ ok: true })
    expect(texts()).toEqual(['second'])
  })

  it('removed our marker restores the comment', async () => {
    const { store, recordStore, texts } = createStore()
    await recordStore.write({ text: 'first' })
    await store.update(store.comments[0]!.id, 'I was here')
    await recordStore.write({ text: 'second' })
    expect(texts()).toEqual(['second'])
    expect(store.bodies[0]?.startsWith(CODEC.prefix)).toBe(true)
  })
})

describe('a comment of ours that cannot be read', () => {
  const body = commentBody('old', requestOf(EARLIER, [recordedJob(1)]))
  const ofOtherKey = body.replace(/[0-9a-f]{32}/, '0'.repeat(32))

  it.each<[string, string, RegExp]>([
    ['is damaged', body.replace(' -->', ''), /record in the comment https:\S+-101 is damaged.*edit history, or delete it/],
    ['has another key and is damaged', ofOtherKey.replace(' -->', ''), /-101 is damaged/],
    ['is of a newer version', body.replace(' v1 ', ' v2 '), /-101 was written by a newer version.*Update the action/],
  ])('%s: every call fails for good, and changes nothing', async (_, unreadable, message) => {
    const { store, recordStore } = createStore()
    store.addComment(store.login, unreadable)
    store.addComment(store.login, commentBody('ours'))
    const requests = { [KEY]: requestOf() }
    for (const result of [
      await recordStore.read(),
      await recordStore.acquire({ text: 'x', requests }),
      await recordStore.write({ text: 'x', requests }),
    ])
      expect(result).toMatchObject({
        ok: false,
        isPermanent: true,
        isNotFound: false,
        message: expect.stringMatching(message),
      })
    expect(changes(store)).toEqual([])
  }) // prettier-ignore

  it('is noticed if it was damaged between the list and the read', async () => {
    const { store, recordStore } = createStore()
    const { id } = store.addComment(store.login, body)
    store.afterCall = async ({ operation }) => {
      if (operation === 'list') await store.update(id, body.replace(' -->', ''))
      return undefined
    }
    expect(await recordStore.read()).toMatchObject({
      ok: false,
      isPermanent: true,
      message: expect.stringContaining('is damaged'),
    })
  })

  it('does not matter if another author wrote it', async () => {
    const { store, recordStore } = createStore()
    store.addComment('mallory', body.replace(' -->', ''))
    expect(await recordStore.read()).toEqual({ ok: true, value: EMPTY_RECORD })
  })

  it('is read if a person added a line on top', async () => {
    const { store, recordStore, texts } = createStore()
    store.addComment(store.login, `Looks good!\n${body}`)
    expect(await recordStore.read()).toMatchObject({
      value: { requests: { [KEY]: requestOf(EARLIER, [recordedJob(1)]) } },
    })
    await recordStore.write({ requests: {} })
    expect(texts()).toEqual(['Looks good!\nold'])
  })
})

describe('a comment of another login', () => {
  const reportTo = (reported: string[]): Partial<CommentRecordStoreOptions> => ({
    onForeignRecord: ({ url, author }) => reported.push(`${author} ${url.split('-').at(-1) ?? ''}`),
  })

  it('that our key signed is reported once, and not used', async () => {
    const reported: string[] = []
    const { store, recordStore } = createStore(reportTo(reported))
    store.addComment('trainer[bot]', commentBody('signed', requestOf(EARLIER)))
    for (let n = 0; n < 2; n++) expect(await recordStore.read()).toEqual({ ok: true, value: EMPTY_RECORD })
    expect(reported).toEqual(['trainer[bot] 101'])
  })

  it.each([
    ['another key', createCodec('a key', SCOPE, 'another key')],
    ['another conversation', createCodec('a key', '7001#8', 'forge-key')],
  ])('is not reported if it has %s', async (_, codec) => {
    const reported: string[] = []
    const { store, recordStore } = createStore(reportTo(reported))
    store.addComment('trainer[bot]', codec.encode!(commentRecordOf(requestOf())) ?? '')
    await recordStore.read()
    expect(reported).toEqual([])
  })
})

describe('an unknown login', () => {
  it('is an error of every call, because our comments would look like those of others', async () => {
    const { store, recordStore, texts } = createStore()
    store.addComment(store.login, commentBody('ours'))
    store.beforeCall = ({ operation }) => (operation === 'viewerLogin' ? BAD_GATEWAY : undefined)
    expect(await recordStore.read()).toBe(BAD_GATEWAY)
    expect(await recordStore.write({ text: 'new' })).toBe(BAD_GATEWAY)
    store.beforeCall = () => undefined
    expect(await recordStore.write({ text: 'new' })).toMatchObject({ ok: true })
    expect(texts()).toEqual(['new'])
  })
})

describe('an error of GitHub', () => {
  const LOCKED = { ...FORBIDDEN, message: 'HTTP 422: the conversation is locked' }
  const CONVERTED = { ...NOT_FOUND, message: 'HTTP 410: the issue was deleted' }

  it.each<[StoreCall['operation'], (typeof FORBIDDEN)[]]>([
    ['list', [FORBIDDEN, BAD_GATEWAY, LOCKED, CONVERTED]],
    ['create', [FORBIDDEN, BAD_GATEWAY, LOCKED, CONVERTED]],
    ['update', [FORBIDDEN, BAD_GATEWAY, LOCKED]],
    ['get', [FORBIDDEN, BAD_GATEWAY, LOCKED]],
  ])('in %s is returned and changes nothing', async (operation, errors) => {
    for (const error of errors) {
      const { store, recordStore, texts } = createStore()
      const isFirst = operation === 'list' || operation === 'create'
      if (!isFirst) await recordStore.write({ text: 'before' })
      store.beforeCall = (call) => (call.operation === operation ? error : undefined)
      expect(await recordStore.write({ text: 'after' })).toBe(error)
      if (operation !== 'get') expect(await recordStore.acquire({ text: 'after' })).toBe(error)
      expect(texts()).toEqual(isFirst ? [] : ['before'])

      store.beforeCall = () => undefined
      expect(await recordStore.write({ text: 'after' })).toMatchObject({ ok: true })
      expect(texts()).toEqual(['after'])
    }
  })

  it.each<[string, (recordStore: CommentRecordStore) => Promise<unknown>]>([
    ['read', (recordStore) => recordStore.read()],
    ['readNow', (recordStore) => recordStore.readNow()],
  ])('is returned by %s', async (_, read) => {
    const { store, recordStore } = createStore()
    store.beforeCall = () => BAD_GATEWAY
    expect(await read(recordStore)).toBe(BAD_GATEWAY)
    store.beforeCall = () => undefined
    await recordStore.write({ text: 'x' })
    store.beforeCall = () => FORBIDDEN
    expect(await read(recordStore)).toBe(FORBIDDEN)
  })

  it('that hides the response to a create leads to no second comment', async () => {
    const { store, recordStore, texts } = createStore()
    store.afterCall = ({ operation }) => (operation === 'create' ? BAD_GATEWAY : undefined)
    expect(await recordStore.write({ text: 'first' })).toBe(BAD_GATEWAY)
    expect(await recordStore.write({ text: 'second' })).toMatchObject({ ok: true })
    expect(texts()).toEqual(['second'])
  })

  it('that hides the response to an update is harmless', async () => {
    const { store, recordStore, texts } = createStore()
    await recordStore.write({ text: 'first' })
    store.afterCall = ({ operation }) => (operation === 'update' ? BAD_GATEWAY : undefined)
    expect(await recordStore.write({ text: 'second' })).toBe(BAD_GATEWAY)
    store.afterCall = () => undefined
    expect(await recordStore.write({ text: 'second' })).toMatchObject({ ok: true })
    expect(texts()).toEqual(['second'])
    expect(changes(store)).toEqual(['create', 'update'])
  })
})

describe('without an API key', () => {
  it('write creates a comment without a record', async () => {
    const { store, recordStore } = createStore({ codec: UNSIGNED_CODEC })
    await recordStore.write({ text: 'hello', requests: { [KEY]: requestOf() } })
    expect(store.bodies).toEqual([`${CODEC.prefix} -->\nhello`])
  })

  it('write keeps the markers of others byte for byte', async () => {
    const { store, recordStore } = createStore({ codec: UNSIGNED_CODEC })
    const before = commentBody('of a run with a key', requestOf({}, [recordedJob(1)]))
    store.addComment(store.login, before)
    await recordStore.write({ text: 'hello', requests: { [KEY]: requestOf({ run: runRef(9_000) }) } })
    expect(store.bodies).toEqual([`${before.split('\n')[0]}\nhello`])
  })

  it('read marks all records as unsigned', async () => {
    const { store, recordStore } = createStore({ codec: UNSIGNED_CODEC })
    store.addComment(store.login, commentBody('x', requestOf({}, [recordedJob(1)])))
    const result = await recordStore.read()
    expect(result).toMatchObject({
      ok: true,
      value: { requests: { [KEY]: { holds: [{ isUnsigned: true }], jobs: [{ provenance: 'unsigned' }] } } },
    })
  })

  it('mergeDuplicates deletes no comment, because it cannot merge the records', async () => {
    const { store, recordStore, texts } = createStore({ codec: UNSIGNED_CODEC })
    await recordStore.write({ text: 'first' })
    store.addComment(store.login, commentBody('second', requestOf()))
    await recordStore.mergeDuplicates()
    expect(texts()).toHaveLength(2)
    expect(changes(store)).not.toContain('remove')
  })
})

describe('concurrent calls', () => {
  it('run one after the other, in their order', async () => {
    const { store, clock, recordStore, texts } = createStore()
    store.beforeCall = async () => {
      await clock.sleep(100)
      return undefined
    }
    const write = (text: string) => recordStore.write({ text })
    await Promise.all([
      write('1'),
      recordStore.read(),
      write('2'),
      recordStore.acquire({ text: '3' }),
      write('4'),
    ])
    expect(texts()).toEqual(['4'])
    const bodies = store.calls.flatMap((call) => ('body' in call ? [visibleText(call.body)] : []))
    expect(bodies).toEqual(['1', '2', '3', '4'])
    expect(operations(store).filter((operation) => operation === 'create')).toHaveLength(1)
  })

  it('continue after one that failed', async () => {
    const { store, recordStore, texts } = createStore()
    let calls = 0
    store.beforeCall = () => (calls++ === 0 ? BAD_GATEWAY : undefined)
    const [failed, done] = await Promise.all([
      recordStore.write({ text: '1' }),
      recordStore.write({ text: '2' }),
    ])
    expect(failed).toBe(BAD_GATEWAY)
    expect(done).toMatchObject({ ok: true })
    expect(texts()).toEqual(['2'])
  })

  it('do not delay readNow', async () => {
    const { clock, recordStore } = createStore()
    const claiming = recordStore.acquire({ text: 'x', requests: { [KEY]: requestOf() } })
    await clock.sleep(1_000)
    expect(await recordStore.readNow()).toMatchObject({
      ok: true,
      value: commentRecordOf(requestOf()),
    })
    expect(clock.now()).toBe(1_000)
    await claiming
  })
})

describe('a claim', () => {
  it('is not written if it may not be, according to all comments as they are just before', async () => {
    const { store, recordStore } = createStore()
    const other = createCodec('other', SCOPE, 'forge-key')
    store.addComment(store.login, commentBody('x', requestOf(EARLIER), EARLIER.run, other))
    const seen: CommentRecord[] = []
    const mayClaim = (record: CommentRecord): boolean => seen.push(record) > 1
    const result = await recordStore.acquire({ text: 'x', requests: { [KEY]: requestOf() }, mayClaim })
    expect(result).toMatchObject({ ok: true, value: { isWritten: false, isSlow: false } })
    expect(changes(store)).toEqual([])
    expect(seen.map(({ requests }) => requests)).toEqual([commentRecordOf(requestOf(EARLIER)).requests])
  })
})

describe('prepare', () => {
  it('sets the text that claims write, as it is when a claim begins', async () => {
    const { store, recordStore, texts } = createStore()
    let text = 'first'
    recordStore.prepare(() => ({ text }))
    const writing = recordStore.write({ text: 'a report' })
    const claiming = recordStore.acquire({ requests: { [KEY]: requestOf() } })
    text = 'second'
    await Promise.all([writing, claiming])
    expect(texts()).toEqual(['second'])
    expect(changes(store)).toEqual(['create', 'update'])
  })
})

describe('a subscriber', () => {
  it('gets the results of all reads and writes, including the records of other runs', async () => {
    const { store, recordStore, clock } = createStore()
    const known = commentRecordOf(requestOf({ ...EARLIER }))
    store.addComment(store.login, commentBody('of an earlier run', requestOf(EARLIER)))
    const results: unknown[] = []
    recordStore.subscribe((result) => results.push(result))
    const expected = [
      await recordStore.read(),
      await recordStore.readNow(),
      await recordStore.write({ text: 'mine', requests: { [OTHER_KEY]: requestOf() } }),
      await recordStore.acquire({ requests: { [OTHER_KEY]: requestOf() } }),
    ]
    // Of a claim, the record without how long it took.
    expect(results.slice(0, 3)).toEqual(expected.slice(0, 3))
    expect(expected[3]).toEqual({
      ok: true,
      value: { record: (results[3] as { value: unknown }).value, isWritten: true, isSlow: false },
    })
    expect(results).toMatchObject(expected.map(() => ({ ok: true, value: { requests: known.requests } })))
    store.beforeCall = () => BAD_GATEWAY
    await recordStore.read()
    expect(results.at(-1)).toBe(BAD_GATEWAY)
    expect(clock.now()).toBe(6_000)
  })
})

describe('a comment with another key', () => {
  const other = createCodec('another key', SCOPE, 'forge-key')
  const foreign = requestOf({ ...EARLIER, owner: 'evaluate' }, [recordedJob(9)])

  /** A comment of our key, 101, and one of another, 102. */
  async function createTwoComments(codec = other, login = 'github-actions[bot]') {
    const environment = createStore()
    const { store, recordStore } = environment
    await recordStore.write({ text: 'mine', requests: { [KEY]: requestOf() } })
    store.addComment(login, commentBody('theirs', foreign, runRef(9_000), codec))
    return environment
  }
  const read = async (recordStore: CommentRecordStore): Promise<CommentRecord> => {
    const result = await recordStore.read()
    if (!result.ok) throw new Error(result.message)
    return result.value
  }

  it('is part of what is read, with the comment of each hold, but not its run', async () => {
    const { recordStore } = await createTwoComments()
    const record = await read(recordStore)
    expect(findRequest(record, KEY)).toEqual({
      holds: [...requestOf().holds, ...requestOf({ ...EARLIER, owner: 'evaluate' }).holds],
      jobs: [recordedJob(9)],
    })
    expect(record.run).toEqual(runRef(8123))
  })

  it('is known after each read of all comments, also by claims', async () => {
    const { recordStore } = await createTwoComments()
    const result = await recordStore.acquire({ requests: { [OTHER_KEY]: requestOf() } })
    expect(result).toMatchObject({
      ok: true,
      value: { record: { requests: { [KEY]: { jobs: [recordedJob(9)] } } } },
    })
  })

  it('is never written, and its data not copied into ours', async () => {
    const { recordStore, store, record } = await createTwoComments()
    const before = store.bodies[1]
    await read(recordStore)
    await recordStore.acquire({ text: 'again', requests: { [KEY]: requestOf({ atMs: 2_000 }) } })
    await recordStore.mergeDuplicates({ text: 'the end' })
    expect(store.bodies[1]).toBe(before)
    expect(record()).toEqual(commentRecordOf(requestOf({ atMs: 2_000 }), { run: runRef(8123) }))
  })

  it('is unsigned with another API key', async () => {
    const { recordStore } = await createTwoComments(createCodec('another key', SCOPE, 'another API key'))
    const { holds, jobs } = findRequest(await read(recordStore), KEY)
    expect(holds.map(({ isUnsigned }) => isUnsigned)).toEqual([undefined, true])
    expect(jobs.map(({ provenance }) => provenance)).toEqual(['unsigned'])
  })

  it('is ignored by another author', async () => {
    const { recordStore } = await createTwoComments(other, 'mallory')
    expect(findRequest(await read(recordStore), KEY)).toEqual(requestOf())
  })
})

describe('readClaims', () => {
  const [shownId, recordedId, ownId] = [jobId(1), jobId(2), jobId(3)]
  const other = createCodec('another key', SCOPE, 'forge-key')

  it('returns our records, and the ids in the texts, too', async () => {
    const { store, recordStore } = createStore()
    const request = requestOf({}, [recordedJob(2)])
    store.addComment(
      store.login,
      `${other.encode!(commentRecordOf(request))}\nThe job ${shownId.toUpperCase()} runs, and ftjob\\_01HXYZ, not ftjob or ab1.`,
    )
    store.addComment(store.login, commentBody(`The job ${ownId} runs.`))
    store.addComment(store.login, `No comment of this action: ${jobId(4)}`)
    store.addComment('mallory', `${other.prefix} -->\n${jobId(5)}`)
    const jobIds = new Set([shownId, recordedId, 'ftjob_01HXYZ', ownId])
    const record = { requests: { [KEY]: request } }
    expect(await recordStore.readClaims()).toMatchObject({ ok: true, value: { jobIds, record } })
  })

  it('is empty without such comments', async () => {
    const { store, recordStore } = createStore()
    expect(await recordStore.readClaims()).toEqual({
      ok: true,
      value: { jobIds: new Set(), record: EMPTY_RECORD },
    })
    expect(operations(store)).toEqual(['list'])
  })

  it.each(['list', 'viewerLogin'])('fails if GitHub does not answer: %s', async (failing) => {
    const { store, recordStore } = createStore()
    store.addComment(store.login, `${other.prefix} -->\n${shownId}`)
    store.beforeCall = ({ operation }) => (operation === failing ? BAD_GATEWAY : undefined)
    expect(await recordStore.readClaims()).toEqual(BAD_GATEWAY)
  })
})
