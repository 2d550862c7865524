import type { RepositoryComment } from '../../src/state/github.ts'
import { describe, expect, it } from '@jest/globals'
import { createCodec } from '../../src/state/record-codec.ts'
import { FORBIDDEN, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { findOpenRecords, collectJobIds } from '../../src/sync/find-open-records.ts'
import { jobId } from '../fakes/forge-api.ts'
import { EMPTY_RECORD, requestKey, type CommentRecord } from '../../src/state/record.ts'
import { OTHER_KEY, recordedJob, requestOf, runRef, sampleHold } from '../state/samples.ts'
import {
  DIGEST,
  HOUR,
  REQUEST_KEY,
  SyncEnvironment,
  recordOfRequest,
  recordWithReport,
  codecFor,
  sampleModel,
} from './samples.ts'

const NOW = new SyncEnvironment().clock.wall()

/** Adds comments of another author. */
function addForeignComments(environment: SyncEnvironment, many: number): void {
  for (let n = 0; n < many; n++) environment.client.commentStore(99).addComment('octocat', `comment ${n}`)
}

const pageCount = ({ client }: SyncEnvironment): number =>
  client.calls.filter(({ operation }) => operation === 'comments').length

describe('the comments of a repository', () => {
  it('are read to the last page', async () => {
    const environment = new SyncEnvironment()
    environment.addComment(7)
    await environment.clock.sleep(1_000)
    addForeignComments(environment, 450)
    expect(await environment.find()).toMatchObject({ records: [{ comment: { number: 7 } }] })
    expect([pageCount(environment), (await environment.find()).scannedBackToMs]).toEqual([5, undefined])
  })

  it('are read up to ten pages if the tenth is old enough', async () => {
    const environment = new SyncEnvironment()
    environment.addComment(7)
    await environment.clock.sleep(HOUR)
    addForeignComments(environment, 1_500)
    await environment.clock.sleep(13 * HOUR + 1)
    const found = await environment.find()
    expect([pageCount(environment), found.records]).toEqual([10, []])
    expect(found.scannedBackToMs).toBe(NOW + HOUR)
  })

  it('are read beyond ten pages if the tenth is recent', async () => {
    const environment = new SyncEnvironment()
    environment.addComment(7)
    await environment.clock.sleep(HOUR)
    addForeignComments(environment, 1_500)
    await environment.clock.sleep(13 * HOUR)
    expect(await environment.find()).toMatchObject({ records: [{ comment: { number: 7 } }] })
    expect(pageCount(environment)).toBe(16)
  })

  it('are read up to a hundred pages', async () => {
    const environment = new SyncEnvironment()
    addForeignComments(environment, 1)
    const endless = await environment.client.listComments(1, 0)
    let pages = 0
    environment.client.listComments = () => {
      pages++
      return Promise.resolve(endless.ok ? { ok: true, value: { ...endless.value, hasMore: true } } : endless)
    }
    expect((await environment.find()).scannedBackToMs).toBe(NOW)
    expect(pages).toBe(100)
  })

  it('are requested again after transient errors, for up to 15 minutes', async () => {
    const environment = new SyncEnvironment()
    environment.addComment(7)
    let times = 0
    environment.client.beforeCall = () => (times++ < 3 ? BAD_GATEWAY : undefined)
    expect((await environment.find()).records).toHaveLength(1)
    environment.client.beforeCall = () => BAD_GATEWAY
    const startMs = environment.clock.now()
    expect(await findOpenRecords(environment.findOptions)).toEqual(BAD_GATEWAY)
    expect(environment.clock.now() - startMs).toBeLessThanOrEqual(900_000)
    environment.client.beforeCall = () => FORBIDDEN
    expect(await findOpenRecords(environment.findOptions)).toEqual(FORBIDDEN)
  })

  it('are all read if the server cannot list the newest first, and otherwise none is relied on', async () => {
    const environment = new SyncEnvironment()
    environment.client.isNewestFirst = false
    addForeignComments(environment, 1_200)
    await environment.clock.sleep(24 * 60 * 60_000)
    environment.addComment(7)
    const all: RepositoryComment[] = []
    for (let page = 1; page <= 13; page++) {
      const result = await environment.client.listComments(page, 0)
      all.push(...(result.ok ? result.value.comments : []))
    }
    all.sort((a, b) => a.updatedAtMs - b.updatedAtMs)
    environment.client.listComments = (page) =>
      Promise.resolve({
        ok: true,
        value: { comments: all.slice((page - 1) * 50, page * 50), hasMore: page * 50 < all.length },
      })
    expect((await environment.find()).records).toHaveLength(1)
    const endless = { ok: true, value: { comments: all.slice(0, 50), hasMore: true } } as const
    environment.client.listComments = () => Promise.resolve(endless)
    expect(await findOpenRecords(environment.findOptions)).toMatchObject({ ok: false, isPermanent: true })
  })

  it('count once, in their latest version, if changed during the scan', async () => {
    const environment = new SyncEnvironment()
    const { id } = environment.addComment(7)
    await environment.clock.sleep(1_000)
    addForeignComments(environment, 150)
    const changed = `${codecFor(7).encode?.(recordWithReport()) ?? ''}\nchanged`
    // The second page is from before the change and still contains the comment.
    const old = await environment.client.listComments(2, 0)
    await environment.client.commentStore(7).update(id, changed)
    const read = environment.client.listComments.bind(environment.client)
    environment.client.listComments = (page, sinceMs) =>
      page === 2 ? Promise.resolve(old) : read(page, sinceMs)
    expect((await environment.find()).records).toMatchObject([
      { comment: { body: changed }, hasDuplicates: false },
    ])
  })
})

describe('a comment', () => {
  it('of another author is ignored', async () => {
    const environment = new SyncEnvironment()
    environment.addComment(7, { author: 'mallory' })
    expect(await environment.find()).toEqual({
      records: [],
      unfinished: [],
      foreignKeyCount: 0,
      skippedJobCount: 0,
    })
  })

  it('of another conversation is ignored, and one signed with another API key only counts as foreign', async () => {
    const environment = new SyncEnvironment()
    environment.addComment(7, { codec: codecFor(8) })
    environment.addComment(9, { codec: createCodec('a key', '7001#9', 'another key') })
    expect(await environment.find()).toEqual({
      records: [],
      unfinished: [],
      foreignKeyCount: 1,
      skippedJobCount: 0,
    })
  })

  it('of any comment key is found', async () => {
    const environment = new SyncEnvironment()
    environment.addComment(7)
    environment.addComment(7, { codec: codecFor(7, 'another key') })
    expect((await environment.find()).records.map(({ hasDuplicates }) => hasDuplicates)).toEqual([
      false,
      false,
    ])
  })

  it('with a final text and ended jobs is ignored', async () => {
    const environment = new SyncEnvironment()
    const ended = requestOf({ leaseExpiresAtMs: 0 }, [recordedJob(1, { isUnfinished: false })])
    environment.addComment(7, { record: { ...recordOfRequest(ended), savedReport: undefined } })
    environment.addComment(8, { record: EMPTY_RECORD })
    expect(await environment.find()).toEqual({
      records: [],
      unfinished: [],
      foreignKeyCount: 0,
      skippedJobCount: 0,
    })
  })

  it('without unfinished jobs is found if its text is not final', async () => {
    const environment = new SyncEnvironment()
    const ended = requestOf({ leaseExpiresAtMs: 0 }, [recordedJob(1, { isUnfinished: false })])
    environment.addComment(7, { record: recordOfRequest(ended) })
    const { records } = await environment.find()
    expect(records).toMatchObject([{ jobs: [], model: { states: [{ job: { id: jobId(1) } }] } }])
    expect([...collectJobIds(records)]).toEqual([jobId(1)])
  })

  it('with a text that is not final but without requests is ignored', async () => {
    const environment = new SyncEnvironment()
    environment.addComment(7, { record: recordWithReport(undefined, { requests: {} }) })
    expect((await environment.find()).records).toEqual([])
  })

  it('with a final text and unfinished jobs is found without a report', async () => {
    const environment = new SyncEnvironment()
    environment.addComment(7, { record: { ...recordWithReport(), savedReport: undefined } })
    const found = await environment.findOne()
    expect([found.jobs.length, found.model]).toEqual([1, undefined])
  })

  it('without a running step is merged with the others of its key', async () => {
    const environment = new SyncEnvironment()
    environment.addComment(7, { text: 'of the older' })
    const newer = recordWithReport(sampleModel({ id: jobId(2) }))
    const hold = { holderId: 'step of 8124', run: runRef(8124), leaseExpiresAtMs: 0 }
    environment.addComment(7, {
      text: 'of the newer',
      record: { ...newer, run: runRef(8124), requests: { [REQUEST_KEY]: requestOf(hold, [recordedJob(2)]) } },
    })
    const { records } = await environment.find()
    expect(records).toMatchObject([
      { hasDuplicates: true, text: 'of the newer', record: { run: runRef(8124) } },
    ])
    expect(records[0]?.jobs.map(({ recordedJob: { id } }) => id)).toEqual([jobId(2), jobId(1)])
  })
})

describe('a request', () => {
  const active = requestOf({ leaseExpiresAtMs: NOW + 1 }, [recordedJob(1)])
  const abandoned = requestOf({ leaseExpiresAtMs: NOW, label: 'b.yml' }, [recordedJob(2)])
  const find = (requests: CommentRecord['requests']) => {
    const environment = new SyncEnvironment()
    environment.addComment(7, { record: recordWithReport(undefined, { requests }) })
    return environment.find()
  }

  it('with an active lease is ignored', async () => {
    expect((await find({ [REQUEST_KEY]: active })).records).toEqual([])
  })

  it('with an active lease of one of its steps is ignored', async () => {
    const follower = sampleHold({ holderId: 'another step', owner: 'other', leaseExpiresAtMs: NOW + 1 })
    const followed = { ...abandoned, holds: [...abandoned.holds, follower] }
    expect((await find({ [REQUEST_KEY]: followed })).records).toEqual([])
  })

  it('without an active lease is found, but without the report if another lease is active', async () => {
    const { records } = await find({ [REQUEST_KEY]: active, [OTHER_KEY]: abandoned })
    expect(records).toMatchObject([{ jobs: [{ label: 'b.yml', key: OTHER_KEY }], model: undefined }])
  })

  it('with an active lease but no open work does not keep the report', async () => {
    const ended = requestOf({ leaseExpiresAtMs: NOW + 1 }, [recordedJob(1, { isUnfinished: false })])
    const { records } = await find({ [REQUEST_KEY]: ended, [OTHER_KEY]: abandoned })
    expect(records).toMatchObject([{ jobs: [{ key: OTHER_KEY }], model: { nowMs: 1_000 } }])
  })

  it('with an impossibly long lease counts as abandoned', async () => {
    const endless = requestOf({ leaseExpiresAtMs: NOW + 24 * HOUR }, [recordedJob(1)])
    expect((await find({ [REQUEST_KEY]: endless })).records).toHaveLength(1)
  })

  it('names the step that uses the job, or any other', async () => {
    const user = sampleHold({ holderId: 'the user', label: 'user.yml', jobId: jobId(2), leaseExpiresAtMs: 0 })
    const used = { ...abandoned, holds: [...abandoned.holds, user] }
    expect((await find({ [REQUEST_KEY]: used })).records[0]?.jobs).toMatchObject([
      { label: 'user.yml', hold: { holderId: 'the user' } },
    ])
    const [unused] = (await find({ [REQUEST_KEY]: abandoned })).records[0]!.jobs
    expect([unused?.label, unused?.hold]).toEqual(['b.yml', undefined])
  })

  it.each<[string, CommentRecord['requests']]>([
    ['of another service', { [requestKey(DIGEST, 'https://other.example')]: abandoned }],
    ['of another API key', { [OTHER_KEY]: requestOf({ leaseExpiresAtMs: 0 }, [recordedJob(2, { keyId: 'another' })]) }],
  ])('%s is left to the sync that can read its jobs', async (_, requests) => {
    expect(await find(requests)).toEqual({ records: [], unfinished: [], foreignKeyCount: 0, skippedJobCount: 1 })
    const ours = requestOf({ leaseExpiresAtMs: 0 }, [recordedJob(1, { keyId: 'our key' })])
    const { records } = await find({ [REQUEST_KEY]: ours, ...requests })
    // The report shows jobs of both.
    expect(records).toMatchObject([{ jobs: [{ key: REQUEST_KEY }], model: undefined }])
    expect(records[0]?.jobs).toHaveLength(1)
  }) // prettier-ignore

  it('that is unsigned is ignored beside a signed one', async () => {
    const unsigned = requestOf({ leaseExpiresAtMs: 0, isUnsigned: true }, [
      recordedJob(3, { provenance: 'unsigned' }),
    ])
    const found = await find({ [REQUEST_KEY]: unsigned, [OTHER_KEY]: abandoned })
    expect(found).toMatchObject({ foreignKeyCount: 0, records: [{ jobs: [{ recordedJob: { id: jobId(2) } }] }] })
    expect(found.records[0]?.jobs).toHaveLength(1)
    expect(await find({ [REQUEST_KEY]: unsigned })).toEqual({ records: [], unfinished: [], foreignKeyCount: 1, skippedJobCount: 0 })
  }) // prettier-ignore
})
