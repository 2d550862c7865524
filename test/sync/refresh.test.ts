import { describe, expect, it } from '@jest/globals'
import type { TrainingJob } from '../../src/jobs/api.ts'
import type { Training } from '../../src/jobs/job-state.ts'
import { comment } from '../../src/report/render.ts'
import { memoOf } from '../../src/report/saved-report.ts'
import type { Looks } from '../../src/jobs/fetch-jobs.ts'
import { renew, type Renewal, trainingsOf } from '../../src/sync/refresh.ts'
import { sampleJob, sampleSpec } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'
import { recordedJob, runOf, sampleEntry } from '../state/samples.ts'
import { CONTEXT, HOUR, LABEL, Office, recordOf, storyOfJob } from './samples.ts'

const MINUTE = 60_000
const NOW_S = new Office().clock.wall() / 1000

/** What is known of job 1, and made of it so long after its comment was written. */
async function renewed(looks: Partial<Looks>, record = recordOf(), afterMs = 0): Promise<Renewal> {
  const office = new Office()
  office.leave(7, { record })
  await office.clock.sleep(afterMs)
  const all = { jobs: new Map(), gone: new Set<string>(), ...looks }
  return renew(await office.findOne(), all, { wallMs: office.clock.wall(), context: CONTEXT })
}

const seeing = (job: Partial<TrainingJob>): Pick<Looks, 'jobs'> => ({
  jobs: new Map([[jobId(1), sampleJob({ id: jobId(1), ...job })]]),
})
const GONE = { gone: new Set([jobId(1)]) }
const shownBy = ({ story }: Renewal): Training | undefined => story?.trainings[0]
const openIn = ({ entries }: Renewal) => entries[LABEL]?.jobs.map(({ isOpen, echo }) => [isOpen, echo])

describe('a job that has ended', () => {
  it('is news, and is closed in the record; who holds its spec stays as it was', async () => {
    const renewal = await renewed(seeing({ status: 'SUCCESS', outputModel: 'ft:x', modifiedAt: NOW_S }))
    expect(renewal).toMatchObject({ isDue: true, news: [{ label: LABEL, outcome: 'succeeded', commit: 'abc1234' }] })
    expect(openIn(renewal)).toEqual([[false, undefined]])
    expect(renewal.entries[LABEL]).toMatchObject({ run: runOf(8123), atMs: 1_000 })
    expect(shownBy(renewal)).toMatchObject({ outcome: 'succeeded', spec: sampleSpec(), timeline: [{ atMs: NOW_S * 1000 }] })
    expect(memoOf(renewal.story!)).toBeUndefined()
  }) // prettier-ignore

  it('has no commit where its spec has a newer version', async () => {
    const entry = sampleEntry({ jobId: jobId(2), aliveUntilMs: 0, jobs: [recordedJob(1)] })
    const renewal = await renewed(seeing({ status: 'FAILED' }), recordOf(undefined, { entries: { [LABEL]: entry } }))
    expect(renewal.news).toMatchObject([{ commit: '', outcome: 'failed' }])
  }) // prettier-ignore
})

describe('a job that succeeded without a model', () => {
  const success = (ageMs: number) => seeing({ status: 'SUCCESS', modifiedAt: NOW_S - ageMs / 1000 })

  it('is not over for two minutes, and can be told on', async () => {
    const renewal = await renewed(success(2 * MINUTE - 1_000))
    expect(renewal).toMatchObject({ isDue: true, news: [{ outcome: 'running' }], entries: {} })
    expect(memoOf(renewal.story!)).toBeDefined()
  })

  it('has failed after them', async () => {
    const renewal = await renewed(success(2 * MINUTE))
    expect(renewal.news).toMatchObject([{ outcome: 'failed' }])
    expect(memoOf(renewal.story!)).toBeUndefined()
  })

  it('has two minutes from when it was seen, where the service does not tell when that was', async () => {
    const silent = seeing({ status: 'SUCCESS' })
    const first = await renewed(silent)
    expect(first.news).toMatchObject([{ outcome: 'running' }])
    expect((await renewed(silent, recordOf(first.story), MINUTE)).news).toMatchObject([{ outcome: 'running' }])
    expect((await renewed(silent, recordOf(first.story), 2 * MINUTE)).news).toMatchObject([{ outcome: 'failed' }])
  }) // prettier-ignore
})

describe('a job that the service does not know', () => {
  const madeMs = (ageMs: number) => {
    const entry = sampleEntry({ jobId: jobId(1), aliveUntilMs: 0, jobs: [recordedJob(1, { atMs: NOW_S * 1000 - ageMs })] })
    return recordOf(undefined, { entries: { [LABEL]: entry } })
  } // prettier-ignore

  it('is left alone while it may be new', async () => {
    expect(await renewed(GONE, madeMs(10 * MINUTE - 1))).toMatchObject({ news: [], isDue: false })
  })

  it('is closed after that, and is not waited for any more', async () => {
    const renewal = await renewed(GONE, madeMs(10 * MINUTE))
    expect(renewal).toMatchObject({ isDue: true, news: [{ outcome: 'unknown' }] })
    expect(openIn(renewal)).toEqual([[false, undefined]])
    const { body, memo } = comment(renewal.story!)
    expect(memo).toBeUndefined()
    expect(body).toContain('The service has lost the job')
    expect(body).not.toMatch(/looks next|Go on/)
  })
})

describe('a job that is not the recorded one', () => {
  it('is not waited for any more, and its end is not told as that of ours', async () => {
    const entry = sampleEntry({ jobId: jobId(1), aliveUntilMs: 0, jobs: [recordedJob(1, { echo: { jobType: 'dpo' } })] })
    const other = seeing({ status: 'SUCCESS', outputModel: 'ft:x', jobType: 'odpo' })
    const renewal = await renewed(other, recordOf(undefined, { entries: { [LABEL]: entry } }))
    expect(renewal).toMatchObject({ news: [{ outcome: 'unknown' }], isDue: true })
    expect(renewal.news[0]?.job).toBeUndefined()
    expect(openIn(renewal)).toEqual([[false, undefined]])
    const { body } = comment(renewal.story!)
    expect(body).toContain('a job with another configuration')
    expect(body).not.toContain('ft:x')
  }) // prettier-ignore
})

describe('a job that goes on', () => {
  const running = recordOf(storyOfJob({}, { outcome: 'running' }))

  it('is no news while nothing moves', async () => {
    expect((await renewed(seeing({}), running, 10 * HOUR)).isDue).toBe(false)
  })

  it('is news when its step has let it go, and when its status has changed', async () => {
    expect((await renewed(seeing({}), recordOf())).isDue).toBe(true)
    expect((await renewed(seeing({ status: 'QUEUED' }), running)).isDue).toBe(true)
  })

  it.each([
    ['goes on', seeing({})],
    ['cannot be read', {}],
  ])('has its comment touched after eleven hours, also where it %s', async (_, looks) => {
    expect((await renewed(looks, running, 11 * HOUR - 1)).isDue).toBe(false)
    expect((await renewed(looks, running, 11 * HOUR)).isDue).toBe(true)
  })

  it('has its comment touched also where the text is of a newer run, with what changes no decision', async () => {
    const { entries } = recordOf()
    const renewal = await renewed(seeing({}), { run: runOf(8124), entries }, 11 * HOUR)
    expect(renewal).toMatchObject({ isDue: true, entries: { [LABEL]: { jobs: [], atMs: 1_000 } } })
    expect(renewal.entries[LABEL]?.aliveUntilMs).toBe(NOW_S * 1000 + 10 * HOUR)
    expect(renewal.story).toBeUndefined()
  })
})

describe('a comment that is attended to', () => {
  it('keeps its text, and has its ended jobs closed', async () => {
    const alive = sampleEntry({ aliveUntilMs: NOW_S * 1000 + 1, jobs: [recordedJob(2)] })
    const { entries } = recordOf()
    const renewal = await renewed(seeing({ status: 'FAILED' }), recordOf(undefined, { entries: { ...entries, 'b.yml': alive } }))
    expect(renewal).toMatchObject({ isDue: true, news: [{ outcome: 'failed' }] })
    expect([renewal.story, Object.keys(renewal.entries)]).toEqual([undefined, [LABEL]])
    expect(trainingsOf(renewal)).toMatchObject([{ label: LABEL, outcome: 'failed', reportedOn: { number: 7 } }])
  }) // prettier-ignore
})

describe('two comments of one key', () => {
  it('are to become one, though both are at their end', async () => {
    const office = new Office()
    const ended = sampleEntry({ aliveUntilMs: 0, jobs: [recordedJob(1, { isOpen: false })] })
    const record = { run: runOf(8123), entries: { [LABEL]: ended } }
    office.leave(7, { record })
    office.leave(7, { record })
    const looks = { jobs: new Map(), gone: new Set<string>() }
    const now = { wallMs: office.clock.wall(), context: CONTEXT }
    expect(renew(await office.findOne(), looks, now)).toMatchObject({ isDue: true, news: [], entries: {} })
  })
})

describe('a text', () => {
  it('is told on also where others have closed its job already', async () => {
    const ended = sampleEntry({ jobId: jobId(1), aliveUntilMs: 0, jobs: [recordedJob(1, { isOpen: false })] })
    const renewal = await renewed(seeing({ status: 'FAILED' }), recordOf(undefined, { entries: { [LABEL]: ended } }))
    expect(renewal).toMatchObject({ isDue: true, news: [], entries: {} })
    expect(shownBy(renewal)?.outcome).toBe('failed')
  }) // prettier-ignore

  it.each([
    ['too long to be kept', null],
    ['of another form', { form: 2 }],
  ])('whose story is %s becomes an outline of what the record has', async (_, story) => {
    const held = sampleEntry({ jobId: jobId(1), commit: 'def5678', aliveUntilMs: 0, jobs: [recordedJob(1, { echo: { jobType: 'dpo' } })] })
    const record = { run: runOf(8123, 2), memo: { atMs: 1, story }, entries: { [LABEL]: held } }
    const renewal = await renewed(seeing({ status: 'SUCCESS', outputModel: 'ft:x', jobType: 'dpo' }), record)
    const { body } = comment(renewal.story!)
    expect(body).toContain('The model is trained')
    expect(body).toMatch(/commit `def5678` by .* run 8123 attempt 2 · .*actions\/runs\/8123\/attempts\/2/)
  }) // prettier-ignore

  it('of a step that was killed in the middle of its submission says so in the end', async () => {
    const claim = storyOfJob()
    const open = { ...claim, trainings: [{ ...claim.trainings[0]!, job: undefined, outcome: undefined }] } as never
    const entry = sampleEntry({ aliveUntilMs: 0, submittingSinceMs: 1 })
    const renewal = await renewed({}, recordOf(open, { entries: { [LABEL]: entry } }))
    expect(renewal).toMatchObject({ isDue: true, news: [], entries: {} })
    expect(comment(renewal.story!)).toMatchObject({ body: expect.stringContaining('Nobody knows whether the job was submitted') })
    const known = { ...entry, jobId: jobId(1), jobs: [recordedJob(1)] }
    const told = await renewed(seeing({ status: 'FAILED' }), recordOf(open, { entries: { [LABEL]: known } }))
    expect(shownBy(told)).toMatchObject({ outcome: 'failed', job: { id: jobId(1) } })
  }) // prettier-ignore
})
