import { describe, expect, it } from '@jest/globals'
import { mergeRecords, type Entry } from '../../src/state/record.ts'
import { Notebook } from '../../src/state/comment-record-store.ts'
import { LiveComment } from '../../src/report/comment-publisher.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { MemoryConversation, PASSING, type StoreCall } from '../fakes/comment-store.ts'
import { RecordingLog } from '../fakes/log.ts'
import { jobId } from '../fakes/forge-api.ts'
import { LABEL, recordedJob, runOf, sampleEntry, SEAL, visible } from './samples.ts'

const LAG_MS = 2_000
/** A claim of a run. */
const claimOf = (run: number): Entry =>
  sampleEntry({ run: runOf(run), writer: String(run), submittingSinceMs: 1_000 })
const claim = (run: number) => ({ text: `${run} is submitting`, entries: { [LABEL]: claimOf(run) } })

/** A conversation whose list always lags as much as it may, and the notebooks of several runs in it. */
function open(lagMs = LAG_MS) {
  const clock = new VirtualClock()
  const store = new MemoryConversation()
  store.listing = { clock, random: () => 1, lagMs, isShuffled: false }
  const notebookOf = (run: number) => new Notebook({ store, seal: SEAL, clock, run: runOf(run) })
  const removals: { readonly atMs: number; readonly id: number }[] = []
  store.intercept = (call) => {
    if (call.operation === 'remove') removals.push({ atMs: clock.now(), id: call.id })
    return undefined
  }
  const texts = () => store.bodies.map(visible)
  const entry = () => SEAL.read(store.bodies[0]!).entries[LABEL]
  return { clock, store, notebookOf, removals, texts, entry }
}

/** Holds a call up, once, until something else has happened. */
function heldUp(
  store: MemoryConversation,
  which: (call: StoreCall) => boolean,
  meanwhile: () => unknown,
): void {
  let isDone = false
  store.intercept = async (call) => {
    if (isDone || !which(call)) return undefined
    isDone = true
    await meanwhile()
    return undefined
  }
}

describe('what is written over', () => {
  it('is read as it is now, though the list still shows one before it that is no more', async () => {
    const { clock, store, notebookOf, entry } = open()
    const [first, second] = [1, 2].map((run) =>
      store.say(store.login, `${SEAL.write!({ run: runOf(run), entries: {} })}\nof ${run}`),
    )
    await clock.sleep(2 * LAG_MS)
    store.delete(first!.id)
    const known = { [LABEL]: sampleEntry({ run: runOf(2), jobs: [recordedJob(2)] }) }
    await store.update(second!.id, `${SEAL.write!({ run: runOf(2), entries: known })}\nof 2`)
    await notebookOf(3).write({ text: 'of 3' })
    expect(entry()?.jobs).toHaveLength(1)
    expect(store.bodies.map(visible)).toEqual(['of 3'])
  })
})

describe('a claim', () => {
  it('is sure when all who claimed before they could see it can be seen', async () => {
    const { clock, notebookOf } = open()
    await notebookOf(1).claim(claim(1))
    expect(clock.now()).toBe(3 * LAG_MS)
  })

  it('that took long is sure when whoever it has hidden has a job', async () => {
    const { clock, store, notebookOf } = open()
    heldUp(store, ({ operation }) => operation === 'create', () => clock.sleep(2_001)) // prettier-ignore
    await notebookOf(1).claim(claim(1))
    expect(clock.now()).toBe(32_001)
  })

  it.each([[[1, 2, 3]], [[3, 2, 1]], [[2, 3, 1]]])(
    'of several runs at the same moment, in the order %p, is left to the newest, in one comment',
    async (runs) => {
      const { clock, notebookOf, texts, store } = open()
      const winners = await Promise.all(
        runs.map(async (run, n) => {
          await clock.sleep(n * 500)
          const reply = await notebookOf(run).claim(claim(run))
          return reply.ok ? reply.value.entries[LABEL]?.writer : reply
        }),
      )
      expect(winners).toEqual(['3', '3', '3'])
      await clock.sleep(10_000)
      expect(texts()).toEqual(['3 is submitting'])
      expect(store.calls.filter(({ operation }) => operation === 'create')).toHaveLength(3)
    },
  )

  it('that was written over is seen to be gone by whom it was', async () => {
    const { store, clock, notebookOf } = open()
    store.say(store.login, `${SEAL.start} -->\nx`)
    await clock.sleep(LAG_MS)
    const [first, second] = [notebookOf(2), notebookOf(1)]
    let claiming: ReturnType<Notebook['claim']> | undefined
    heldUp(store, ({ operation }) => operation === 'update', async () => {
      claiming = first.claim(claim(2))
      await clock.sleep(1_000)
    }) // prettier-ignore
    const replies = [await second.claim(claim(1)), await claiming]
    for (const reply of replies) {
      expect(reply).toMatchObject({ ok: true, value: { entries: { [LABEL]: { writer: '1' } } } })
    }
  })

  it('is given up by whoever is in a hurry', async () => {
    const { clock, notebookOf } = open()
    const notebook = notebookOf(1)
    const claiming = notebook.claim(claim(1))
    await clock.sleep(1_000)
    notebook.hurry()
    expect(await claiming).toMatchObject({ ok: false })
    expect(clock.now()).toBe(1_000)
  })
})

describe('several comments of one key', () => {
  const job = (n: number) =>
    sampleEntry({ run: runOf(n), writer: String(n), jobId: jobId(n), jobs: [recordedJob(n)] })
  const written = (run: number, text: string): string =>
    `${SEAL.write!({ run: runOf(run), entries: { [LABEL]: job(run) } })}\n${text}`

  /** Run 1 has made a comment, and two others one each, which it has not seen. */
  async function three(lagMs = 0) {
    const world = open(lagMs)
    const notebook = world.notebookOf(1)
    await notebook.write({ text: 'of 1', entries: { [LABEL]: job(1) } })
    world.store.say(world.store.login, written(3, 'of 3'))
    world.store.say(world.store.login, written(2, 'of 2'))
    return { ...world, notebook }
  }

  it('become one, the oldest, with the text of the newest run and all that they know', async () => {
    const { notebook, store, texts, entry } = await three()
    await notebook.fold()
    expect(texts()).toEqual(['of 3'])
    expect(store.comments[0]?.id).toBe(101)
    expect(entry()).toMatchObject({ writer: '3', jobs: [3, 2, 1].map((n) => ({ id: jobId(n) })) })
  })

  it('are removed only when all that they know has been in the oldest for as long as the list may lag', async () => {
    const { notebook, store, clock, removals, entry } = await three()
    const { intercept } = store
    let mergedMs = Infinity
    store.answering = () => {
      const ids = entry()?.jobs.map(({ id }) => id) ?? []
      if (ids.length === 3) mergedMs = Math.min(mergedMs, clock.now())
      return undefined
    }
    store.intercept = intercept
    await notebook.fold()
    expect(removals.map(({ id }) => id)).toEqual([102, 103])
    for (const { atMs } of removals) expect(atMs - mergedMs).toBeGreaterThanOrEqual(LAG_MS)
  })

  it('are not removed at once where somebody else has just brought all into the oldest', async () => {
    const { notebook, notebookOf, store, clock, removals, texts } = await three()
    await clock.sleep(10_000)
    const [, ...others] = store.bodies
    const all = others.reduce(
      (merged, body) => mergeRecords(merged, SEAL.read(body)),
      SEAL.read(store.bodies[0]!),
    )
    await store.update(101, `${SEAL.write!(all)}\nof 3`)
    await notebook.fold()
    expect(texts()).toEqual(['of 3'])
    for (const { atMs } of removals) expect(atMs).toBeGreaterThanOrEqual(10_000 + LAG_MS)
    expect(await notebookOf(4).read()).toMatchObject({ ok: true, value: { run: runOf(3) } })
  })

  it('become the oldest, in whatever order they are listed', async () => {
    const { notebook, store, clock, entry } = await three()
    let place = 1
    store.listing = { clock, random: () => (place /= 2), lagMs: 0, isShuffled: true }
    expect(await store.list()).toMatchObject({ ok: true, value: [{ id: 103 }, { id: 102 }, { id: 101 }] })
    await notebook.fold()
    expect(store.comments.map(({ id }) => id)).toEqual([101])
    expect(entry()?.jobs).toHaveLength(3)
  })

  it('become one though GitHub would not remove one of them at first', async () => {
    const { notebook, store, texts } = await three()
    let removals = 0
    store.intercept = ({ operation }) => (operation === 'remove' && removals++ === 0 ? PASSING : undefined)
    await notebook.fold()
    expect(texts()).toEqual(['of 3'])
  })

  it('are found also by a step that did not look for others when it wrote', async () => {
    const { notebook, texts, entry } = await three(LAG_MS)
    await notebook.write({ text: 'of 1 again', entries: { [LABEL]: job(1) } })
    await notebook.fold()
    expect(texts()).toEqual(['of 3'])
    expect(entry()?.jobs).toHaveLength(3)
  })

  it('are left where one cannot be removed, and nothing is lost', async () => {
    const { notebook, store, texts, entry } = await three()
    store.intercept = ({ operation }) => (operation === 'remove' ? PASSING : undefined)
    await notebook.fold()
    expect(texts()).toHaveLength(3)
    expect(texts()[0]).toBe('of 3')
    expect(entry()?.jobs).toHaveLength(3)
    store.intercept = () => undefined
    await notebook.fold()
    expect(texts()).toEqual(['of 3'])
  })

  it('are not looked for by a step that has written nothing', async () => {
    const { store, notebookOf, clock } = await three()
    store.calls.length = 0
    expect(await notebookOf(4).fold()).toEqual({ ok: true, value: { entries: {} } })
    expect([store.calls, clock.now()]).toEqual([[], 0])
  })

  it('lose nothing that is written into one of them while they become one', async () => {
    const { notebook, notebookOf, store, texts, entry } = await three()
    heldUp(store, ({ operation }) => operation === 'remove', async () => {
      await store.update(102, written(5, 'of 5'))
      await store.update(103, written(4, 'of 4'))
    }) // prettier-ignore
    await notebook.fold()
    const last = notebookOf(1)
    await last.write({ entries: { [LABEL]: job(1) } })
    await last.fold()
    expect(texts()).toHaveLength(1)
    // Whoever wrote into the comment that was being removed at that moment makes sure of it later.
    expect(entry()?.jobs.map(({ id }) => id)).toContain(jobId(4))
  })
})

describe('a list that lags', () => {
  it('is no reason to write over what is newer than it', async () => {
    const { store, clock, notebookOf, texts, entry } = open()
    const newer = notebookOf(2)
    await newer.write(claim(2))
    await clock.sleep(LAG_MS)
    const submitted = sampleEntry({
      ...claimOf(2),
      atMs: 2_000,
      jobId: jobId(2),
      jobs: [recordedJob(2, { runId: '2' })],
    })
    await newer.write({ text: '2 has a job', entries: { [LABEL]: submitted } })
    expect(await store.list()).toMatchObject({
      ok: true,
      value: [{ body: expect.stringContaining('2 is submitting') }],
    })

    void notebookOf(3).claim(claim(3))
    await clock.sleep(100)
    expect(texts()).toEqual(['3 is submitting'])
    expect(entry()).toMatchObject({ writer: '3', jobs: [{ id: jobId(2), runId: '2' }] })
  })

  it('shows a comment that a person deleted, and that is made anew all the same', async () => {
    const { store, clock, notebookOf, texts } = open()
    const notebook = notebookOf(1)
    await notebook.write({ text: 'first' })
    await clock.sleep(LAG_MS)
    store.delete(101)
    expect(await notebook.write({ text: 'second' })).toMatchObject({ ok: true })
    expect(texts()).toEqual(['second'])
  })

  it('shows one that a person deleted also to a run that does not know it', async () => {
    const { store, clock, notebookOf, texts } = open()
    await notebookOf(1).write({ text: 'first' })
    await clock.sleep(LAG_MS)
    store.delete(101)
    expect(await notebookOf(2).write({ text: 'second' })).toMatchObject({ ok: true })
    expect(texts()).toEqual(['second'])
  })

  it('does not show the comment that was just made, which is known all the same', async () => {
    const { notebookOf, store } = open()
    const notebook = notebookOf(1)
    await notebook.write({ text: 'first' })
    await notebook.claim({ text: 'second', entries: { [LABEL]: claimOf(1) } })
    expect(store.calls.filter(({ operation }) => operation === 'create')).toHaveLength(1)
  })
})

describe('the last words of a run', () => {
  const over = sampleEntry({
    ...claimOf(2),
    atMs: 2_000,
    aliveUntilMs: 0,
    jobId: jobId(2),
    jobs: [recordedJob(2)],
  })

  /** Run 2 has written that its job runs, and can say its last words. */
  async function running() {
    const world = open()
    const { clock, notebookOf, store } = world
    const comment = new LiveComment({
      notebook: notebookOf(2),
      clock,
      log: new RecordingLog(),
      redact: (text) => text,
      onRecord: () => undefined,
    })
    comment.show({ kind: 'story', body: 'a job runs' }, { [LABEL]: claimOf(2) })
    await clock.sleep(LAG_MS)
    const finish = () => comment.finish({ kind: 'story', body: 'it succeeded' }, { [LABEL]: over })
    return { ...world, finish, before: store.bodies[0]! }
  }

  it('stay written, whatever an older run wrote over them at that moment', async () => {
    const { store, clock, notebookOf, finish, texts, entry } = await running()
    let finishing: Promise<void> | undefined
    heldUp(store, ({ operation }) => operation === 'update', async () => {
      finishing = finish()
      await clock.sleep(1_000)
    }) // prettier-ignore
    await notebookOf(1).write({ text: 'of the older', entries: { 'b.yml': claimOf(1) } })
    expect(texts()).toEqual(['a job runs'])
    await finishing
    expect(texts()).toEqual(['it succeeded'])
    expect(entry()?.jobs).toHaveLength(1)
    expect(SEAL.read(store.bodies[0]!).entries['b.yml']).toEqual(claimOf(1))
  })

  it('stay written, though somebody wrote over them more than once', async () => {
    const { store, clock, finish, before, texts } = await running()
    let times = 0
    store.answering = (call) => {
      if (call.operation === 'update' && visible(call.body) === 'it succeeded' && times++ < 2)
        void clock.sleep(1_000).then(() => store.update(call.id, before))
      return undefined
    }
    await finish()
    expect(texts()).toEqual(['it succeeded'])
    expect(times).toBe(3)
  })

  it('do not take the place of those of another step of the same run', async () => {
    const { clock, notebookOf, finish, texts, store } = await running()
    const finishing = finish()
    await clock.sleep(1_000)
    await notebookOf(2).write({ text: 'the other leg succeeded', entries: {} })
    await finishing
    expect(texts()).toEqual(['the other leg succeeded'])
    expect(SEAL.read(store.bodies[0]!).entries[LABEL]?.jobs).toHaveLength(1)
  })
})
