import { afterEach, describe, expect, it } from '@jest/globals'
import { close, isClosed } from '../../src/jobs/close-pull-request.ts'
import { trainingOf, type Training } from '../../src/jobs/job-state.ts'
import { recordedJob, type Entry, type RecordedJob } from '../../src/state/record.ts'
import { sealOf } from '../../src/state/record-codec.ts'
import type { PullRequestNow, Step } from '../../src/commands/context.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { FORBIDDEN, PASSING } from '../fakes/comment-store.ts'
import { sampleSpec } from '../fakes/samples.ts'
import { FakeStep } from '../fakes/command-context.ts'
import { jobId, type JobCourse } from '../fakes/forge-api.ts'

const MINUTE = 60_000
const RUNNING: JobCourse = { statuses: [[0, 'RUNNING']], cancelDelayMs: 3_000 }
const SPEC = sampleSpec({ file: 'a.yml', label: 'a.yml' })
const CLOSED: PullRequestNow = { isClosed: true, isMerged: false, headSha: 'abc1234' }
const MERGED: PullRequestNow = { ...CLOSED, isMerged: true }
const OPEN: PullRequestNow = { ...CLOSED, isClosed: false }

/** A pull request as the event describes it, and as it is now; undefined where GitHub does not say. */
const pullRequest = (
  then: PullRequestNow,
  now: PullRequestNow | undefined,
): NonNullable<Step['pullRequest']> => ({
  ...then,
  now: () => Promise.resolve(now),
})

let fake: FakeStep

afterEach(() => fake.kill())

describe('whether a run is about a closed pull request', () => {
  it.each<[string, PullRequestNow | undefined, PullRequestNow | undefined, boolean]>([
    ['about none', undefined, undefined, false],
    ['open', OPEN, OPEN, false],
    ['open, and GitHub does not say more', OPEN, undefined, false],
    ['closed since', OPEN, CLOSED, true],
    ['merged since', OPEN, MERGED, true],
    ['closed', CLOSED, CLOSED, true],
    ['closed, and opened again since', CLOSED, OPEN, true],
    ['closed, and GitHub does not say more', CLOSED, undefined, true],
  ])('%s', async (_, then, now, expected) => {
    fake = new FakeStep()
    const about = then && { pullRequest: pullRequest(then, now) }
    expect(await isClosed({ ...fake.step(), ...about })).toBe(expected)
  })
})

/** A job that a run made for a spec, as it was written down then. */
async function made(changes: Partial<RecordedJob> = {}): Promise<RecordedJob> {
  const reply = await fake.api.get(fake.api.add(RUNNING, SPEC.request, MINUTE))
  if (!reply.ok) throw new Error('there is no such job')
  const about = { digest: SPEC.digest, runId: '8000', atMs: TEST_START_MS }
  return { ...recordedJob(reply.value, about), ...changes }
}

const entry = (jobs: readonly RecordedJob[], runId = '8000'): Entry => ({
  digest: SPEC.digest,
  run: { id: runId, attempt: 1 },
  writer: 'earlier',
  commit: 'earlier',
  atMs: TEST_START_MS,
  aliveUntilMs: 0,
  jobs,
})

interface End {
  readonly then?: PullRequestNow
  readonly now?: PullRequestNow | undefined
  readonly onSuperseded?: 'cancel' | 'leave'
}

async function closed(entries: Record<string, Entry>, end: End = {}): Promise<readonly Training[]> {
  const { then = CLOSED, onSuperseded = 'cancel' } = end
  const now = 'now' in end ? end.now : then
  fake.world.remember({ entries })
  fake.api.calls.length = 0
  const planned = [trainingOf(SPEC)]
  fake.progress.begin(planned)
  return close(planned, { onSuperseded }, { ...fake.step(), pullRequest: pullRequest(then, now) })
}

describe('a pull request that was closed', () => {
  it('has its unfinished jobs cancelled, whatever spec they are of, and says so', async () => {
    fake = new FakeStep()
    const entries = {
      'a.yml': entry([await made(), await made({ digest: 'older' }), await made({ isOpen: false })]),
      'gone.yml': entry([await made()]),
    }
    const [training] = await closed(entries)
    expect(fake.world.jobs.cancelled).toEqual([1, 2, 4].map(jobId))
    expect(training).toMatchObject({ outcome: 'valid' })
    expect(training?.notes[0]).toBe('The pull request was closed, so that nothing was submitted.')
    expect(training?.notes.slice(1)).toEqual(
      [1, 2, 4].map((n) => expect.stringContaining(jobId(n)) as unknown),
    )
    expect(fake.log.lines.join()).toContain(`gone.yml: The job \`${jobId(4)}\``)
  })

  it.each<[string, End]>([
    ['was merged', { then: MERGED }],
    ['was merged, as only GitHub knows', { now: MERGED }],
    ['was merged, and GitHub does not say more', { then: MERGED, now: undefined }],
    ['is open again', { now: OPEN }],
    ['is to keep them', { onSuperseded: 'leave' }],
  ])('keeps its jobs where it %s', async (_, end) => {
    fake = new FakeStep()
    const [training] = await closed({ 'a.yml': entry([await made()]) }, end)
    expect(fake.api.calls).toEqual([])
    expect(training).toMatchObject({ outcome: 'valid' })
    expect(fake.log.lines.join()).toMatch(
      end.then === MERGED || end.now === MERGED ? /was merged/ : /was closed/,
    )
  })

  it('loses its jobs also where GitHub does not say how it is now', async () => {
    fake = new FakeStep()
    await closed({ 'a.yml': entry([await made()]) }, { now: undefined })
    expect(fake.world.jobs.cancelled).toEqual([jobId(1)])
  })

  it('keeps the jobs of a newer run', async () => {
    fake = new FakeStep()
    await closed({ 'a.yml': entry([await made()], '9000') })
    expect(fake.api.calls).toEqual([])
  })

  it('keeps jobs that nobody with our key has written down', async () => {
    fake = new FakeStep()
    const seal = sealOf('k', 'acme/bot#7', 'another key')
    fake.world.remember({ entries: { 'a.yml': entry([await made()]) } }, { seal })
    const step = { ...fake.step(), pullRequest: pullRequest(CLOSED, CLOSED) }
    const [training] = await close([trainingOf(SPEC)], { onSuperseded: 'cancel' }, step)
    expect(fake.world.jobs.cancelled).toEqual([])
    expect(training?.notes.join()).toContain('nothing proves')
  })

  it('leaves what is not valid as it is', async () => {
    fake = new FakeStep()
    const broken: Training = { label: 'b.yml', outcome: 'invalid', timeline: [], notes: [] }
    const step = { ...fake.step(), pullRequest: pullRequest(CLOSED, CLOSED) }
    const done = await close([broken], { onSuperseded: 'cancel' }, step)
    expect(done).toMatchObject([{ label: 'b.yml', outcome: 'invalid' }])
  })

  it('is fine without a record', async () => {
    fake = new FakeStep()
    const { books: _, ...step } = { ...fake.step(), pullRequest: pullRequest(CLOSED, CLOSED) }
    const done = await close([trainingOf(SPEC)], { onSuperseded: 'cancel' }, step)
    // The comment may show a model, and is not touched.
    expect(done).toMatchObject([{ outcome: 'valid', notes: [] }])
    expect(fake.log.lines.join()).toContain('was closed')
  })

  it('is asked about until GitHub answers', async () => {
    fake = new FakeStep()
    fake.conversation.intercept = () => (fake.clock.now() < MINUTE ? PASSING : undefined)
    await closed({ 'a.yml': entry([await made()]) })
    expect(fake.world.jobs.cancelled).toEqual([jobId(1)])
  })

  it.each([
    ['at the moment', PASSING, MINUTE],
    ['ever', FORBIDDEN, 0],
  ])('says that its jobs may go on where GitHub does not tell of them %s', async (_, reply, leastMs) => {
    fake = new FakeStep()
    fake.conversation.intercept = () => reply
    const [training] = await closed({ 'a.yml': entry([await made()]) })
    expect(fake.api.calls).toEqual([])
    expect(fake.clock.now()).toBeGreaterThanOrEqual(leastMs)
    expect(fake.clock.now()).toBeLessThanOrEqual(2 * MINUTE)
    expect(training?.notes.join(' ')).toContain(`may go on. ${reply.reason}`)
  })
})
