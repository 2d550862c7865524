import { describe, expect, it } from '@jest/globals'
import { OUTCOMES } from '../../src/jobs/job-status.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import type { GitHubResult } from '../../src/state/comment-store.ts'
import type { SpecRecord } from '../../src/state/record.ts'
import {
  CommitStatusPublisher,
  type CommitStatusPublisherOptions,
  type CommitStatus,
  type CommitStatusStore,
  type StoredCommitStatus,
} from '../../src/report/commit-status.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { FORBIDDEN, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { FakeLog } from '../fakes/log.ts'
import { DIGEST, JOB_ID, sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'

const FILE = 'training/support-bot.yml'
const OTHER_DIGEST = '0b1c2d3e'.repeat(8)
const SPEC_SUFFIX = `spec ${DIGEST.slice(0, 12)}`
const HOLDER = { run: { id: '8123', attempt: 2 }, holderId: 'w', commit: 'abc1234' }
const RUN_URL = 'https://github.example/acme/bot/actions/runs/8123/attempts/2'
const COMMENT_URL = 'https://github.example/acme/bot/pull/7#issuecomment-101'
const BOT = 'github-actions[bot]'

/** The statuses of one commit in memory; as GitHub does, it gives the newest first. */
class MemoryCommitStatusStore implements CommitStatusStore {
  readonly sent: CommitStatus[] = []
  stored: StoredCommitStatus[] = []
  /** Result of every call, if set. */
  error: typeof BAD_GATEWAY | undefined

  list(): Promise<GitHubResult<readonly StoredCommitStatus[]>> {
    return Promise.resolve(this.error ?? { ok: true, value: this.stored })
  }

  set(status: CommitStatus): Promise<GitHubResult<undefined>> {
    this.sent.push(status)
    if (this.error) return Promise.resolve(this.error)
    this.add(status)
    return Promise.resolve({ ok: true, value: undefined })
  }

  /** Adds a status, one second after the previous one. */
  add(status: Partial<StoredCommitStatus>): void {
    const createdAtMs = TEST_START_MS + 1000 * this.stored.length
    this.stored.unshift({ context: `forge / ${FILE}`, description: '', createdAtMs, author: BOT, ...status })
  }

  get descriptions(): readonly string[] {
    return this.sent.map(({ description }) => description)
  }
}

function createPublisher(changes: Partial<CommitStatusPublisherOptions> = {}) {
  const store = new MemoryCommitStatusStore()
  const log = new FakeLog()
  const redact = (text: string) => text.replaceAll('S3CRET', '***')
  const viewerLogin = () => Promise.resolve(BOT)
  const publisher = new CommitStatusPublisher({
    store,
    log,
    holder: HOLDER,
    viewerLogin,
    matrixLabel: '',
    logUrl: RUN_URL,
    redact,
    ...changes,
  })
  const show = async (...states: JobState[]) => {
    publisher.show(states, TEST_START_MS, COMMENT_URL)
    await publisher.finish()
  }
  return { store, log, publisher, show }
}

const specRecord: SpecRecord = {
  digest: DIGEST,
  ...HOLDER,
  atMs: TEST_START_MS,
  leaseExpiresAtMs: TEST_START_MS + 60_000,
  submissionStartedAtMs: TEST_START_MS,
  jobs: [],
}

const SHOWN_OUTCOMES = OUTCOMES.filter((outcome) => outcome !== 'valid')

describe('a commit status', () => {
  const states = {
    unknown: 'error',
    'timed-out': 'error',
    failed: 'failure',
    cancelled: 'error',
    superseded: 'error',
    refused: 'failure',
    invalid: 'failure',
    running: 'pending',
    submitted: 'pending',
    succeeded: 'success',
  } as const

  it.each(SHOWN_OUTCOMES)('shows the outcome %s', async (outcome) => {
    const { store, show } = createPublisher()
    await show(sampleState({ outcome, job: sampleJob() }))
    expect(store.sent).toEqual([
      {
        state: states[outcome],
        context: `forge / ${FILE}`,
        description: expect.stringMatching(new RegExp(`^[a-z]+.* · job ${JOB_ID} · ${SPEC_SUFFIX}$`)),
        targetUrl: COMMENT_URL,
      },
    ])
  })

  it('is not set for `valid`, which a branch rule could take for a trained model', async () => {
    const { store, show } = createPublisher()
    await show(sampleState({ outcome: 'valid' }))
    expect(store.sent).toEqual([])
  })

  it.each([
    [undefined, 'being submitted'],
    ['QUEUED', 'queued'],
    ['RUNNING', 'training'],
    ['SUCCESS', 'trained, waiting for the model name'],
    ['RETRIED_ON_ANOTHER_CLUSTER', 'in a state unknown to this action'],
  ])('shows the phase of an unfinished job: %s', async (status, message) => {
    const { store, show } = createPublisher()
    await show(sampleState(status === undefined ? {} : { job: sampleJob({ status }) }))
    const who = status === undefined ? 'run 8123.2' : `job ${JOB_ID}`
    expect(store.sent).toMatchObject([
      { state: 'pending', description: `${message} · ${who} · ${SPEC_SUFFIX}` },
    ])
  })

  it('is set for an unreadable spec, and not for a job without a spec', async () => {
    const { store, show } = createPublisher()
    await show(
      { label: 'b.yml', outcome: 'invalid', timeline: [], notes: [] },
      { label: JOB_ID, outcome: 'failed', job: sampleJob(), timeline: [], notes: [] },
      { label: 'c.yml', timeline: [], notes: [] },
    )
    expect(store.sent).toMatchObject([
      { context: 'forge / b.yml', state: 'failure', description: 'not valid' },
    ])
  })

  it.each([
    ['', `forge / ${FILE}`],
    ['small, 1', `forge / ${FILE} (small, 1)`],
  ])('names its spec and the matrix job %j', async (matrixLabel, context) => {
    const { store, show, publisher } = createPublisher({ matrixLabel })
    await publisher.acquire({ [FILE]: specRecord })
    await show(sampleState({ outcome: 'succeeded' }))
    expect(store.sent.map((status) => status.context)).toEqual([context, context])
  })

  it('has a stable context of at most 255 characters, however long spec and matrix label are', async () => {
    const { store, publisher, show } = createPublisher({ matrixLabel: 'x'.repeat(300) })
    await publisher.acquire({ [FILE]: specRecord, 'b.yml': specRecord })
    await show(sampleState({ job: sampleJob() }))
    const [a, b, again] = store.sent.map(({ context }) => context)
    expect(a).toMatch(/^forge \/ training\/support-bot.yml \(x+…[0-9a-f]{12}$/)
    expect(a).toHaveLength(255)
    expect(b).not.toBe(a)
    expect(again).toBe(a)
    expect(await publisher.read({ [FILE]: DIGEST })).toMatchObject({
      value: { specs: { [FILE]: { jobs: [{}] } } },
    })
  })

  it('links to the log until there is a comment', async () => {
    const { store, publisher } = createPublisher()
    publisher.show([sampleState()], TEST_START_MS, undefined)
    publisher.show([sampleState({ outcome: 'failed' })], TEST_START_MS, COMMENT_URL)
    await publisher.finish()
    expect(store.sent.map(({ targetUrl }) => targetUrl)).toEqual([RUN_URL, COMMENT_URL])
  })

  it.each([
    [255, `forge / ${'x'.repeat(247)}`],
    [256, `forge / ${'x'.repeat(234)}…`],
  ])('has the whole spec label if it fits: %d', async (length, context) => {
    const { store, show } = createPublisher()
    await show(sampleState({ spec: sampleSpec({ label: 'x'.repeat(length - 'forge / '.length) }) }))
    expect(store.sent.map((status) => status.context)).toEqual([expect.stringContaining(context)])
    expect(store.sent[0]?.context).toHaveLength(255)
  })

  it('has a description of at most 140 characters even if redaction makes it longer', async () => {
    const { store, show } = createPublisher({ redact: (text) => text.replaceAll('a', '***') })
    await show(sampleState({ job: sampleJob({ id: 'a'.repeat(90) }) }))
    expect(store.descriptions[0]).toHaveLength(140)
  })

  it('has a description of at most 140 characters without secrets', async () => {
    const { store, show } = createPublisher()
    await show(sampleState({ job: sampleJob({ id: `S3CRET${'x'.repeat(72)}` }) }))
    const [description = ''] = store.descriptions
    expect(description.length).toBeLessThanOrEqual(140)
    expect(description).toMatch(new RegExp(`^training · job \\*{3}x{50,} · ${SPEC_SUFFIX}$`))
  })
})

describe('commit statuses', () => {
  it('are sent again only if they changed', async () => {
    const { store, show } = createPublisher()
    const other = sampleState({ spec: sampleSpec({ label: 'b.yml' }) })
    await show(sampleState(), other)
    await show(sampleState({ job: sampleJob({ status: 'QUEUED' }) }), other)
    await show(sampleState({ job: sampleJob({ status: 'QUEUED', modifiedAt: 7 }) }), other)
    await show(sampleState({ outcome: 'succeeded', job: sampleJob({ status: 'SUCCESS' }) }), other)
    expect(store.sent.map(({ context, state }) => [context, state])).toEqual([
      [`forge / ${FILE}`, 'pending'],
      ['forge / b.yml', 'pending'],
      [`forge / ${FILE}`, 'pending'],
      [`forge / ${FILE}`, 'success'],
    ])
  })

  it('are set one at a time and in order', async () => {
    const { store, publisher } = createPublisher()
    const waiting: (() => void)[] = []
    const set = store.set.bind(store)
    store.set = async (status) => {
      await new Promise<void>((resolve) => waiting.push(resolve))
      return set(status)
    }
    const going = sampleState({ job: sampleJob() })
    for (const state of [sampleState(), going, { ...going, outcome: 'succeeded' as const }])
      publisher.show([state], TEST_START_MS, undefined)
    for (let n = 0; n < 3; n++) {
      await new Promise((resolve) => setImmediate(resolve))
      expect(waiting).toHaveLength(1)
      waiting.shift()?.()
    }
    await publisher.finish()
    expect(store.descriptions.map((message) => message.split(' · ')[0])).toEqual([
      'being submitted', 'training', 'trained',
    ]) // prettier-ignore
  })

  it('are disabled with one warning if setting them is forbidden', async () => {
    const { store, show, log } = createPublisher()
    store.error = FORBIDDEN
    await show(sampleState(), sampleState({ spec: sampleSpec({ label: 'b.yml' }) }))
    await show(sampleState({ outcome: 'succeeded' }))
    expect(store.sent).toHaveLength(1)
    expect(log.annotations).toEqual([
      { level: 'warning', message: 'The commit status could not be set: Resource not accessible' },
    ])
  })

  it('are retried with the next update, with one warning, after a transient error', async () => {
    const { store, show, log } = createPublisher()
    store.error = BAD_GATEWAY
    await show(sampleState())
    await show(sampleState())
    store.error = undefined
    await show(sampleState())
    await show(sampleState())
    expect(store.sent).toHaveLength(3)
    expect(store.stored).toHaveLength(1)
    expect(log.messages('warning')).toEqual(['The commit status could not be set: HTTP 502: Bad Gateway'])
  })
})

describe('reading commit statuses', () => {
  const read = async (publisher: CommitStatusPublisher, digest = DIGEST) => {
    const result = await publisher.read({ [FILE]: digest })
    return result.ok ? result.value.specs[FILE] : undefined
  }

  it.each(SHOWN_OUTCOMES)('finds the job of a status that another run has set: %s', async (outcome) => {
    const { store, show } = createPublisher()
    await show(sampleState({ outcome, job: sampleJob() }))
    expect(await read(createPublisher({ store }).publisher)).toMatchObject({
      digest: DIGEST,
      jobs: [{ id: JOB_ID, digest: DIGEST, isUnsigned: true, atMs: TEST_START_MS }],
    })
  })

  it('finds all jobs of its spec, newest first and each once', async () => {
    const { store, publisher } = createPublisher()
    for (const n of [1, 2, 2, 1]) store.add({ description: `training · job ${jobId(n)} · ${SPEC_SUFFIX}` })
    store.add({ description: `superseded · ${SPEC_SUFFIX}`, targetUrl: RUN_URL })
    const found = await read(publisher)
    expect(found?.jobs.map(({ id }) => id)).toEqual([jobId(1), jobId(2)])
    expect(found?.jobs.every(({ isUnfinished }) => isUnfinished)).toBe(true)
    expect(found).toMatchObject({ submissionStartedAtMs: undefined })
    expect(found?.run).toEqual({ id: '8123', attempt: 2 })
  })

  it.each<[string, Partial<StoredCommitStatus>]>([
    ['of another author', { author: 'mallory' }],
    ['without an author', { author: '' }],
    ['of another spec', { context: 'forge / b.yml' }],
    ['of another matrix job', { context: `forge / ${FILE} (small)` }],
    ['of another digest', { description: `trained · job ${JOB_ID} · spec ${OTHER_DIGEST.slice(0, 12)}` }],
    ['with a suffix', { description: `trained · job ${JOB_ID} · ${SPEC_SUFFIX} and more` }],
    ['without a digest', { description: `trained · job ${JOB_ID}` }],
  ])('ignores a status %s', async (_, changes) => {
    const { store, publisher } = createPublisher()
    store.add({ description: `trained · job ${JOB_ID} · ${SPEC_SUFFIX}`, ...changes })
    expect(await publisher.read({ [FILE]: DIGEST })).toEqual({ ok: true, value: { specs: {} } })
  })

  it.each([1, 78, 79, 116])('finds a job with an id of %i characters', async (length) => {
    const { store, show, publisher } = createPublisher()
    const id = 'ftjob-01HX_'.padEnd(length, 'Z').slice(0, length)
    await show(sampleState({ job: sampleJob({ id, status: 'SUCCESS' }) }))
    expect(store.descriptions[0]?.length).toBeLessThanOrEqual(140)
    expect(await read(publisher)).toMatchObject({ jobs: [{ id }], submissionStartedAtMs: undefined })
  })

  it('has the list searched for a job whose id does not fit', async () => {
    const { store, show, publisher } = createPublisher()
    store.add({
      description: `being submitted · run 8123.1 · ${SPEC_SUFFIX}`,
      createdAtMs: TEST_START_MS - 5,
    })
    await show(sampleState({ job: sampleJob({ id: 'x'.repeat(117), status: 'SUCCESS' }) }))
    expect(store.descriptions.at(-1)?.length).toBeLessThanOrEqual(140)
    expect(await read(publisher)).toMatchObject({ jobs: [], submissionStartedAtMs: TEST_START_MS - 5 })
  })

  it('ignores invalid job ids', async () => {
    const { store, publisher } = createPublisher()
    store.add({ description: `training · job ../../${JOB_ID} · ${SPEC_SUFFIX}` })
    store.add({ description: `training · job ${'x'.repeat(129)} · ${SPEC_SUFFIX}` })
    expect(await read(publisher)).toMatchObject({ jobs: [] })
  })

  it('reads each of several specs from its own status', async () => {
    const { publisher, show } = createPublisher()
    const b = sampleSpec({ label: 'b.yml', digest: OTHER_DIGEST })
    await show(sampleState({ job: sampleJob() }), sampleState({ spec: b, job: sampleJob({ id: jobId(2) }) }))
    const result = await publisher.read({ [FILE]: DIGEST, 'b.yml': OTHER_DIGEST, 'c.yml': DIGEST })
    expect(result).toMatchObject({
      value: { specs: { [FILE]: { jobs: [{ id: JOB_ID }] }, 'b.yml': { jobs: [{ id: jobId(2) }] } } },
    })
    expect(result.ok && Object.keys(result.value.specs)).toHaveLength(2)
  })

  it('finds another run that is about to submit, with a lease of six minutes', async () => {
    const { store, publisher } = createPublisher()
    expect(await publisher.acquire({ [FILE]: specRecord })).toEqual({
      ok: true,
      value: { specs: { [FILE]: specRecord } },
    })
    expect(store.sent).toEqual([
      {
        state: 'pending',
        context: `forge / ${FILE}`,
        description: `being submitted · run 8123.2 · ${SPEC_SUFFIX}`,
        targetUrl: RUN_URL,
      },
    ])
    expect(await read(createPublisher({ store }).publisher)).toMatchObject({
      run: HOLDER.run,
      submissionStartedAtMs: TEST_START_MS,
      leaseExpiresAtMs: TEST_START_MS + 360_000,
      jobs: [],
    })
    expect(await read(publisher, OTHER_DIGEST)).toBeUndefined()
  })

  it('finds the run attempt, even if the target URL lacks it', async () => {
    const logUrl = 'https://github.example/acme/bot/actions/runs/8123/job/99'
    const { store, publisher } = createPublisher({ logUrl })
    await publisher.acquire({ [FILE]: specRecord })
    expect((await read(createPublisher({ store }).publisher))?.run).toEqual(HOLDER.run)
    publisher.show([sampleState()], TEST_START_MS, COMMENT_URL)
    await publisher.finish()
    expect((await read(createPublisher({ store }).publisher))?.run).toEqual(HOLDER.run)
  })

  it('does not request its login if there are no statuses', async () => {
    const viewerLogin = () => Promise.reject(new Error('requested'))
    expect(await createPublisher({ viewerLogin }).publisher.read({ [FILE]: DIGEST })).toEqual({
      ok: true,
      value: { specs: {} },
    })
  })

  it.each([FORBIDDEN, BAD_GATEWAY])('returns the error of a read or a claim: %j', async (error) => {
    const { store, publisher } = createPublisher()
    store.error = error
    expect(await publisher.acquire({ [FILE]: specRecord, 'b.yml': specRecord })).toBe(error)
    expect(store.sent).toHaveLength(1)
    expect(await publisher.read({ [FILE]: DIGEST })).toBe(error)
  })

  it.each([
    [FORBIDDEN, ['The commit status could not be set: Resource not accessible']],
    [BAD_GATEWAY, []],
  ])('warns if reading is forbidden, and not about a transient error: %j', async (error, messages) => {
    const { store, publisher, log } = createPublisher()
    store.error = error
    await publisher.read({ [FILE]: DIGEST })
    expect(log.messages('warning')).toEqual(messages)
  })

  it('sets no second status for a repeated claim or a write', async () => {
    const { store, publisher } = createPublisher()
    const claimed = { ok: true, value: { specs: { [FILE]: specRecord } } }
    for (let n = 0; n < 2; n++) expect(await publisher.acquire({ [FILE]: specRecord })).toEqual(claimed)
    expect(await publisher.write({ [FILE]: specRecord })).toEqual(claimed)
    expect(store.sent).toHaveLength(1)
  })
})
