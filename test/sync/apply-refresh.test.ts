import { describe, expect, it } from '@jest/globals'
import { memoOf } from '../../src/report/saved-report.ts'
import { renew, type Renewal } from '../../src/sync/refresh.ts'
import { bringUpToDate, type Written } from '../../src/sync/apply-refresh.ts'
import { FORBIDDEN, GONE, PASSING } from '../fakes/comment-store.ts'
import { sampleContext, sampleJob } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'
import { recordedJob, runOf, sampleEntry } from '../state/samples.ts'
import { LABEL, Office, recordOf, sealFor, storyOfJob } from './samples.ts'

const ENDED = sampleJob({ id: jobId(1), status: 'SUCCESS', outputModel: 'ft:x' })

/** So many pull requests with a comment each, whose job has ended. */
async function office(many = 1, record = recordOf()) {
  const office = new Office()
  for (let n = 1; n <= many; n++) office.leave(n, { record })
  const { clock, desk, custody } = office
  const looks = { jobs: new Map([[jobId(1), ENDED]]), gone: new Set<string>() }
  const { unfinished } = await office.find()
  const renewals = unfinished.map((found) => renew(found, looks, { wallMs: clock.wall(), ...custody }))
  /** What is done, in order. */
  const done: string[] = []
  desk.intercept = ({ operation }) => void done.push(operation)
  for (let n = 1; n <= many; n++)
    desk.conversation(n).intercept = ({ operation }) => void done.push(operation)
  const bring = (which: readonly Renewal[] = renewals): Promise<Written> =>
    bringUpToDate(which, { ...custody, clock, dispatchEvent: 'ended' })
  return { office, clock, desk, renewals, done, bring }
}

describe('a comment whose job has ended', () => {
  it('is told of to others first, and then written: text and record', async () => {
    const { office: o, bring, done, desk } = await office()
    expect(await bring()).toEqual({ comments: 1, told: 1, failures: [] })
    expect(done).toEqual(['get', 'dispatch', 'get', 'update'])
    expect(o.read(1).text).toContain('The model is trained')
    expect(o.read(1).record).toMatchObject({ run: runOf(8123), entries: { [LABEL]: { jobs: [{ isOpen: false }] } } })
    expect(o.read(1).record.memo).toBeUndefined()
    expect((await o.find()).unfinished).toEqual([])
    expect(desk.dispatches).toMatchObject([{ type: 'ended', payload: { job_id: jobId(1), commit: 'abc1234' } }])
  }) // prettier-ignore

  it('has no word of a secret in what others are told', async () => {
    const { bring, desk, renewals } = await office()
    const [renewal] = renewals
    const [news] = renewal!.news
    const job = { ...ENDED, status: 'S3CRET', outputModel: 'S3CRET' }
    await bring([{ ...renewal!, news: [{ ...news!, label: 'S3CRET.yml', job }] }])
    expect(JSON.stringify(desk.dispatches)).not.toContain('S3CRET')
    expect(desk.dispatches[0]?.payload).toMatchObject({ output_model: '***' })
  })

  it('is not written where others could not be told', async () => {
    const { office: o, bring, desk, done } = await office()
    const before = o.read(1)
    desk.intercept = () => PASSING
    expect(await bring()).toEqual({ comments: 0, told: 0, failures: [PASSING] })
    expect([o.read(1), done]).toEqual([before, ['get']])
    desk.intercept = () => undefined
    expect(await bring()).toMatchObject({ comments: 1, told: 1 })
  })

  it('is skipped without a word to others where somebody has changed it', async () => {
    const { bring, desk, done } = await office()
    const conversation = desk.conversation(1)
    const changed = `${sealFor(1).write?.(recordOf()) ?? ''}\nof a newer run`
    await conversation.update(conversation.comments[0]!.id, changed)
    expect(await bring()).toEqual({ comments: 0, told: 0, failures: [] })
    expect([conversation.bodies, done]).toEqual([[changed], ['update', 'get']])
  })

  it('is skipped where it was deleted, and is not made anew', async () => {
    const { bring, desk } = await office()
    const conversation = desk.conversation(1)
    conversation.intercept = () => GONE
    expect(await bring()).toEqual({ comments: 0, told: 0, failures: [] })
    conversation.intercept = ({ operation }) => {
      if (operation === 'get') conversation.intercept = () => undefined
      return undefined
    }
    desk.intercept = () => {
      conversation.delete(conversation.comments[0]!.id)
      return undefined
    }
    await bring()
    expect(conversation.bodies).toEqual([])
  })

  it('keeps the text and what is known of a newer run that came while others were told', async () => {
    const { office: o, bring, desk } = await office()
    const conversation = desk.conversation(1)
    const claim = sampleEntry({ run: runOf(8124), writer: '8124', atMs: 9_000, submittingSinceMs: 9_000 })
    const newer = { run: runOf(8124), entries: { [LABEL]: { ...claim, jobs: [recordedJob(1)] } } }
    desk.intercept = async () => {
      await conversation.update(conversation.comments[0]!.id, `${sealFor(1).write?.(newer) ?? ''}\nof 8124`)
      return undefined
    }
    expect(await bring()).toMatchObject({ told: 1, failures: [] })
    expect(o.read(1)).toMatchObject({ text: 'of 8124', record: { run: runOf(8124) } })
    expect(o.read(1).record.entries[LABEL]).toMatchObject({ writer: '8124', submittingSinceMs: 9_000, jobs: [{ isOpen: false }] })
  }) // prettier-ignore

  it('becomes one with the others of its key, with the text of the newest', async () => {
    const { office: o, desk, bring, clock } = await office()
    const entry = sampleEntry({ run: runOf(8124), jobId: jobId(1), aliveUntilMs: 0, jobs: [recordedJob(1)] })
    const newer = recordOf({ ...storyOfJob(), context: sampleContext({ runId: '8124' }) }, { run: runOf(8124), entries: { [LABEL]: entry } })
    o.leave(1, { record: newer, text: 'of the newer' })
    const looks = { jobs: new Map([[jobId(1), ENDED]]), gone: new Set<string>() }
    const renewal = renew(await o.findOne(), looks, { wallMs: clock.wall(), context: sampleContext() })
    expect(await bring([renewal])).toMatchObject({ comments: 1, told: 1, failures: [] })
    expect(desk.conversation(1).bodies).toHaveLength(1)
    expect(o.read(1).text).toMatch(/The model is trained[^]*run 8124/)
  }) // prettier-ignore
})

describe('the commit status', () => {
  const kept = { ...storyOfJob(), context: sampleContext({ statusLeg: '' }) }

  it('is set before the record is closed', async () => {
    const { bring, done, desk } = await office(1, recordOf(kept))
    await bring()
    expect(done).toEqual(['get', 'dispatch', 'status', 'get', 'update'])
    expect(desk.statusesSet).toMatchObject([{ state: 'success', context: `forge / ${LABEL}` }])
  })

  it('that GitHub does not take now leaves the record open; one that it never takes does not', async () => {
    const { bring, desk } = await office(1, recordOf(kept))
    desk.intercept = ({ operation }) => (operation === 'status' ? PASSING : undefined)
    expect(await bring()).toEqual({ comments: 0, told: 1, failures: [PASSING] })
    desk.intercept = ({ operation }) => (operation === 'status' ? FORBIDDEN : undefined)
    expect(await bring()).toMatchObject({ comments: 1, failures: [] })
  })
})

describe('many comments', () => {
  it('are written at a pace that GitHub takes: 75 at once, then one a second', async () => {
    const { bring, clock, desk } = await office(60)
    const at: number[] = []
    desk.intercept = () => void at.push(clock.now())
    for (let n = 1; n <= 60; n++)
      desk.conversation(n).intercept = ({ operation }) =>
        operation === 'update' ? void at.push(clock.now()) : undefined
    const startMs = clock.now()
    expect(await bring()).toMatchObject({ comments: 60, told: 60, failures: [] })
    expect(at.filter((ms) => ms === startMs)).toHaveLength(75)
    expect(Math.max(...at) - startMs).toBe(45_000)
  })

  it('are written although the first ten conversations are locked', async () => {
    const { bring, desk } = await office(14)
    for (let n = 1; n <= 10; n++)
      desk.conversation(n).intercept = ({ operation }) => (operation === 'update' ? FORBIDDEN : undefined)
    const { comments, failures } = await bring()
    expect([comments, failures.length]).toEqual([4, 10])
  })

  it('are given up after 25 refusals, which mean the token', async () => {
    const { bring, desk } = await office(60)
    let refusals = 0
    for (let n = 1; n <= 60; n++)
      desk.conversation(n).intercept = ({ operation }) =>
        operation === 'update' ? (refusals++, FORBIDDEN) : undefined
    expect(await bring()).toMatchObject({ comments: 0, failures: { length: refusals } })
    expect(refusals).toBeGreaterThanOrEqual(25)
    // Those that were under way.
    expect(refusals).toBeLessThanOrEqual(28)
  })

  it('are written all the same where single ones are refused after one was written', async () => {
    const { bring, desk } = await office(12)
    for (let n = 5; n <= 10; n++)
      desk.conversation(n).intercept = ({ operation }) => (operation === 'update' ? FORBIDDEN : undefined)
    const { comments, failures } = await bring()
    expect([comments, failures.length]).toEqual([6, 6])
  })

  it('are left to the next time where nobody answers', async () => {
    const { bring, clock, desk } = await office(60)
    for (let n = 1; n <= 60; n++) desk.conversation(n).intercept = () => PASSING
    const startMs = clock.now()
    const { failures } = await bring()
    expect(failures.length).toBeLessThan(10)
    expect(clock.now() - startMs).toBeLessThanOrEqual(130_000)
  })
})

describe('a job that goes on', () => {
  it('is told to nobody', async () => {
    const { office: o, desk, bring, clock } = await office()
    const looks = { jobs: new Map([[jobId(1), { ...ENDED, status: 'RUNNING' }]]), gone: new Set<string>() }
    const renewal = renew(await o.findOne(), looks, { wallMs: clock.wall(), context: sampleContext() })
    expect(await bring([renewal])).toEqual({ comments: 1, told: 0, failures: [] })
    expect(desk.dispatches).toEqual([])
    expect(o.read(1).text).toContain('scheduled workflow looks next')
    expect(o.read(1).record.memo).toEqual(JSON.parse(JSON.stringify(memoOf(renewal.story!))))
  })
})
