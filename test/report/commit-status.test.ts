import { describe, expect, it, jest } from '@jest/globals'
import { OUTCOMES } from '../../src/jobs/job-status.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import type {
  GitHubResult,
  CommitStatus,
  CommitStatusStore,
  StoredCommitStatus,
} from '../../src/state/github.ts'
import { StatusSigner } from '../../src/report/status-record.ts'
import { EMPTY_RECORD } from '../../src/state/record.ts'
import { CommitStatusSink, type CommitStatusSinkOptions } from '../../src/report/commit-status.ts'
import { TEST_START_MS, VirtualClock } from '../fakes/clock.ts'
import { FORBIDDEN, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { FakeLog } from '../fakes/log.ts'
import { DIGEST, JOB_ID, sampleContext, sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'
import { KEY, OTHER_DIGEST, OTHER_KEY, requestOf, runRef } from '../state/samples.ts'

const FILE = 'training/support-bot.yml'
const SPEC_SUFFIX = 'spec 3f9a12c43f9a'
const HOLDER = { run: runRef(8123, 2), commit: 'abc1234' }
const RUN_URL = 'https://github.example/acme/bot/actions/runs/8123/attempts/2'
const COMMENT_URL = 'https://github.example/acme/bot/pull/7#issuecomment-101'
const BOT = 'github-actions[bot]'
const SIGNER = new StatusSigner('acme/bot', HOLDER.commit, 'forge-key')
/** The URL of a status that records this job, or without one, that it is about to be submitted. */
const recording = (jobId?: string, url = RUN_URL, signer = SIGNER) =>
  signer.addRecord(url, { digest: DIGEST, jobId, run: HOLDER.run })

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
    const id = this.stored.length
    const createdAtMs = TEST_START_MS + 1000 * id
    const defaults = { context: `forge / ${FILE}`, description: '', state: 'pending', author: BOT } as const
    this.stored.unshift({ ...defaults, id, createdAtMs, ...status })
  }

  get descriptions(): readonly string[] {
    return this.sent.map(({ description }) => description)
  }
}

function createSink(changes: Partial<CommitStatusSinkOptions> = {}) {
  const store = new MemoryCommitStatusStore()
  const log = new FakeLog()
  const clock = new VirtualClock()
  const redact = (text: string) => text.replaceAll('S3CRET', '***')
  const viewerLogin = () => Promise.resolve({ ok: true, value: BOT } as const)
  const sink = new CommitStatusSink({
    store,
    log,
    clock,
    holder: HOLDER,
    signer: SIGNER,
    viewerLogin,
    matrixLabel: '',
    commentUrl: () => COMMENT_URL,
    logUrl: RUN_URL,
    redact,
    ...changes,
  })
  const show = (...states: JobState[]) =>
    sink.writeReport({
      model: { states, diagnostics: [], context: sampleContext(), nowMs: TEST_START_MS },
      requests: {},
    })
  return { store, log, clock, sink, show }
}

/** The claim of a request. */
const CLAIM = requestOf({ ...HOLDER, label: FILE, submissionStartedAtMs: TEST_START_MS })
const CLAIMS = { requests: { [KEY]: CLAIM } }

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
    unapproved: 'pending',
    submitted: 'pending',
    succeeded: 'success',
  } as const

  it.each(SHOWN_OUTCOMES)('shows the outcome %s', async (outcome) => {
    const { store, show } = createSink()
    await show(sampleState({ outcome, job: sampleJob() }))
    expect(store.sent).toEqual([
      {
        state: states[outcome],
        context: `forge / ${FILE}`,
        description: expect.stringMatching(new RegExp(`^[a-z]+.* · job ${JOB_ID} · ${SPEC_SUFFIX}$`)),
        targetUrl: recording(JOB_ID, COMMENT_URL),
      },
    ])
  })

  it.each(['unsigned', 'listed'] as const)('does not sign a job that is %s', async (provenance) => {
    const { sink, store, show } = createSink()
    await show(sampleState({ job: sampleJob(), provenance }))
    expect(store.sent.map(({ targetUrl }) => targetUrl)).toEqual([COMMENT_URL])
    expect(await sink.read([KEY])).toMatchObject({
      value: { requests: { [KEY]: { jobs: [{ id: JOB_ID, provenance: 'unsigned' }] } } },
    })
  })

  it('is not set for `valid`, which a branch rule could take for a trained model', async () => {
    const { store, show } = createSink()
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
    const { store, show } = createSink()
    await show(sampleState(status === undefined ? {} : { job: sampleJob({ status }) }))
    const who = status === undefined ? 'run 8123.2' : `job ${JOB_ID}`
    expect(store.sent).toMatchObject([
      { state: 'pending', description: `${message} · ${who} · ${SPEC_SUFFIX}` },
    ])
  })

  it('is set for an unreadable spec, and not for a job without a spec', async () => {
    const { store, show } = createSink()
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
    const { store, show, sink } = createSink({ matrixLabel })
    await sink.acquire(CLAIMS)
    await show(sampleState({ outcome: 'succeeded' }))
    expect(store.sent.map((status) => status.context)).toEqual([context, context])
  })

  it('has a stable context of at most 255 characters, however long spec and matrix label are', async () => {
    const { store, sink, show } = createSink({ matrixLabel: 'x'.repeat(300) })
    await sink.acquire({ requests: { [KEY]: CLAIM, [OTHER_KEY]: requestOf({ label: 'b.yml' }) } })
    await show(sampleState({ job: sampleJob() }))
    const [a, b, again] = store.sent.map(({ context }) => context)
    expect(a).toMatch(/^forge \/ training\/support-bot.yml \(x+…[0-9a-f]{12}$/)
    expect(a).toHaveLength(255)
    expect(b).not.toBe(a)
    expect(again).toBe(a)
    expect(await sink.read([KEY])).toMatchObject({ value: { requests: { [KEY]: { jobs: [{}] } } } })
  })

  it('links to the log until there is a comment', async () => {
    const comment: { url?: string } = {}
    const { store, show } = createSink({ commentUrl: () => comment.url })
    await show(sampleState())
    comment.url = COMMENT_URL
    await show(sampleState({ outcome: 'failed' }))
    expect(store.sent.map(({ targetUrl }) => targetUrl)).toEqual([
      recording(),
      recording(undefined, COMMENT_URL),
    ])
  })

  it.each([
    [255, `forge / ${'x'.repeat(247)}`],
    [256, `forge / ${'x'.repeat(234)}…`],
  ])('has the whole spec label if it fits: %d', async (length, context) => {
    const { store, show } = createSink()
    await show(sampleState({ spec: sampleSpec({ label: 'x'.repeat(length - 'forge / '.length) }) }))
    expect(store.sent.map((status) => status.context)).toEqual([expect.stringContaining(context)])
    expect(store.sent[0]?.context).toHaveLength(255)
  })

  it('has a description of at most 140 characters even if redaction makes it longer', async () => {
    const { store, show } = createSink({ redact: (text) => text.replaceAll('a', '***') })
    await show(sampleState({ job: sampleJob({ id: 'a'.repeat(90) }) }))
    expect(store.descriptions[0]).toHaveLength(140)
  })

  it('has a description of at most 140 characters without secrets', async () => {
    const { store, show } = createSink()
    await show(sampleState({ job: sampleJob({ id: `S3CRET${'x'.repeat(72)}` }) }))
    const [description = ''] = store.descriptions
    expect(description.length).toBeLessThanOrEqual(140)
    expect(description).toMatch(new RegExp(`^training · job \\*{3}x{50,} · ${SPEC_SUFFIX}$`))
  })
})

describe('commit statuses', () => {
  it('are sent again only if they changed', async () => {
    const { store, show } = createSink()
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

  it('are set one at a time, up to the first error', async () => {
    const { store, show } = createSink()
    const labels = ['a.yml', 'b.yml', 'c.yml']
    const states = labels.map((label) => sampleState({ spec: sampleSpec({ label }) }))
    const contextsSent = () => store.sent.map(({ context }) => context)
    let pending = 0
    const set = store.set.bind(store)
    store.set = async (status) => {
      expect(++pending).toBe(1)
      store.error = status.context.endsWith('b.yml') ? BAD_GATEWAY : undefined
      const result = await set(status)
      pending--
      return result
    }
    expect(await show(...states)).toBe(BAD_GATEWAY)
    expect(contextsSent()).toEqual(['forge / a.yml', 'forge / b.yml'])
    store.set = set
    store.error = undefined
    expect(await show(...states)).toEqual({ ok: true, value: undefined })
    expect(contextsSent().slice(2)).toEqual(['forge / b.yml', 'forge / c.yml'])
  })

  it('end at the first that is forbidden, with one warning, and are tried again with the next report', async () => {
    const { store, show, log, sink } = createSink()
    store.error = FORBIDDEN
    await show(sampleState(), sampleState({ spec: sampleSpec({ label: 'b.yml' }) }))
    expect(store.sent).toHaveLength(1)
    await show(sampleState({ outcome: 'succeeded' }))
    expect(store.sent).toHaveLength(2)
    expect(sink.refusal).toBe(FORBIDDEN)
    store.error = undefined
    await show(sampleState({ outcome: 'succeeded' }))
    expect(store.stored).toHaveLength(1)
    expect(sink.refusal).toBeUndefined()
    expect(log.annotations).toEqual([
      { level: 'warning', message: 'The commit status could not be set: Resource not accessible' },
    ])
  })

  it('are retried with the next update, with one warning, after a transient error', async () => {
    const { store, show, log } = createSink()
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
  const read = async (sink: CommitStatusSink, key = KEY) => {
    const result = await sink.read([key])
    return result.ok ? result.value.requests[key] : undefined
  }

  it.each(SHOWN_OUTCOMES)('finds the job of a status that another run has set: %s', async (outcome) => {
    const { store, show } = createSink()
    await show(sampleState({ outcome, job: sampleJob() }))
    expect(await read(createSink({ store }).sink)).toMatchObject({
      holds: [{ isUnsigned: undefined }],
      jobs: [
        { id: JOB_ID, run: HOLDER.run, provenance: 'verified', isUnfinished: true, atMs: TEST_START_MS },
      ],
    })
  })

  it('finds all jobs of its request, newest first and each once', async () => {
    const { store, sink } = createSink()
    for (const n of [1, 2, 2, 1])
      store.add({ description: `training · job ${jobId(n)} · ${SPEC_SUFFIX}`, targetUrl: RUN_URL })
    store.add({ description: `superseded · ${SPEC_SUFFIX}`, targetUrl: RUN_URL })
    const found = await read(sink)
    expect(found?.jobs.map(({ id }) => id)).toEqual([jobId(1), jobId(2)])
    expect(found?.jobs.every(({ isUnfinished }) => isUnfinished)).toBe(true)
    expect(found?.holds).toMatchObject([
      { run: runRef(8123, 2), commit: HOLDER.commit, submissionStartedAtMs: undefined },
    ])
  })

  it.each<[string, Partial<StoredCommitStatus>]>([
    ['of another author', { author: 'mallory' }],
    ['without an author', { author: '' }],
    ['of another tool', { context: `ci / ${FILE}` }],
    ['of another digest', { description: `trained · job ${JOB_ID} · spec ${OTHER_DIGEST.slice(0, 12)}` }],
    ['with a suffix', { description: `trained · job ${JOB_ID} · ${SPEC_SUFFIX} and more` }],
    ['without a digest', { description: `trained · job ${JOB_ID}` }],
  ])('ignores a status %s', async (_, changes) => {
    const { store, sink } = createSink()
    store.add({ description: `trained · job ${JOB_ID} · ${SPEC_SUFFIX}`, ...changes })
    expect(await sink.read([KEY])).toEqual({ ok: true, value: EMPTY_RECORD })
  })

  it.each([
    ['another file', 'forge / b.yml'],
    ['another matrix job', `forge / ${FILE} (small)`],
  ])('finds a job of the same request under the name of %s', async (_, context) => {
    const { store, sink } = createSink()
    store.add({ description: `trained · job ${JOB_ID} · ${SPEC_SUFFIX}`, context })
    expect(await read(sink)).toMatchObject({ jobs: [{ id: JOB_ID }] })
  })

  it.each([1, 78, 79, 116, 128])('finds a job with an id of %i characters', async (length) => {
    const { store, show, sink } = createSink()
    const id = 'ftjob-01HX_'.padEnd(length, 'Z').slice(0, length)
    await show(sampleState({ job: sampleJob({ id, status: 'SUCCESS' }) }))
    expect(store.descriptions[0]?.length).toBeLessThanOrEqual(140)
    expect(await read(sink)).toMatchObject({ jobs: [{ id }], holds: [{ submissionStartedAtMs: undefined }] })
  })

  it('has the list searched for a job whose id does not fit, if nothing signed names it', async () => {
    const { store, show, sink } = createSink({ signer: new StatusSigner('acme/bot', 'abc1234', undefined) })
    store.add({
      description: `being submitted · run 8123.1 · ${SPEC_SUFFIX}`,
      createdAtMs: TEST_START_MS - 5,
    })
    await show(sampleState({ job: sampleJob({ id: 'x'.repeat(117), status: 'SUCCESS' }) }))
    expect(store.descriptions.at(-1)?.length).toBeLessThanOrEqual(140)
    expect(await read(sink)).toMatchObject({
      jobs: [],
      holds: [{ submissionStartedAtMs: TEST_START_MS - 5 }, { submissionStartedAtMs: TEST_START_MS - 5 }],
    })
  })

  const LINES = {
    announced: { description: `being submitted · run 8123.2 · ${SPEC_SUFFIX}`, targetUrl: recording() },
    training: { description: `training · job ${JOB_ID} · ${SPEC_SUFFIX}`, targetUrl: recording(JOB_ID) },
  }

  it.each(['newest first', 'oldest first'])('sorts statuses of one second by id (%s)', async (order) => {
    const { store, sink } = createSink()
    store.add({ ...LINES.announced, createdAtMs: TEST_START_MS })
    const failed = LINES.training.description.replace(JOB_ID, jobId(9)).replace('training', 'failed')
    const targetUrl = recording(jobId(9))
    store.add({ description: failed, targetUrl, state: 'failure', createdAtMs: TEST_START_MS })
    store.add({ ...LINES.training, createdAtMs: TEST_START_MS })
    if (order === 'oldest first') store.stored.reverse()
    const found = await read(sink)
    expect(found).toMatchObject({
      holds: [{ submissionStartedAtMs: undefined, isUnsigned: undefined }],
      jobs: [{ id: JOB_ID }, { id: jobId(9) }],
    })
  })

  // Whether that job can be followed, only the service knows. If so, nobody searches, see `decideClaim`.
  it.each<[string, Partial<StoredCommitStatus>]>([
    ['a job that trains', LINES.training],
    ['a job that has a model', { ...LINES.training, state: 'success' }],
    ['a job that timed out', { ...LINES.training, state: 'error' }],
    ['a job that failed', { ...LINES.training, state: 'failure' }],
    [
      'a cancelled job',
      {
        ...LINES.training,
        state: 'error',
        description: LINES.training.description.replace('training', 'cancelled'),
      },
    ],
    ['an unsigned job', { ...LINES.training, targetUrl: RUN_URL }],
  ])('has a submission searched for that was announced after %s', async (_, status) => {
    const { store, sink } = createSink()
    store.add(status)
    store.add(LINES.announced)
    const found = await read(sink)
    expect(found?.holds[0]).toMatchObject({ submissionStartedAtMs: TEST_START_MS + 1000 })
    expect(found?.jobs).toMatchObject([{ id: JOB_ID }])
  })

  describe('of several runs', () => {
    /** A status of a run, with this job, or without one that announces a submission. */
    const statusOf = (id: number, number?: number, holderId?: string) => {
      const [run, job] = [runRef(id), number === undefined ? undefined : jobId(number)]
      return {
        description: `${job === undefined ? `being submitted · run ${id}.1` : `training · job ${job}`} · ${SPEC_SUFFIX}`,
        targetUrl: SIGNER.addRecord(RUN_URL, { digest: DIGEST, jobId: job, run, holderId }),
      }
    }

    /** The runs whose submission is open. */
    const openRuns = async (...statuses: readonly Partial<StoredCommitStatus>[]) => {
      const { store, sink } = createSink()
      for (const status of statuses) store.add(status)
      const found = await read(sink)
      return found?.holds.flatMap(({ run, submissionStartedAtMs }) =>
        submissionStartedAtMs === undefined ? [] : [Number(run.id)],
      )
    }

    it('keeps the submission of each run open until the run names its job', async () => {
      expect(await openRuns(statusOf(1), statusOf(2))).toEqual([2, 1])
      expect(await openRuns(statusOf(1), statusOf(2), statusOf(1, 1))).toEqual([2])
      expect(await openRuns(statusOf(1), statusOf(2), statusOf(1, 1), statusOf(2, 1))).toEqual([])
    })

    it('keeps it open if another run names the job that was known before', async () => {
      expect(await openRuns(statusOf(1, 1), statusOf(2), statusOf(3), statusOf(3, 1))).toEqual([2])
    })

    it('ends it once a run that announced its own later has got a new job', async () => {
      expect(await openRuns(statusOf(1, 1), statusOf(2), statusOf(3), statusOf(3, 2))).toEqual([])
      const unsigned = { ...statusOf(3, 2), targetUrl: RUN_URL }
      expect(await openRuns(statusOf(1, 1), statusOf(2), statusOf(3), unsigned)).toEqual([3, 2])
    })

    it('tells the steps of one run apart', async () => {
      expect(await openRuns(statusOf(1, undefined, 'a'), statusOf(1, undefined, 'b'))).toEqual([1, 1])
      const found = [statusOf(1, undefined, 'a'), statusOf(1, undefined, 'b'), statusOf(1, 1, 'b')]
      expect(await openRuns(...found)).toEqual([])
      expect(await openRuns(statusOf(1, 1, 'b'), ...found)).toEqual([1])
    })

    it('searches from the first of several announcements of a submission', async () => {
      const { store, sink } = createSink()
      for (const status of [statusOf(1), statusOf(1, 1), statusOf(1), statusOf(1)]) store.add(status)
      expect(await read(sink)).toMatchObject({
        holds: [{ submissionStartedAtMs: TEST_START_MS + 2000, atMs: TEST_START_MS + 3000 }],
      })
    })

    const endings = SHOWN_OUTCOMES.filter((outcome) => outcome !== 'running')

    it.each(endings)('keeps it open after the end of the run only if it is unknown: %s', async (outcome) => {
      const { store, sink, show } = createSink()
      await sink.acquire(CLAIMS)
      await show(sampleState({ outcome }))
      const submissionStartedAtMs = outcome === 'unknown' ? TEST_START_MS : undefined
      expect(await read(createSink({ store }).sink)).toMatchObject({ holds: [{ submissionStartedAtMs }] })
    })

    it('gives no lease to a run that has ended', async () => {
      const { store, sink } = createSink()
      store.add({ ...statusOf(1, 1), state: 'error' })
      store.add(statusOf(2, 1))
      expect(await read(sink)).toMatchObject({
        holds: [{ leaseExpiresAtMs: TEST_START_MS + 361_000 }, { leaseExpiresAtMs: 0 }],
      })
    })
  })

  it.each<[string, string | undefined]>([
    ['without a record', RUN_URL],
    ['without a URL', undefined],
    [
      'with the MAC of another key',
      recording(JOB_ID, RUN_URL, new StatusSigner('acme/bot', HOLDER.commit, 'other')),
    ],
    [
      'with the MAC of another commit',
      recording(JOB_ID, RUN_URL, new StatusSigner('acme/bot', 'def', 'forge-key')),
    ],
    [
      'with the MAC of another repository',
      recording(JOB_ID, RUN_URL, new StatusSigner('acme/b', HOLDER.commit, 'forge-key')),
    ],
    ['with the MAC of another job', recording(jobId(9)).replace(jobId(9), JOB_ID)],
    ['with the MAC of another run', recording(JOB_ID).replace('run=8123', 'run=9999')],
    [
      'with the MAC of another digest',
      SIGNER.addRecord(RUN_URL, { digest: OTHER_DIGEST, jobId: JOB_ID, run: HOLDER.run }),
    ],
    ['with the MAC of another step', recording(JOB_ID).replace('&mac', '&step=other&mac')],
    ['with a shorter MAC', recording(JOB_ID).slice(0, -1)],
    ['with an empty MAC', recording(JOB_ID).replace(/mac=.*/, 'mac=')],
  ])('marks a job as unsigned if its status is %s', async (_, targetUrl) => {
    const { store, sink } = createSink()
    store.add({ ...LINES.training, targetUrl })
    expect(await read(sink)).toMatchObject({
      holds: [{ isUnsigned: true }],
      jobs: [{ id: JOB_ID, provenance: 'unsigned' }],
    })
  })

  it('believes a job of which one status is signed, but not what comes after it', async () => {
    const { store, sink } = createSink()
    store.add(LINES.training)
    store.add({ ...LINES.training, targetUrl: RUN_URL })
    expect(await read(sink)).toMatchObject({
      holds: [{ isUnsigned: true }, { isUnsigned: undefined }],
      jobs: [{ id: JOB_ID, provenance: 'verified', atMs: TEST_START_MS }],
    })
  })

  it('believes nothing without an API key', async () => {
    const signer = new StatusSigner('acme/bot', HOLDER.commit, undefined)
    const { store, sink, show } = createSink({ signer })
    await show(sampleState({ job: sampleJob() }))
    expect(store.sent).toMatchObject([{ targetUrl: COMMENT_URL }])
    expect(await read(sink)).toMatchObject({ jobs: [{ id: JOB_ID, provenance: 'unsigned' }] })
  })

  it('returns the error of an unknown login', async () => {
    const { store, sink } = createSink({ viewerLogin: () => Promise.resolve(BAD_GATEWAY) })
    store.add(LINES.training)
    expect(await sink.read([KEY])).toBe(BAD_GATEWAY)
  })

  it('ignores invalid job ids', async () => {
    const { store, sink } = createSink()
    store.add({ description: `training · job ../../${JOB_ID} · ${SPEC_SUFFIX}` })
    store.add({ description: `training · job ${'x'.repeat(129)} · ${SPEC_SUFFIX}` })
    expect(await read(sink)).toMatchObject({ jobs: [] })
  })

  it('reads each of several requests from its own statuses', async () => {
    const { sink, show } = createSink()
    const b = sampleSpec({ label: 'b.yml', digest: OTHER_DIGEST })
    await show(sampleState({ job: sampleJob() }), sampleState({ spec: b, job: sampleJob({ id: jobId(2) }) }))
    const result = await sink.read([KEY, OTHER_KEY, 'unknown service'])
    expect(result).toMatchObject({
      value: { requests: { [KEY]: { jobs: [{ id: JOB_ID }] }, [OTHER_KEY]: { jobs: [{ id: jobId(2) }] } } },
    })
    expect(result.ok && Object.keys(result.value.requests)).toEqual([KEY, OTHER_KEY])
  })

  it('finds another run that is about to submit, with a lease of six minutes', async () => {
    const { store, sink } = createSink({ commentUrl: () => undefined })
    expect(await sink.acquire(CLAIMS)).toMatchObject({ ok: true, value: { isSlow: false } })
    expect(store.sent).toEqual([
      {
        state: 'pending',
        context: `forge / ${FILE}`,
        description: `being submitted · run 8123.2 · ${SPEC_SUFFIX}`,
        targetUrl: recording(),
      },
    ])
    expect(await read(createSink({ store }).sink)).toMatchObject({
      holds: [
        { run: HOLDER.run, submissionStartedAtMs: TEST_START_MS, leaseExpiresAtMs: TEST_START_MS + 360_000 },
      ],
      jobs: [],
    })
    expect(await read(sink, OTHER_KEY)).toBeUndefined()
  })

  it('finds the run attempt, even if the target URL lacks it', async () => {
    const logUrl = 'https://github.example/acme/bot/actions/runs/8123/job/99'
    const { store, sink, show } = createSink({ logUrl, commentUrl: () => undefined })
    await sink.acquire(CLAIMS)
    expect((await read(createSink({ store }).sink))?.holds[0]?.run).toEqual(HOLDER.run)
    await show(sampleState())
    expect((await read(createSink({ store }).sink))?.holds[0]?.run).toEqual(HOLDER.run)
  })

  it('does not request its login if there are no statuses', async () => {
    const viewerLogin = () => Promise.reject(new Error('requested'))
    expect(await createSink({ viewerLogin }).sink.read([KEY])).toEqual({ ok: true, value: EMPTY_RECORD })
  })

  it.each([FORBIDDEN, BAD_GATEWAY])('returns the error of a read or a claim: %j', async (error) => {
    const { store, sink } = createSink()
    store.error = error
    expect(await sink.acquire(CLAIMS)).toBe(error)
    expect(store.sent).toEqual([])
    expect(await sink.read([KEY])).toBe(error)
  })

  it.each([FORBIDDEN, BAD_GATEWAY])('returns the error of an announcement: %j', async (error) => {
    const set = jest.fn(() => Promise.resolve(error))
    const { sink } = createSink({ store: { list: () => Promise.resolve({ ok: true, value: [] }), set } })
    expect(await sink.acquire({ requests: { [KEY]: CLAIM, [OTHER_KEY]: CLAIM } })).toBe(error)
    expect(set).toHaveBeenCalledTimes(1)
  })

  it('announces no claim that may not be made', async () => {
    const { store, sink } = createSink()
    const mayClaim = jest.fn(() => false)
    expect(await sink.acquire({ ...CLAIMS, mayClaim })).toMatchObject({ value: { isWritten: false } })
    expect(store.sent).toEqual([])
  })

  it.each([
    [FORBIDDEN, ['The commit status could not be set: Resource not accessible']],
    [BAD_GATEWAY, []],
  ])('warns if reading is forbidden, and not about a transient error: %j', async (error, messages) => {
    const { store, sink, log } = createSink()
    store.error = error
    await sink.read([KEY])
    expect(log.messages('warning')).toEqual(messages)
  })

  it('is no claim of another step to the step that announced it, nor to its post step', async () => {
    const { store, sink } = createSink({ holder: { ...HOLDER, holderId: 'ours' } })
    await sink.acquire(CLAIMS)
    expect(await read(createSink({ store, holder: { ...HOLDER, holderId: 'ours' } }).sink)).toEqual({
      holds: [],
      jobs: [],
    })
    expect(await read(createSink({ store, holder: { ...HOLDER, holderId: 'other' } }).sink)).toMatchObject({
      holds: [{ holderId: 'ours', submissionStartedAtMs: TEST_START_MS }],
    })
  })

  it('announces a renewed claim again before its lease could end during a submission', async () => {
    const { store, sink, clock } = createSink()
    await sink.acquire(CLAIMS)
    await clock.sleep(140_000)
    await sink.acquire(CLAIMS)
    expect(store.sent).toHaveLength(1)
    await clock.sleep(10_000)
    await sink.acquire(CLAIMS)
    await sink.acquire(CLAIMS)
    expect(store.sent).toEqual([store.sent[0], store.sent[0]])
  })

  it('sets no second status for a repeated claim or a write', async () => {
    const { store, sink } = createSink({ holder: { ...HOLDER, holderId: 'a' } })
    const claims = { requests: { [KEY]: { ...CLAIM, holds: [{ ...CLAIM.holds[0]!, holderId: 'a' }] } } }
    for (let n = 0; n < 2; n++)
      expect(await sink.acquire(claims)).toMatchObject({ ok: true, value: { record: claims, isSlow: false } })
    expect(await sink.write(claims)).toEqual({ ok: true, value: { ...EMPTY_RECORD, ...claims } })
    expect(store.sent).toHaveLength(1)
  })

  it('waits longer for other claims if its own was announced late, and reads them', async () => {
    const { store, clock } = createSink()
    const other = createSink({ store, clock, holder: { ...HOLDER, run: runRef(8000), holderId: 'other' } })
    const list = () => clock.sleep(3_000).then(() => store.list())
    const slow = createSink({ store: { list, set: (status) => store.set(status) }, clock }).sink
    const claim = slow.acquire(CLAIMS)
    await clock.sleep(20_000)
    await other.sink.acquire(CLAIMS)
    expect(await claim).toMatchObject({
      value: {
        isSlow: true,
        record: { requests: { [KEY]: { holds: expect.arrayContaining([expect.objectContaining({ holderId: 'other' })]) } } }, // prettier-ignore
      },
    })
  })

  it('makes no claim only because a report shows a spec that waits', async () => {
    const { store, sink, show } = createSink({ holder: { ...HOLDER, holderId: 'a' } })
    await sink.read([KEY])
    await show(sampleState())
    expect(store.descriptions).toEqual([`waiting · run 8123.2 · ${SPEC_SUFFIX}`])
  })

  it('keeps a claim without a search when a report shows its spec', async () => {
    const { store, sink, show } = createSink({ holder: { ...HOLDER, holderId: 'a', neverReuses: true } })
    await sink.acquire(CLAIMS)
    await show(sampleState())
    expect(store.descriptions).toEqual([`being submitted again · run 8123.2 · ${SPEC_SUFFIX}`])
  })

  it('withdraws a claim once, when the submission is left to another step', async () => {
    const { store, sink } = createSink({ holder: { ...HOLDER, holderId: 'a' } })
    const withdrawn = { requests: { [KEY]: requestOf({ ...HOLDER, label: FILE, holderId: 'a' }) } }
    await sink.write(withdrawn)
    await sink.acquire(CLAIMS)
    for (let n = 0; n < 2; n++) await sink.write(withdrawn)
    expect(store.descriptions).toEqual([
      `being submitted · run 8123.2 · ${SPEC_SUFFIX}`,
      `waiting · run 8123.2 · ${SPEC_SUFFIX}`,
    ])
    const reader = createSink({ store, holder: { ...HOLDER, holderId: 'b' } })
    expect(await read(reader.sink)).toMatchObject({ holds: [{ holderId: 'a', submissionStartedAtMs: undefined }] }) // prettier-ignore
  })
})
