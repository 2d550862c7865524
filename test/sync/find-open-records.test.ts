import { describe, expect, it } from '@jest/globals'
import { sealOf } from '../../src/state/record-codec.ts'
import { FORBIDDEN, PASSING } from '../fakes/comment-store.ts'
import { findUnfinished, idsOf } from '../../src/sync/find-open-records.ts'
import { jobId } from '../fakes/forge-api.ts'
import { recordedJob, runOf, sampleEntry } from '../state/samples.ts'
import { HOUR, LABEL, Office, recordOf, sealFor, storyOfJob } from './samples.ts'

const NOW = new Office().clock.wall()

/** Somebody else writes so many comments. */
function chat(office: Office, many: number): void {
  for (let n = 0; n < many; n++) office.desk.conversation(99).say('octocat', `comment ${n}`)
}

const pagesOf = ({ desk }: Office): number =>
  desk.calls.filter(({ operation }) => operation === 'comments').length

describe('the comments of the repository', () => {
  it('are read to their end', async () => {
    const office = new Office()
    office.leave(7)
    await office.clock.sleep(1_000)
    chat(office, 450)
    expect(await office.find()).toMatchObject({ unfinished: [{ comment: { number: 7 } }] })
    expect([pagesOf(office), (await office.find()).lookedBackToMs]).toEqual([5, undefined])
  })

  it('are left after ten pages where the tenth is old enough, which is told', async () => {
    const office = new Office()
    office.leave(7)
    await office.clock.sleep(HOUR)
    chat(office, 1_500)
    await office.clock.sleep(13 * HOUR + 1)
    const found = await office.find()
    expect([pagesOf(office), found.unfinished]).toEqual([10, []])
    expect(found.lookedBackToMs).toBe(NOW + HOUR)
  })

  it('are read on where so much was written within half a day', async () => {
    const office = new Office()
    office.leave(7)
    await office.clock.sleep(HOUR)
    chat(office, 1_500)
    await office.clock.sleep(13 * HOUR)
    expect(await office.find()).toMatchObject({ unfinished: [{ comment: { number: 7 } }] })
    expect(pagesOf(office)).toBe(16)
  })

  it('are left after a hundred pages in any case', async () => {
    const office = new Office()
    chat(office, 1)
    const endless = await office.desk.comments(1, 0)
    let pages = 0
    office.desk.comments = () => {
      pages++
      return Promise.resolve(endless.ok ? { ok: true, value: { ...endless.value, hasMore: true } } : endless)
    }
    expect((await office.find()).lookedBackToMs).toBe(NOW)
    expect(pages).toBe(100)
  })

  it('are asked for again while GitHub does not answer, and given up after two minutes', async () => {
    const office = new Office()
    office.leave(7)
    let times = 0
    office.desk.intercept = () => (times++ < 3 ? PASSING : undefined)
    expect((await office.find()).unfinished).toHaveLength(1)
    office.desk.intercept = () => PASSING
    const startMs = office.clock.now()
    expect(await findUnfinished({ ...office.custody, clock: office.clock })).toEqual(PASSING)
    expect(office.clock.now() - startMs).toBeLessThanOrEqual(120_000)
    office.desk.intercept = () => FORBIDDEN
    expect(await findUnfinished({ ...office.custody, clock: office.clock })).toEqual(FORBIDDEN)
  })

  it('count once, as they are now, where one was changed while they were read', async () => {
    const office = new Office()
    const { id } = office.leave(7)
    await office.clock.sleep(1_000)
    chat(office, 150)
    const changed = `${sealFor(7).write?.(recordOf()) ?? ''}\nchanged`
    // Pages from before the change, and the comment at their end.
    const old = await office.desk.comments(2, 0)
    await office.desk.conversation(7).update(id, changed)
    const read = office.desk.comments.bind(office.desk)
    office.desk.comments = (page, sinceMs) => (page === 2 ? Promise.resolve(old) : read(page, sinceMs))
    expect((await office.find()).unfinished).toMatchObject([{ comment: { body: changed }, isSplit: false }])
  })
})

describe('a comment', () => {
  it('of somebody else is not ours, whatever it says', async () => {
    const office = new Office()
    office.leave(7, { author: 'mallory' })
    expect(await office.find()).toEqual({ unfinished: [], unproven: 0 })
  })

  it('of another conversation or with another API key proves nothing', async () => {
    const office = new Office()
    office.leave(7, { seal: sealFor(8) })
    office.leave(9, { seal: sealOf('a key', 'acme/bot#9', 'another key') })
    expect(await office.find()).toEqual({ unfinished: [], unproven: 2 })
  })

  it('of any key is found', async () => {
    const office = new Office()
    office.leave(7)
    office.leave(7, { seal: sealFor(7, 'another key') })
    expect((await office.find()).unfinished.map(({ isSplit }) => isSplit)).toEqual([false, false])
  })

  it('that is at its end is left alone', async () => {
    const office = new Office()
    const ended = sampleEntry({ aliveUntilMs: 0, jobs: [recordedJob(1, { isOpen: false })] })
    office.leave(7, { record: { run: runOf(8123), entries: { [LABEL]: ended } } })
    office.leave(8, { record: { entries: {} } })
    expect(await office.find()).toEqual({ unfinished: [], unproven: 0 })
  })

  it('of which only the text is unfinished is found with what that shows', async () => {
    const office = new Office()
    const ended = sampleEntry({ aliveUntilMs: 0, jobs: [recordedJob(1, { isOpen: false })] })
    office.leave(7, { record: recordOf(undefined, { entries: { [LABEL]: ended } }) })
    const { unfinished } = await office.find()
    expect(unfinished).toMatchObject([{ jobs: [], story: { trainings: [{ job: { id: jobId(1) } }] } }])
    expect([...idsOf(unfinished)]).toEqual([jobId(1)])
  })

  it('that says no more than that a job runs, without a record of who is at work, is left alone', async () => {
    const office = new Office()
    office.leave(7, { record: recordOf(undefined, { entries: {} }) })
    expect((await office.find()).unfinished).toEqual([])
  })

  it('that a newer run has written to its end keeps its text, though there are unfinished jobs', async () => {
    const office = new Office()
    const { entries } = recordOf()
    office.leave(7, { record: { run: runOf(8124), entries } })
    const found = await office.findOne()
    expect([found.jobs.length, found.story]).toEqual([1, undefined])
  })

  it('is one with others of its key on the conversation, where nobody is at work', async () => {
    const office = new Office()
    office.leave(7, { text: 'of the older' })
    const newer = recordOf(storyOfJob({ id: jobId(2) }))
    const entry = sampleEntry({ run: runOf(8124), aliveUntilMs: 0, jobs: [recordedJob(2)] })
    office.leave(7, {
      text: 'of the newer',
      record: { ...newer, run: runOf(8124), entries: { [LABEL]: entry } },
    })
    const { unfinished } = await office.find()
    expect(unfinished).toMatchObject([{ isSplit: true, text: 'of the newer', record: { run: runOf(8124) } }])
    expect(unfinished[0]?.jobs.map(({ recorded }) => recorded.id)).toEqual([jobId(2), jobId(1)])
  })
})

describe('an entry', () => {
  const alive = sampleEntry({ aliveUntilMs: NOW + 1, jobs: [recordedJob(1)] })
  const left = sampleEntry({ aliveUntilMs: NOW, jobs: [recordedJob(2)] })

  it('is left to its step while that is at work', async () => {
    const office = new Office()
    office.leave(7, { record: recordOf(undefined, { entries: { [LABEL]: alive } }) })
    expect((await office.find()).unfinished).toEqual([])
  })

  it('of another step is looked at all the same, but what people see is the business of the one at work', async () => {
    const office = new Office()
    office.leave(7, { record: recordOf(undefined, { entries: { 'a.yml': alive, 'b.yml': left } }) })
    const found = await office.findOne()
    expect(found.jobs.map(({ label }) => label)).toEqual(['b.yml'])
    expect(found.story).toBeUndefined()
  })

  it('is not believed to be at work for ever', async () => {
    const office = new Office()
    const endless = { ...alive, aliveUntilMs: NOW + 24 * HOUR }
    office.leave(7, { record: recordOf(undefined, { entries: { [LABEL]: endless } }) })
    expect((await office.find()).unfinished).toHaveLength(1)
  })

  it('that somebody else has written does not make a job of ours unproven, nor itself one', async () => {
    const office = new Office()
    const hearsay = sampleEntry({
      aliveUntilMs: 0,
      isHearsay: true,
      jobs: [recordedJob(3, { isHearsay: true })],
    })
    office.leave(7, { record: recordOf(undefined, { entries: { 'a.yml': hearsay, 'b.yml': left } }) })
    const found = await office.find()
    expect(found).toMatchObject({ unproven: 0, unfinished: [{ jobs: [{ recorded: { id: jobId(2) } }] }] })
    expect(found.unfinished[0]?.jobs).toHaveLength(1)
    const other = new Office()
    other.leave(7, { record: { entries: { 'a.yml': hearsay } } })
    expect(await other.find()).toEqual({ unfinished: [], unproven: 1 })
  })
})
