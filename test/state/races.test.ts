import { createCodec, readRecord } from '../../src/state/record-codec.ts'
import { describe, expect, it } from '@jest/globals'
import { mergeRecords } from '../../src/state/merge-records.ts'
import { EMPTY_RECORD, findRequest, type RequestRecord } from '../../src/state/record.ts'
import { CommentRecordStore } from '../../src/state/comment-record-store.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FakeConversation, BAD_GATEWAY, NOT_FOUND, type StoreCall } from '../fakes/comment-store.ts'
import { createTextWriter, textReport } from '../report/text-report.ts'
import { jobId } from '../fakes/forge-api.ts'
import {
  commentRecordOf,
  CODEC,
  KEY,
  OTHER_KEY,
  SCOPE,
  recordedJob,
  requestOf,
  runRef,
  visibleText,
} from './samples.ts'

const LAG_MS = 2_000
const claim = (run: number): RequestRecord =>
  requestOf({ run: runRef(run), holderId: String(run), submissionStartedAtMs: 1_000 })
const claimUpdate = (run: number) => ({ text: `${run} is submitting`, requests: { [KEY]: claim(run) } })

/** A conversation whose list lags as much as possible, and the stores of several runs for it. */
function createEnvironment(lagMs = LAG_MS) {
  const clock = new VirtualClock()
  const store = new FakeConversation()
  store.clock = clock
  store.listBehavior = { random: () => 1, lagMs, isShuffled: false }
  const storeOf = (run: number) => new CommentRecordStore({ store, codec: CODEC, clock, run: runRef(run) })
  const removals: { readonly atMs: number; readonly id: number }[] = []
  store.beforeCall = (call) => {
    if (call.operation === 'remove') removals.push({ atMs: clock.now(), id: call.id })
    return undefined
  }
  const texts = () => store.bodies.map(visibleText)
  const request = () => findRequest(readRecord(CODEC, store.bodies[0]!), KEY)
  return { clock, store, storeOf, removals, texts, request }
}

/** Delays the first matching call until `meanwhile` has finished. */
function interceptOnce(
  store: FakeConversation,
  matches: (call: StoreCall) => boolean,
  meanwhile: () => unknown,
): void {
  let isDone = false
  store.beforeCall = async (call) => {
    if (isDone || !matches(call)) return undefined
    isDone = true
    await meanwhile()
    return undefined
  }
}

describe('a write of a runner that was suspended after it had read the comment', () => {
  it('keeps what another step has written since', async () => {
    const { clock, store, storeOf, request } = createEnvironment(0)
    const [suspended, other] = [storeOf(1), storeOf(2)]
    await suspended.write(claimUpdate(1))
    store.afterCall = async ({ operation }) => {
      if (operation === 'get') {
        store.afterCall = () => undefined
        await other.write(claimUpdate(2))
        await clock.sleep(60_000)
      }
      return undefined
    }
    await suspended.write({ ...claimUpdate(1), text: '1 goes on' })
    expect(request().holds.map(({ run }) => run.id)).toEqual(['2', '1'])
  })
})

describe('a comment to be overwritten', () => {
  it('is read again when the list still shows a deleted, older one', async () => {
    const { clock, store, storeOf, request } = createEnvironment()
    const [first, second] = [1, 2].map((run) =>
      store.addComment(store.login, `${CODEC.encode!(commentRecordOf({}, { run: runRef(run) }))}\nof ${run}`),
    )
    await clock.sleep(2 * LAG_MS)
    store.deleteComment(first!.id)
    const known = commentRecordOf(requestOf({ run: runRef(2) }, [recordedJob(2)]), { run: runRef(2) })
    await store.update(second!.id, `${CODEC.encode!(known)}\nof 2`)
    await storeOf(3).write({ text: 'of 3' })
    expect(request().jobs).toHaveLength(1)
    expect(store.bodies.map(visibleText)).toEqual(['of 3'])
  })
})

describe('a claim', () => {
  it('settles when all concurrent claims are visible', async () => {
    const { clock, storeOf } = createEnvironment()
    await storeOf(1).acquire(claimUpdate(1))
    expect(clock.now()).toBe(3 * LAG_MS)
  })

  it('that was slow settles when an overwritten claimant has its job', async () => {
    const { clock, store, storeOf } = createEnvironment()
    interceptOnce(store, ({ operation }) => operation === 'create', () => clock.sleep(2_001)) // prettier-ignore
    await storeOf(1).acquire(claimUpdate(1))
    expect(clock.now()).toBe(32_001)
  })

  it.each([[[1, 2, 3]], [[3, 2, 1]], [[2, 3, 1]]])(
    'of concurrent runs in the order %p shows all of them to each of them, in one comment with the text of the newest',
    async (runs) => {
      const { clock, storeOf, texts, store } = createEnvironment()
      const claimants = await Promise.all(
        runs.map(async (run, n) => {
          await clock.sleep(n * 500)
          const result = await storeOf(run).acquire(claimUpdate(run))
          if (!result.ok) return result
          return findRequest(result.value.record, KEY).holds.map(({ holderId }) => holderId)
        }),
      )
      expect(claimants).toEqual(runs.map(() => ['3', '2', '1']))
      await clock.sleep(10_000)
      expect(texts()).toEqual(['3 is submitting'])
      expect(store.calls.filter(({ operation }) => operation === 'create')).toHaveLength(3)
    },
  )

  it('that may have been overwritten is not held if GitHub does not answer then', async () => {
    const { store, clock, storeOf } = createEnvironment()
    const claiming = storeOf(1).acquire(claimUpdate(1))
    await clock.sleep(LAG_MS)
    store.deleteComment(101)
    let failures = 1
    store.beforeCall = () => (failures-- > 0 ? BAD_GATEWAY : undefined)
    expect(await claiming).toBe(BAD_GATEWAY)
  })

  it('is not taken back by an older report that waited for it, although another API key has signed it meanwhile', async () => {
    const { store, clock, storeOf, request } = createEnvironment()
    const codec = createCodec('a key', SCOPE, 'another key')
    const other = new CommentRecordStore({ store, codec, clock, run: runRef(2) })
    const first = storeOf(1)
    const asked = { [KEY]: requestOf({ ...claim(1).holds[0], atMs: 1, submissionStartedAtMs: undefined }) }
    const claimed = { [KEY]: requestOf({ ...claim(1).holds[0], atMs: 2 }) }
    await first.write({ text: 'before', requests: asked })
    await first.acquire({ requests: claimed })
    await other.write({ text: 'another key', requests: { [OTHER_KEY]: claim(2) } })
    await first.write({ text: 'a report', requests: asked })
    expect(request().holds).toMatchObject([{ holderId: '1', atMs: 2, submissionStartedAtMs: 1_000 }])
  })

  it('that was overwritten is written again, so that both claimants see both', async () => {
    const { store, clock, storeOf } = createEnvironment()
    store.addComment(store.login, `${CODEC.prefix} -->\nx`)
    await clock.sleep(LAG_MS)
    const [first, second] = [storeOf(2), storeOf(1)]
    let claiming: ReturnType<CommentRecordStore['acquire']> | undefined
    interceptOnce(store, ({ operation }) => operation === 'update', async () => {
      claiming = first.acquire(claimUpdate(2))
      await clock.sleep(1_000)
    }) // prettier-ignore
    const results = [await second.acquire(claimUpdate(1)), await claiming]
    for (const result of results) {
      expect(result).toMatchObject({
        ok: true,
        value: { record: { requests: { [KEY]: { holds: [{ holderId: '2' }, { holderId: '1' }] } } } },
      })
    }
  })
})

describe('several comments of one key', () => {
  const job = (n: number) =>
    requestOf({ run: runRef(n), holderId: String(n), jobId: jobId(n), leaseExpiresAtMs: 0 }, [recordedJob(n)])
  const commentBody = (run: number, text: string): string =>
    `${CODEC.encode!(commentRecordOf(job(run), { run: runRef(run) }))}\n${text}`

  /** Run 1 and two others have each created a comment; run 1 has not seen the others. */
  async function createThreeComments(lagMs = 0) {
    const environment = createEnvironment(lagMs)
    const recordStore = environment.storeOf(1)
    await recordStore.write({ text: 'of 1', requests: { [KEY]: job(1) } })
    environment.store.addComment(environment.store.login, commentBody(3, 'of 3'))
    environment.store.addComment(environment.store.login, commentBody(2, 'of 2'))
    return { ...environment, recordStore }
  }

  it('are merged into the oldest, with the text of the newest run and all jobs', async () => {
    const { recordStore, store, texts, request } = await createThreeComments()
    await recordStore.mergeDuplicates()
    expect(texts()).toEqual(['of 3'])
    expect(store.comments[0]?.id).toBe(101)
    expect(request()).toMatchObject({
      holds: [{ holderId: '3' }, { holderId: '2' }],
      jobs: [3, 2, 1].map((n) => ({ id: jobId(n) })),
    })
  })

  it('are deleted only after the oldest has contained all jobs for the lag of a list', async () => {
    const { recordStore, store, clock, removals, request } = await createThreeComments()
    const { beforeCall: intercept } = store
    let mergedMs = Infinity
    store.afterCall = () => {
      const ids = request().jobs.map(({ id }) => id)
      if (ids.length === 3) mergedMs = Math.min(mergedMs, clock.now())
      return undefined
    }
    store.beforeCall = intercept
    await recordStore.mergeDuplicates()
    expect(removals.map(({ id }) => id)).toEqual([102, 103])
    for (const { atMs } of removals) expect(atMs - mergedMs).toBeGreaterThanOrEqual(LAG_MS)
  })

  it('are not deleted at once when another run has just merged them', async () => {
    const { recordStore, storeOf, store, clock, removals, texts } = await createThreeComments()
    await clock.sleep(10_000)
    const [, ...others] = store.bodies
    const all = others.reduce(
      (merged, body) => mergeRecords(merged, readRecord(CODEC, body)),
      readRecord(CODEC, store.bodies[0]!),
    )
    await store.update(101, `${CODEC.encode!(all)}\nof 3`)
    await recordStore.mergeDuplicates()
    expect(texts()).toEqual(['of 3'])
    for (const { atMs } of removals) expect(atMs).toBeGreaterThanOrEqual(10_000 + LAG_MS)
    expect(await storeOf(4).read()).toMatchObject({ ok: true, value: { run: runRef(3) } })
  })

  it('are merged into the oldest, whatever the order of the list', async () => {
    const { recordStore, store, request } = await createThreeComments()
    let divisor = 1
    store.listBehavior = { random: () => (divisor /= 2), lagMs: 0, isShuffled: true }
    expect(await store.list()).toMatchObject({ ok: true, value: [{ id: 103 }, { id: 102 }, { id: 101 }] })
    await recordStore.mergeDuplicates()
    expect(store.comments.map(({ id }) => id)).toEqual([101])
    expect(request().jobs).toHaveLength(3)
  })

  it('are merged even if a delete fails at first', async () => {
    const { recordStore, store, texts } = await createThreeComments()
    let removals = 0
    store.beforeCall = ({ operation }) =>
      operation === 'remove' && removals++ === 0 ? BAD_GATEWAY : undefined
    await recordStore.mergeDuplicates()
    expect(texts()).toEqual(['of 3'])
  })

  it('are found by mergeDuplicates after a write that did not look for them', async () => {
    const { recordStore, texts, request } = await createThreeComments(LAG_MS)
    await recordStore.write({ text: 'of 1 again', requests: { [KEY]: job(1) } })
    await recordStore.mergeDuplicates()
    expect(texts()).toEqual(['of 3'])
    expect(request().jobs).toHaveLength(3)
  })

  it('keep all jobs when they cannot be deleted', async () => {
    const { recordStore, store, texts, request } = await createThreeComments()
    store.beforeCall = ({ operation }) => (operation === 'remove' ? BAD_GATEWAY : undefined)
    await recordStore.mergeDuplicates()
    expect(texts()).toHaveLength(3)
    expect(texts()[0]).toBe('of 3')
    expect(request().jobs).toHaveLength(3)
    store.beforeCall = () => undefined
    await recordStore.mergeDuplicates()
    expect(texts()).toEqual(['of 3'])
  })

  it('are not searched by a step that has written nothing', async () => {
    const { store, storeOf, clock } = await createThreeComments()
    store.calls.length = 0
    expect(await storeOf(4).mergeDuplicates()).toEqual({ ok: true, value: EMPTY_RECORD })
    expect([store.calls, clock.now()]).toEqual([[], 0])
  })

  it('keep jobs that are written during the merge', async () => {
    const { recordStore, storeOf, store, texts, request } = await createThreeComments()
    interceptOnce(store, ({ operation }) => operation === 'remove', async () => {
      await store.update(102, commentBody(5, 'of 5'))
      await store.update(103, commentBody(4, 'of 4'))
    }) // prettier-ignore
    await recordStore.mergeDuplicates()
    const last = storeOf(1)
    await last.write({ requests: { [KEY]: job(1) } })
    await last.mergeDuplicates()
    expect(texts()).toHaveLength(1)
    // The writer into the comment that was being deleted merges again later.
    expect(request().jobs.map(({ id }) => id)).toContain(jobId(4))
  })
})

describe('a lagging list', () => {
  it('does not lead to overwriting newer data', async () => {
    const { store, clock, storeOf, texts, request } = createEnvironment()
    const newer = storeOf(2)
    await newer.write(claimUpdate(2))
    await clock.sleep(LAG_MS)
    const submitted = requestOf({ ...claim(2).holds[0], atMs: 2_000, jobId: jobId(2) }, [recordedJob(2)])
    await newer.write({ text: '2 has a job', requests: { [KEY]: submitted } })
    expect(await store.list()).toMatchObject({
      ok: true,
      value: [{ body: expect.stringContaining('2 is submitting') }],
    })

    void storeOf(3).acquire(claimUpdate(3))
    await clock.sleep(100)
    expect(texts()).toEqual(['3 is submitting'])
    expect(request()).toMatchObject({
      holds: [{ holderId: '3' }, { holderId: '2', jobId: jobId(2) }],
      jobs: [{ id: jobId(2) }],
    })
  })

  it('that still shows a deleted comment does not prevent a new one', async () => {
    const { store, clock, storeOf, texts } = createEnvironment()
    const recordStore = storeOf(1)
    await recordStore.write({ text: 'first' })
    await clock.sleep(LAG_MS)
    store.deleteComment(101)
    expect(await recordStore.write({ text: 'second' })).toMatchObject({ ok: true })
    expect(texts()).toEqual(['second'])
  })

  it('that shows a comment is believed, and not a 404 for it', async () => {
    const { store, clock, storeOf, texts } = createEnvironment()
    await storeOf(1).acquire(claimUpdate(1))
    await clock.sleep(LAG_MS)
    store.beforeCall = ({ operation }) => (operation === 'get' ? NOT_FOUND : undefined)
    expect(await storeOf(2).read()).toMatchObject({ ok: false, isPermanent: false })
    expect(await storeOf(2).write({ text: 'second' })).toMatchObject({ ok: false, isPermanent: false })
    expect(texts()).toEqual(['1 is submitting'])
  })

  it('that shows a deleted comment to another run does not prevent a new one', async () => {
    const { store, clock, storeOf, texts } = createEnvironment()
    await storeOf(1).write({ text: 'first' })
    await clock.sleep(LAG_MS)
    store.deleteComment(101)
    expect(await storeOf(2).write({ text: 'second' })).toMatchObject({ ok: true })
    expect(texts()).toEqual(['second'])
  })

  it('that misses our new comment does not lead to a second one', async () => {
    const { storeOf, store } = createEnvironment()
    const recordStore = storeOf(1)
    await recordStore.write({ text: 'first' })
    await recordStore.acquire({ text: 'second', requests: { [KEY]: claim(1) } })
    expect(store.calls.filter(({ operation }) => operation === 'create')).toHaveLength(1)
  })
})

describe('the final report of a run', () => {
  const finished = requestOf({ ...claim(2).holds[0], atMs: 2_000, leaseExpiresAtMs: 0, jobId: jobId(2) }, [
    recordedJob(2),
  ])

  /** Run 2 has reported a running job, and can write its final report. */
  async function startRun() {
    const environment = createEnvironment()
    const { clock, storeOf, store } = environment
    const { writer, records } = createTextWriter(storeOf(2), clock)
    records.requests = { [KEY]: claim(2) }
    writer.show(textReport('a job runs'))
    await clock.sleep(LAG_MS)
    const finish = () => {
      records.requests = { [KEY]: finished }
      return writer.finish(textReport('it succeeded'))
    }
    return { ...environment, finish, bodyBefore: store.bodies[0]! }
  }

  it('survives a concurrent write of an older run', async () => {
    const { store, clock, storeOf, finish, texts, request } = await startRun()
    let finishing: Promise<void> | undefined
    interceptOnce(store, ({ operation }) => operation === 'update', async () => {
      finishing = finish()
      await clock.sleep(1_000)
    }) // prettier-ignore
    await storeOf(1).write({ text: 'of the older', requests: { [OTHER_KEY]: claim(1) } })
    expect(texts()).toEqual(['a job runs'])
    await finishing
    expect(texts()).toEqual(['it succeeded'])
    expect(request().jobs).toHaveLength(1)
    expect(findRequest(readRecord(CODEC, store.bodies[0]!), OTHER_KEY)).toEqual(claim(1))
  })

  it('is written again each time it is overwritten', async () => {
    const { store, clock, finish, bodyBefore, texts } = await startRun()
    let times = 0
    store.afterCall = (call) => {
      if (call.operation === 'update' && visibleText(call.body) === 'it succeeded' && times++ < 2)
        void clock.sleep(1_000).then(() => store.update(call.id, bodyBefore))
      return undefined
    }
    await finish()
    expect(texts()).toEqual(['it succeeded'])
    expect(times).toBe(3)
  })

  it('does not replace the report of another step of the same run', async () => {
    const { clock, storeOf, finish, texts, store } = await startRun()
    const finishing = finish()
    await clock.sleep(1_000)
    await storeOf(2).write({ text: 'the other job succeeded', requests: {} })
    await finishing
    expect(texts()).toEqual(['the other job succeeded'])
    expect(findRequest(readRecord(CODEC, store.bodies[0]!), KEY).jobs).toHaveLength(1)
  })
})
