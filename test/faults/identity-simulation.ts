import type { LeaseHolder } from '../../src/state/lease.ts'
import { createCodec, readRecord } from '../../src/state/record-codec.ts'
import { requestKey, type CommentRecord } from '../../src/state/record.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'
import { haveSameWorkflow } from '../../src/state/owner.ts'
import { FakeEnvironment, FakeRun } from '../fakes/command-context.ts'
import { FORBIDDEN, type ErrorResult } from '../fakes/comment-store.ts'
import { CLAIM_FENCE_MS } from '../../src/timeouts.ts'
import { neverSettles } from '../fakes/never-settles.ts'
import type { ApiError } from '../../src/jobs/api.ts'
import { INTERRUPTED } from '../fakes/forge-api.ts'
import type { IdentityEvidence, ModelCall, ModelStep } from './identity-evidence.ts'
import { createSyncStep, runSync } from './identity-sync.ts'
import { seededRandom } from '../fakes/random.ts'
import { runRef, SERVICE } from '../state/samples.ts'
import {
  REQUEST_NAMES,
  type IdentityEvent,
  type IdentitySchedule,
  type RequestName,
  type StepEvent,
  type SyncEvent,
} from './identity-schedule.ts'

/** As in those of the action, the first six characters are those of the workflow. */
const OWNERS = ['train:first', 'train:second', 'other:first', 'train:first by hand'] as const
const isByHand = (owner: string): boolean => owner.endsWith(' by hand')
/** On a pull request, a step has one comment for all that its runs are about. */
const commentKeyOf = (owner: string): string => owner.replace(' by hand', '')

const MINUTE = 60_000
const JOB_MS = 45 * MINUTE
const SYNC_RUN_ID = 900_000
/** From the start of a step until others can see what it asks for, and have decided with that knowledge. */
const START_MS = 15_000
/** From the end of a suspension until the leases of the step are renewed. */
const RENEWAL_MS = 2 * MINUTE
/** A post step has time for two announcements. If both are lost, it cancels jobs that others may follow. */
const ANNOUNCEMENT_ROUNDS_MS = 20_000
const STEPS: Readonly<Record<RequestName, number>> = { a: 1001, b: 1002, c: 1003 }
const datasetOf = (name: RequestName): string => `7c9e6679-7425-40de-944b-e07fc1f9${STEPS[name]}`

const documentOf = (name: RequestName, looksAlike: boolean): string => `job_type: supervised_fine_tuning
model_config: { base_model: small }
dataset_ids: [${datasetOf(name)}]
hyperparameters: { learning_rate: 1.0e-5, training_steps: ${looksAlike ? 1000 : STEPS[name]} }
`

function filesOf(
  { requests, isOneFile, fileName }: StepEvent,
  looksAlike: boolean,
): Readonly<Record<string, string>> {
  const documents = requests.map((name) => documentOf(name, looksAlike))
  return isOneFile
    ? { [`all${fileName}.yml`]: documents.join('---\n') }
    : Object.fromEntries(documents.map((document, n) => [`${n}-${fileName}.yml`, document]))
}

/** Runs a schedule until all its steps have ended. */
export function runIdentitySchedule(schedule: IdentitySchedule): Promise<IdentityEvidence> {
  return new IdentitySimulation(schedule).run()
}

class IdentitySimulation {
  readonly #schedule: IdentitySchedule
  readonly #random: () => number
  readonly #environment = new FakeEnvironment({
    statuses: [
      [0, 'QUEUED'],
      [MINUTE, 'RUNNING'],
      [JOB_MS, 'SUCCESS'],
    ],
    model: 'ft:x',
    cancelDelayMs: 1_000,
  })
  readonly #steps: ModelStep[] = []
  readonly #syncs: ModelStep[] = []
  readonly #calls: ModelCall[] = []
  readonly #submitters = new Map<string, ModelStep>()
  readonly #ends: Promise<void>[] = []
  #runCount = 0
  #headSha = ''
  #refusalsLeft = 0
  #refusal: ErrorResult = FORBIDDEN
  #losesNextWrite = false
  #lostMs = -Infinity
  #deletedMs = -Infinity

  constructor(schedule: IdentitySchedule) {
    this.#schedule = schedule
    this.#random = seededRandom(schedule.seed)
    const { conversation, clock, api } = this.#environment
    const { lagMs, latencyMs } = schedule
    conversation.listBehavior = { random: this.#random, lagMs, isShuffled: true }
    const pause = async (): Promise<undefined> => {
      await clock.sleep((this.#random() * latencyMs) / 2)
      return undefined
    }
    conversation.beforeCall = async () => {
      await pause()
      return this.#refusalsLeft-- > 0 ? this.#refusal : undefined
    }
    conversation.afterCall = pause
    conversation.losesWrite = () => {
      const isLost = this.#losesNextWrite
      this.#losesNextWrite = false
      if (isLost) this.#lostMs = clock.now()
      return isLost
    }
    api.clockOffsetMs = schedule.serviceClockOffsetMs
    api.script = () => ({ durationMs: this.#random() * latencyMs })
  }

  async run(): Promise<IdentityEvidence> {
    const { clock, api } = this.#environment
    for (const event of this.#schedule.events) {
      await clock.sleep(event.afterMs)
      this.#apply(event)
    }
    await Promise.all(this.#ends)
    const jobs = api.jobs.map(({ id, createdMs }) => ({
      id,
      request: this.#requestOf(id),
      isLive: this.#isLive(id),
      endMs: createdMs + JOB_MS,
      submittedBy: this.#submitters.get(id),
    }))
    return { schedule: this.#schedule, steps: this.#steps, syncs: this.#syncs, calls: this.#calls, jobs }
  }

  #apply(event: IdentityEvent): void {
    const running = this.#steps.findLast(({ end }) => end === 'running')
    switch (event.kind) {
      case 'step':
        this.#start(event)
        break
      case 'kill':
        if (running === undefined) break
        running.run.kill()
        running.end = 'killed'
        break
      case 'cancel':
        // The runner kills a step that does not react.
        if (running === undefined || this.#isSuspended(running)) break
        running.end = 'cancelled'
        this.#ends.push(running.run.cancel())
        break
      case 'suspension':
        if (running === undefined) break
        // A later one does not end an earlier one.
        running.suspendedUntilMs = Math.max(
          running.suspendedUntilMs ?? -Infinity,
          this.#environment.clock.now() + event.durationMs,
        )
        running.run.suspend(event.durationMs, event.what)
        break
      case 'sync':
        this.#ends.push(this.#sync(event))
        break
      case 'edit':
        this.#edit(event.change)
        break
      case 'lost write':
        this.#losesNextWrite = this.#environment.clock.now() - this.#lostMs > ANNOUNCEMENT_ROUNDS_MS
        break
      case 'refusal':
        // The GitHub client does not believe the first ones.
        this.#refusal = { ...FORBIDDEN, isPermanent: false, isNotFound: event.isNotFound }
        this.#refusalsLeft = event.calls
        break
      case 'forge':
        this.#forge(event)
    }
  }

  #start(event: StepEvent): void {
    const owner = OWNERS[event.owner] ?? ''
    const previous = this.#steps.findLast(({ holder }) => holder.owner === owner)
    // An attempt starts after all steps of the previous one have ended.
    const isRerun =
      event.isRerun &&
      previous !== undefined &&
      this.#steps.every(({ holder, end }) => holder.run.id !== previous.holder.run.id || end !== 'running')
    const newest = this.#steps.at(-1)
    // Two steps of one attempt with the same owner are another matter: they are ambiguous.
    const isOfSameRun =
      event.isOfSameRun &&
      newest?.end === 'running' &&
      haveSameWorkflow(newest.holder.owner, owner) &&
      isByHand(newest.holder.owner) === isByHand(owner) &&
      !this.#steps.some(({ holder }) => holder.run.id === newest.holder.run.id && holder.owner === owner)
    const sameRun = isRerun ? previous.holder : isOfSameRun ? newest.holder : undefined
    const isDuplicateRun = event.isDuplicateRun && sameRun === undefined && previous?.isNewest === true
    const id = sameRun?.run.id ?? String(++this.#runCount)
    const commit = sameRun?.commit ?? (isDuplicateRun ? previous.holder.commit : `commit ${id}`)
    const isOfNewCommit = sameRun === undefined && !isDuplicateRun
    const isNotHead = isOfNewCommit
      ? event.isNotHead || isByHand(owner) || undefined
      : (sameRun ?? previous?.holder)?.isNotHead
    if (isOfNewCommit && !isNotHead) this.#headSha = commit
    // A step asks for the same in all runs for one commit.
    const repeated = this.#steps.find(({ holder }) => holder.owner === owner && holder.commit === commit)
    const run = new FakeRun(this.#environment, {
      files: filesOf(repeated?.event ?? event, this.#schedule.looksAlike),
      id,
      attempt: (sameRun?.run.attempt ?? 1) + (isRerun ? 1 : 0),
      commit,
      isNotHead,
      owner,
      codec: createCodec(commentKeyOf(owner), '7001#7', `forge-key ${event.key}`),
      inputs: { waitFor: event.waitFor, reuse: event.reuse },
      clockOffsetMs: event.clockOffsetMs,
    })
    for (const each of this.#steps) if (isReplaced(each.holder, run.holder)) each.isNewest = false
    const step: ModelStep = {
      event: repeated === undefined ? event : { ...event, requests: repeated.event.requests },
      holder: run.holder,
      run,
      startedMs: this.#environment.clock.now(),
      isNewest: true,
      end: 'running',
    }
    this.#observe(step)
    this.#steps.push(step)
    const end = run.execute().then((result) => {
      step.result = result
      if (step.end === 'running') step.end = 'completed'
    })
    this.#ends.push(Promise.race([end, run.killed]))
  }

  async #sync(event: SyncEvent): Promise<void> {
    const id = String(SYNC_RUN_ID + this.#syncs.length)
    const step = { ...createSyncStep(this.#environment, id), sync: event }
    this.#observe(step)
    this.#syncs.push(step)
    const situation = { steps: this.#steps, headSha: this.#headSha }
    await runSync(step, event, this.#environment, situation)
    step.end = 'completed'
  }

  /** Records the submissions and cancellations of a step. */
  #observe(step: ModelStep): void {
    const { api } = this.#environment
    let { loses } = step.event
    const lose = async (): Promise<{ ok: false; error: ApiError }> => {
      if (!step.event.isKilledThen) return { ok: false, error: INTERRUPTED }
      step.run.kill()
      step.end = 'killed'
      return neverSettles()
    }
    step.run.wrapApi = (real) => ({
      get: (id) => real.get(id),
      list: (page, size) => real.list(page, size),
      create: async (request, key) => {
        const lost = loses
        loses = 'nothing'
        if (lost === 'submission') {
          await this.#environment.clock.sleep(this.#random() * this.#schedule.latencyMs)
          return lose()
        }
        const before = api.jobs.length
        // The service creates the job at once, and answers later.
        const response = real.create(request, key)
        const job = api.jobs[before]
        if (job !== undefined) {
          this.#submitters.set(job.id, step)
          this.#record('accepted', job.id, step)
        }
        const result = await response
        return lost === 'response' ? lose() : result
      },
      cancel: (id) => {
        if (this.#isLive(id)) this.#record('cancelled', id, step)
        return real.cancel(id)
      },
    })
  }

  #record(kind: ModelCall['kind'], jobId: string, sender: ModelStep): void {
    const request = this.#requestOf(jobId)
    const others = this.#environment.api.jobs
      .map(({ id }) => id)
      // A job that a user asked for in addition is one more.
      .filter((id) => this.#submitters.get(id)?.event.reuse !== false)
      .filter((id) => id !== jobId && this.#requestOf(id) === request && this.#isLive(id))
    const hasOwnJob = others.some((id) => this.#submitters.get(id) === sender)
    const liveJobs = others.filter((id) => this.#isRecorded(id))
    const steps = this.#steps.map((step) => ({
      step,
      isRunning: step.end === 'running' && !this.#isSuspended(step),
      isVisible: this.#environment.clock.now() - step.startedMs > START_MS && !this.#isForgotten(step),
      isNewest: step.isNewest,
      jobIds: this.#isForgotten(step) ? [] : followedIds(step),
      settled: settledRequests(step),
    }))
    const namedIds = this.#namedIds(request)
    this.#calls.push({ kind, jobId, request, sender, liveJobs, namedIds, hasOwnJob, steps })
  }

  /** Ids of the jobs that the comments have for a request, whoever signed them. */
  #namedIds(request: RequestName): ReadonlySet<string> {
    const { conversation, codec } = this.#environment
    const key = requestKey(this.#digests.get(request) ?? '', SERVICE)
    const jobs = conversation.comments.flatMap(
      ({ body }) => readRecord(codec, body).requests[key]?.jobs ?? [],
    )
    return new Set(jobs.map(({ id }) => id))
  }

  /** A deleted comment makes its jobs unknown, and those that are submitted with a claim that it contained. */
  #isRecorded(id: string): boolean {
    const job = this.#environment.api.jobs.find((each) => each.id === id)
    return job !== undefined && job.createdMs > this.#deletedMs + CLAIM_FENCE_MS
  }

  /** Others need not respect a lease that may have expired, until the step has renewed it. */
  #isSuspended({ suspendedUntilMs = -Infinity }: ModelStep): boolean {
    return this.#environment.clock.now() < suspendedUntilMs + RENEWAL_MS
  }

  /** What a step recorded may have been in a deleted comment. */
  #isForgotten({ startedMs }: ModelStep): boolean {
    return startedMs <= this.#deletedMs
  }

  /** Whether the job runs, or has succeeded, and was not asked to stop. */
  #isLive(id: string): boolean {
    const job = this.#environment.api.jobs.find((each) => each.id === id)
    return job !== undefined && job.cancelRequestedMs === undefined
  }

  #requestOf(id: string): RequestName {
    const { request } = this.#environment.api.jobs.find((each) => each.id === id) ?? {}
    return nameOf(request) ?? 'a'
  }

  #edit(change: Extract<IdentityEvent, { kind: 'edit' }>['change']): void {
    const { conversation, clock } = this.#environment
    const [comment] = conversation.comments
    if (comment === undefined) return
    if (change === 'deletion') {
      conversation.deleteComment(comment.id)
      this.#deletedMs = clock.now()
      return
    }
    const [marker = '', ...text] = comment.body.split('\n')
    const body =
      change === 'line on top' ? `Look here:\n\n${comment.body}` : `${text.join('\n')}\n\n${marker}`
    conversation.replaceComment(comment.id, body)
  }

  /** Every workflow of the repository can write comments of our login. */
  #forge({ request, claims }: Extract<IdentityEvent, { kind: 'forge' }>): void {
    const { api, conversation, clock } = this.#environment
    const codec = createCodec('forged', '7001#7', 'a guess')
    const digest = this.#digests.get(request)
    if (digest === undefined) return
    const run = runRef(claims === 'a newer run' ? 999_999 : 1)
    const [owner] = OWNERS
    const jobId = api.jobs.find(({ id }) => this.#requestOf(id) !== request)?.id
    const hold = {
      holderId: 'forged',
      owner,
      run,
      commit: 'forged',
      label: 'forged.yml',
      atMs: clock.wall(),
      leaseExpiresAtMs: clock.wall() + 4 * MINUTE,
      ...(claims === 'a submission' ? { submissionStartedAtMs: clock.wall() - 20 * 24 * 60 * MINUTE } : {}),
    }
    const job = {
      id: jobId ?? 'no-job',
      owner,
      run,
      atMs: 1,
      isUnfinished: true,
      provenance: 'submitted' as const,
    }
    const record: CommentRecord = {
      run,
      requests: {
        [requestKey(digest, SERVICE)]: { holds: [hold], jobs: claims === 'a job' ? [job] : [] },
      },
      ambiguousOwners: [],
    }
    conversation.addComment(conversation.login, `${codec.encode?.(record) ?? ''}\nA report`)
  }

  /** The digests of the requests that some step has loaded. */
  get #digests(): ReadonlyMap<RequestName, string> {
    const digests = new Map<RequestName, string>()
    for (const { run } of this.#steps) {
      for (const { spec } of run.reporter.states) {
        const name = nameOf(spec?.request)
        if (spec !== undefined && name !== undefined) digests.set(name, spec.digest)
      }
    }
    return digests
  }
}

/** Ids of the jobs that a step follows. */
function followedIds({ run }: ModelStep): readonly string[] {
  return run.reporter.states.flatMap(({ job, outcome }: JobState) =>
    job !== undefined && outcome === undefined ? [job.id] : [],
  )
}

function settledRequests({ run }: ModelStep): ReadonlySet<RequestName> {
  const names = run.reporter.states.flatMap(({ spec, outcome }) =>
    outcome === undefined ? [] : (nameOf(spec?.request) ?? []),
  )
  return new Set(names)
}

function nameOf(request: TrainingRequest | undefined): RequestName | undefined {
  return REQUEST_NAMES.find((name) => request?.dataset_ids?.[0] === datasetOf(name))
}

/** Of the runs of a step for one commit, each is as new as the others. What is not the head does not replace it. */
function isReplaced(older: LeaseHolder, newer: LeaseHolder): boolean {
  if (newer.isNotHead && !older.isNotHead) return false
  const isSameRun = older.run.id === newer.run.id
  return (
    older.owner === newer.owner &&
    (isSameRun || (older.commit !== newer.commit && Number(older.run.id) < Number(newer.run.id)))
  )
}
