import { describe, expect, it } from '@jest/globals'
import { OUTCOMES } from '../../src/jobs/job-status.ts'
import type { Training } from '../../src/jobs/job-state.ts'
import type { GitHubReply } from '../../src/state/comment-store.ts'
import type { Entry } from '../../src/state/record.ts'
import {
  StatusBoard,
  type StatusBoardOptions,
  type CommitStatus,
  type StatusStore,
  type StoredStatus,
} from '../../src/report/commit-status.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { FORBIDDEN, PASSING } from '../fakes/comment-store.ts'
import { RecordingLog } from '../fakes/log.ts'
import { DIGEST, JOB_ID, sampleJob, sampleSpec, sampleTraining } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'

const FILE = 'training/support-bot.yml'
const OTHER_DIGEST = '0b1c2d3e'.repeat(8)
const SPEC = `spec ${DIGEST.slice(0, 12)}`
const ME = { run: { id: '8123', attempt: 2 }, writer: 'w', commit: 'abc1234' }
const RUN_URL = 'https://github.example/acme/bot/actions/runs/8123/attempts/2'
const COMMENT_URL = 'https://github.example/acme/bot/pull/7#issuecomment-101'
const BOT = 'github-actions[bot]'

/** The statuses of one commit in memory; as GitHub does, it gives the newest first. */
class MemoryStatuses implements StatusStore {
  readonly asked: CommitStatus[] = []
  stored: StoredStatus[] = []
  /** The answer to everything, in place of its own. */
  failure: typeof PASSING | undefined

  list(): Promise<GitHubReply<readonly StoredStatus[]>> {
    return Promise.resolve(this.failure ?? { ok: true, value: this.stored })
  }

  set(status: CommitStatus): Promise<GitHubReply<undefined>> {
    this.asked.push(status)
    if (this.failure) return Promise.resolve(this.failure)
    this.say(status)
    return Promise.resolve({ ok: true, value: undefined })
  }

  /** Somebody sets a status, a second after the one before. */
  say(status: Partial<StoredStatus>): void {
    const createdAtMs = TEST_START_MS + 1000 * this.stored.length
    this.stored.unshift({ context: `forge / ${FILE}`, description: '', createdAtMs, author: BOT, ...status })
  }

  get descriptions(): readonly string[] {
    return this.asked.map(({ description }) => description)
  }
}

function openBoard(changes: Partial<StatusBoardOptions> = {}) {
  const store = new MemoryStatuses()
  const log = new RecordingLog()
  const redact = (text: string) => text.replaceAll('S3CRET', '***')
  const self = () => Promise.resolve(BOT)
  const board = new StatusBoard({ store, log, me: ME, self, leg: '', logUrl: RUN_URL, redact, ...changes })
  const show = async (...trainings: Training[]) => {
    board.show(trainings, TEST_START_MS, COMMENT_URL)
    await board.finish()
  }
  return { store, log, board, show }
}

const entry: Entry = {
  digest: DIGEST,
  ...ME,
  atMs: TEST_START_MS,
  aliveUntilMs: TEST_START_MS + 60_000,
  submittingSinceMs: TEST_START_MS,
  jobs: [],
}

const SHOWN = OUTCOMES.filter((outcome) => outcome !== 'valid')

describe('what a commit status shows', () => {
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

  it.each(SHOWN)('is the state of an outcome: %s', async (outcome) => {
    const { store, show } = openBoard()
    await show(sampleTraining({ outcome, job: sampleJob() }))
    expect(store.asked).toEqual([
      {
        state: states[outcome],
        context: `forge / ${FILE}`,
        description: expect.stringMatching(new RegExp(`^[a-z]+.* · job ${JOB_ID} · ${SPEC}$`)),
        targetUrl: COMMENT_URL,
      },
    ])
  })

  it('is nothing of a closed pull request, which a branch rule could take for a model', async () => {
    const { store, show } = openBoard()
    await show(sampleTraining({ outcome: 'valid' }))
    expect(store.asked).toEqual([])
  })

  it.each([
    [undefined, 'being submitted'],
    ['QUEUED', 'queued'],
    ['RUNNING', 'training'],
    ['SUCCESS', 'trained, waiting for the name of the model'],
    ['RETRIED_ON_ANOTHER_CLUSTER', 'in a state that this action does not know'],
  ])('of a job that goes on is how far it is: %s', async (status, words) => {
    const { store, show } = openBoard()
    await show(sampleTraining(status === undefined ? {} : { job: sampleJob({ status }) }))
    const who = status === undefined ? 'run 8123.2' : `job ${JOB_ID}`
    expect(store.asked).toMatchObject([{ state: 'pending', description: `${words} · ${who} · ${SPEC}` }])
  })

  it('is the problem of a spec that cannot be read, and nothing of a job without a spec', async () => {
    const { store, show } = openBoard()
    await show(
      { label: 'b.yml', outcome: 'invalid', timeline: [], notes: [] },
      { label: JOB_ID, outcome: 'failed', job: sampleJob(), timeline: [], notes: [] },
      { label: 'c.yml', timeline: [], notes: [] },
    )
    expect(store.asked).toMatchObject([
      { context: 'forge / b.yml', state: 'failure', description: 'not valid' },
    ])
  })

  it.each([
    ['', `forge / ${FILE}`],
    ['small, 1', `forge / ${FILE} (small, 1)`],
  ])('belongs to a spec and the matrix leg %j', async (leg, context) => {
    const { store, show, board } = openBoard({ leg })
    await board.claim({ [FILE]: entry })
    await show(sampleTraining({ outcome: 'succeeded' }))
    expect(store.asked.map((status) => status.context)).toEqual([context, context])
  })

  it('has a name that GitHub takes, and that is the same each time, however long its spec and leg are', async () => {
    const { store, board, show } = openBoard({ leg: 'x'.repeat(300) })
    await board.claim({ [FILE]: entry, 'b.yml': entry })
    await show(sampleTraining({ job: sampleJob() }))
    const [a, b, again] = store.asked.map(({ context }) => context)
    expect(a).toMatch(/^forge \/ training\/support-bot.yml \(x+…[0-9a-f]{12}$/)
    expect(a).toHaveLength(255)
    expect(b).not.toBe(a)
    expect(again).toBe(a)
    expect(await board.read({ [FILE]: DIGEST })).toMatchObject({
      value: { entries: { [FILE]: { jobs: [{}] } } },
    })
  })

  it('links to the log until there is a comment', async () => {
    const { store, board } = openBoard()
    board.show([sampleTraining()], TEST_START_MS, undefined)
    board.show([sampleTraining({ outcome: 'failed' })], TEST_START_MS, COMMENT_URL)
    await board.finish()
    expect(store.asked.map(({ targetUrl }) => targetUrl)).toEqual([RUN_URL, COMMENT_URL])
  })

  it.each([
    [255, `forge / ${'x'.repeat(247)}`],
    [256, `forge / ${'x'.repeat(234)}…`],
  ])('has the whole name of a spec while that fits: %d', async (length, context) => {
    const { store, show } = openBoard()
    await show(sampleTraining({ spec: sampleSpec({ label: 'x'.repeat(length - 'forge / '.length) }) }))
    expect(store.asked.map((status) => status.context)).toEqual([expect.stringContaining(context)])
    expect(store.asked[0]?.context).toHaveLength(255)
  })

  it('has no more characters than GitHub takes also where a secret is shorter than what stands for it', async () => {
    const { store, show } = openBoard({ redact: (text) => text.replaceAll('a', '***') })
    await show(sampleTraining({ job: sampleJob({ id: 'a'.repeat(90) }) }))
    expect(store.descriptions[0]).toHaveLength(140)
  })

  it('has no more characters than GitHub takes, and no secret', async () => {
    const { store, show } = openBoard()
    await show(sampleTraining({ job: sampleJob({ id: `S3CRET${'x'.repeat(122)}` }) }))
    const [description = ''] = store.descriptions
    expect(description.length).toBeLessThanOrEqual(140)
    expect(description).toMatch(new RegExp(`^training · job \\*{3}x{50,} · ${SPEC}$`))
  })
})

describe('statuses', () => {
  it('are sent again only where they changed', async () => {
    const { store, show } = openBoard()
    const other = sampleTraining({ spec: sampleSpec({ label: 'b.yml' }) })
    await show(sampleTraining(), other)
    await show(sampleTraining({ job: sampleJob({ status: 'QUEUED' }) }), other)
    await show(sampleTraining({ job: sampleJob({ status: 'QUEUED', modifiedAt: 7 }) }), other)
    await show(sampleTraining({ outcome: 'succeeded', job: sampleJob({ status: 'SUCCESS' }) }), other)
    expect(store.asked.map(({ context, state }) => [context, state])).toEqual([
      [`forge / ${FILE}`, 'pending'],
      ['forge / b.yml', 'pending'],
      [`forge / ${FILE}`, 'pending'],
      [`forge / ${FILE}`, 'success'],
    ])
  })

  it('are set one after the other, in the order in which things happened', async () => {
    const { store, board } = openBoard()
    const waiting: (() => void)[] = []
    const set = store.set.bind(store)
    store.set = async (status) => {
      await new Promise<void>((resolve) => waiting.push(resolve))
      return set(status)
    }
    const going = sampleTraining({ job: sampleJob() })
    for (const training of [sampleTraining(), going, { ...going, outcome: 'succeeded' as const }])
      board.show([training], TEST_START_MS, undefined)
    for (let n = 0; n < 3; n++) {
      await new Promise((resolve) => setImmediate(resolve))
      expect(waiting).toHaveLength(1)
      waiting.shift()?.()
    }
    await board.finish()
    expect(store.descriptions.map((words) => words.split(' · ')[0])).toEqual([
      'being submitted', 'training', 'trained',
    ]) // prettier-ignore
  })

  it('that may not be set are told of once, and never tried again', async () => {
    const { store, show, log } = openBoard()
    store.failure = FORBIDDEN
    await show(sampleTraining(), sampleTraining({ spec: sampleSpec({ label: 'b.yml' }) }))
    await show(sampleTraining({ outcome: 'succeeded' }))
    expect(store.asked).toHaveLength(1)
    expect(log.annotations).toEqual([
      { level: 'warning', message: 'The commit status could not be set: Resource not accessible' },
    ])
  })

  it('that GitHub fails to set are told of once, and tried again with the next ones', async () => {
    const { store, show, log } = openBoard()
    store.failure = PASSING
    await show(sampleTraining())
    await show(sampleTraining())
    store.failure = undefined
    await show(sampleTraining())
    await show(sampleTraining())
    expect(store.asked).toHaveLength(3)
    expect(store.stored).toHaveLength(1)
    expect(log.messages('warning')).toEqual(['The commit status could not be set: HTTP 502: Bad Gateway'])
  })
})

describe('a run that finds its job by the status', () => {
  const read = async (board: StatusBoard, digest = DIGEST) => {
    const reply = await board.read({ [FILE]: digest })
    return reply.ok ? reply.value.entries[FILE] : undefined
  }

  it.each(SHOWN)('reads what another has shown: %s', async (outcome) => {
    const { store, show } = openBoard()
    await show(sampleTraining({ outcome, job: sampleJob() }))
    expect(await read(openBoard({ store }).board)).toMatchObject({
      digest: DIGEST,
      jobs: [{ id: JOB_ID, digest: DIGEST, isHearsay: true, atMs: TEST_START_MS }],
    })
  })

  it('finds all jobs of its spec, the newest first and each once', async () => {
    const { store, board } = openBoard()
    for (const n of [1, 2, 2, 1]) store.say({ description: `training · job ${jobId(n)} · ${SPEC}` })
    store.say({ description: `superseded · ${SPEC}`, targetUrl: RUN_URL })
    const found = await read(board)
    expect(found?.jobs.map(({ id }) => id)).toEqual([jobId(1), jobId(2)])
    expect(found?.jobs.every(({ isOpen }) => isOpen)).toBe(true)
    expect(found).not.toHaveProperty('submittingSinceMs')
    expect(found?.run).toEqual({ id: '8123', attempt: 2 })
  })

  it.each<[string, Partial<StoredStatus>]>([
    ['of somebody else', { author: 'mallory' }],
    ['of nobody', { author: '' }],
    ['of another spec', { context: 'forge / b.yml' }],
    ['of another leg', { context: `forge / ${FILE} (small)` }],
    ['of an earlier content', { description: `trained · job ${JOB_ID} · spec ${OTHER_DIGEST.slice(0, 12)}` }],
    ['with something behind it', { description: `trained · job ${JOB_ID} · ${SPEC} and more` }],
    ['without a digest', { description: `trained · job ${JOB_ID}` }],
  ])('does not believe a status %s', async (_, changes) => {
    const { store, board } = openBoard()
    store.say({ description: `trained · job ${JOB_ID} · ${SPEC}`, ...changes })
    expect(await board.read({ [FILE]: DIGEST })).toEqual({ ok: true, value: { entries: {} } })
  })

  it('takes no other word for a job', async () => {
    const { store, board } = openBoard()
    store.say({ description: `training · job ../../${JOB_ID} · ${SPEC}` })
    store.say({ description: `training · job ${JOB_ID.slice(0, -1)}g · ${SPEC}` })
    expect(await read(board)).toMatchObject({ jobs: [] })
  })

  it('reads several specs, each by its own status', async () => {
    const { board, show } = openBoard()
    const b = sampleSpec({ label: 'b.yml', digest: OTHER_DIGEST })
    await show(
      sampleTraining({ job: sampleJob() }),
      sampleTraining({ spec: b, job: sampleJob({ id: jobId(2) }) }),
    )
    const reply = await board.read({ [FILE]: DIGEST, 'b.yml': OTHER_DIGEST, 'c.yml': DIGEST })
    expect(reply).toMatchObject({
      value: { entries: { [FILE]: { jobs: [{ id: JOB_ID }] }, 'b.yml': { jobs: [{ id: jobId(2) }] } } },
    })
    expect(reply.ok && Object.keys(reply.value.entries)).toHaveLength(2)
  })

  it('sees that another is about to submit it, and until when that one is believed to live', async () => {
    const { store, board } = openBoard()
    expect(await board.claim({ [FILE]: entry })).toEqual({ ok: true, value: { entries: { [FILE]: entry } } })
    expect(store.asked).toEqual([
      {
        state: 'pending',
        context: `forge / ${FILE}`,
        description: `being submitted · run 8123.2 · ${SPEC}`,
        targetUrl: RUN_URL,
      },
    ])
    expect(await read(openBoard({ store }).board)).toMatchObject({
      run: ME.run,
      submittingSinceMs: TEST_START_MS,
      aliveUntilMs: TEST_START_MS + 360_000,
      jobs: [],
    })
    expect(await read(board, OTHER_DIGEST)).toBeUndefined()
  })

  it('tells an attempt that goes on from one that is over, whatever its link says', async () => {
    const logUrl = 'https://github.example/acme/bot/actions/runs/8123/job/99'
    const { store, board } = openBoard({ logUrl })
    await board.claim({ [FILE]: entry })
    expect((await read(openBoard({ store }).board))?.run).toEqual(ME.run)
    board.show([sampleTraining()], TEST_START_MS, COMMENT_URL)
    await board.finish()
    expect((await read(openBoard({ store }).board))?.run).toEqual(ME.run)
  })

  it('asks nobody who it is where there are no statuses', async () => {
    const self = () => Promise.reject(new Error('asked'))
    expect(await openBoard({ self }).board.read({ [FILE]: DIGEST })).toEqual({
      ok: true,
      value: { entries: {} },
    })
  })

  it.each([FORBIDDEN, PASSING])('is told that they cannot be read, or claimed: %j', async (failure) => {
    const { store, board } = openBoard()
    store.failure = failure
    expect(await board.claim({ [FILE]: entry, 'b.yml': entry })).toBe(failure)
    expect(store.asked).toHaveLength(1)
    expect(await board.read({ [FILE]: DIGEST })).toBe(failure)
  })

  it.each([
    [FORBIDDEN, ['The commit status could not be set: Resource not accessible']],
    [PASSING, []],
  ])(
    'tells that they may not be read, and not that GitHub fails for a moment: %j',
    async (failure, messages) => {
      const { store, board, log } = openBoard()
      store.failure = failure
      await board.read({ [FILE]: DIGEST })
      expect(log.messages('warning')).toEqual(messages)
    },
  )

  it('claims what it has claimed already, and writes what it shows anyway', async () => {
    const { store, board } = openBoard()
    const claimed = { ok: true, value: { entries: { [FILE]: entry } } }
    for (let n = 0; n < 2; n++) expect(await board.claim({ [FILE]: entry })).toEqual(claimed)
    expect(await board.write({ [FILE]: entry })).toEqual(claimed)
    expect(store.asked).toHaveLength(1)
  })
})
