import type { CompletedRun, FakeRun } from '../fakes/command-context.ts'
import type { ActKind } from '../../src/policy/policy.ts'
import { createCodec, type DecodedRecord, type RecordCodec } from '../../src/state/record-codec.ts'
import { ApprovedEnvironment, specOf } from '../fakes/approvals.ts'
import type { JobLifecycle } from '../fakes/forge-api.ts'
import { parseSpecs } from '../../src/job-spec/load.ts'
import {
  POLICIES,
  REQUESTS,
  type ApprovalEvent,
  type ApprovalSchedule,
  type Person,
  type RequestName,
} from './model-schedule.ts'

/** By which somebody could approve. Times are those of the clock, not cut. */
export interface ModelAct {
  readonly kind: ActKind
  readonly who: Person
  readonly atMs: number
  /** Empty if it is about what was shown. */
  readonly named: readonly RequestName[]
  /** When it was taken back for good: the label removed, the comment edited, the review dismissed. */
  endMs: number
}

/** What our comments show from a moment on. */
export interface Display {
  readonly atMs: number
  readonly shown: readonly RequestName[]
}

export interface ModelRun {
  readonly run: FakeRun
  readonly startedMs: number
  endedMs: number
  result?: CompletedRun
}

export interface ModelJob {
  readonly id: string
  readonly request: RequestName
  readonly createdMs: number
  /** Ids of the jobs for the same request that can still succeed. */
  readonly live: readonly string[]
}

interface Timed<T> {
  readonly atMs: number
  readonly value: T
}

export interface ApprovalHistory {
  readonly acts: ModelAct[]
  readonly reviews: Timed<{ readonly who: Person; readonly state: string }>[]
  readonly pushes: Timed<{ readonly who: Person; readonly requests: readonly RequestName[] }>[]
  readonly roles: Timed<{ readonly who: Person; readonly role: string }>[]
  readonly policies: Timed<(typeof POLICIES)[number]>[]
  readonly displays: Display[]
  /** When somebody edited our comment. */
  readonly edits: number[]
  readonly runs: ModelRun[]
  readonly jobs: ModelJob[]
}

const MINUTE = 60_000
const EUROS: Readonly<Record<RequestName, number>> = { a: 8, b: 9, c: 10 }
const textOf = (name: RequestName): string => specOf(EUROS[name])
const digestOf = (name: RequestName): string =>
  parseSpecs('a.yml', Buffer.from(textOf(name)), { allowUnknownFields: false, waitsForJob: false }).specs[0]
    ?.digest ?? ''
const DIGESTS = new Map(REQUESTS.map((name) => [digestOf(name), name]))
export const requestOf = (digest = ''): RequestName | undefined => DIGESTS.get(digest)
const lifecycle = (fails: boolean): JobLifecycle => ({
  statuses: [
    [0, 'RUNNING'],
    [5 * MINUTE, fails ? 'FAILED' : 'SUCCESS'],
  ],
  model: 'ft:x',
  cancelDelayMs: 1_000,
})

/** Plays a schedule until all runs have ended. Before it, olga pushes `a`, and our comment shows it. */
export function playApprovals(schedule: ApprovalSchedule): Promise<ApprovalHistory> {
  return new ApprovalSimulation(schedule).play()
}

class ApprovalSimulation {
  readonly #schedule: ApprovalSchedule
  readonly #environment: ApprovedEnvironment
  readonly #codec = withCache(createCodec('k', '7001#7', 'forge-key'))
  readonly #ends: Promise<void>[] = []
  readonly #history: ApprovalHistory = {
    acts: [],
    reviews: [],
    pushes: [],
    roles: [],
    policies: [],
    displays: [],
    edits: [],
    runs: [],
    jobs: [],
  }
  /** Texts of our comment that somebody has edited. */
  readonly #editedTexts = new Set<string>()
  #requests: readonly RequestName[] = []
  #comments: { readonly id: number; readonly act: ModelAct }[] = []
  #reviews: { readonly id: number; readonly act: ModelAct }[] = []
  #label: ModelAct | undefined
  #commitCount = 0

  constructor(schedule: ApprovalSchedule) {
    this.#schedule = schedule
    this.#environment = new ApprovedEnvironment(...schedule.failures.map(lifecycle), lifecycle(false))
    const { conversation, clock, api } = this.#environment
    conversation.beforeCall = async () => {
      if (schedule.latencyMs > 0) await clock.sleep(schedule.latencyMs)
      return undefined
    }
    conversation.afterCall = () => {
      this.#saveDisplay()
      return undefined
    }
    api.onCall = ({ operation, request }) => {
      if (operation === 'create') this.#saveJob(request?.hyperparameters?.training_steps)
    }
  }

  async play(): Promise<ApprovalHistory> {
    const { clock } = this.#environment
    for (const [who, role] of [
      ['ada', 'maintain'],
      ['bob', 'maintain'],
      ['eve', 'write'],
    ] as const)
      this.#setRole(who, role)
    this.#history.policies.push({ atMs: 0, value: POLICIES[0] })
    this.#apply({ kind: 'push', who: 'olga', requests: ['a'], isSilent: false, afterMs: 0 })
    await Promise.all(this.#ends)
    for (const event of this.#schedule.events) {
      await clock.sleep(event.afterMs)
      this.#apply(event)
    }
    await Promise.all(this.#ends)
    // A request for changes in the same second would withdraw it.
    await clock.sleep(1_000)
    await this.#approveAll()
    return this.#history
  }

  /** At last, ada approves everything by name. Without the list of pushes, bob must do so, too. */
  async #approveAll(): Promise<void> {
    this.#apply({ kind: 'policy', policy: 0, afterMs: 0 })
    for (const who of this.#environment.pull.isBranchDeleted
      ? (['ada', 'bob'] as const)
      : (['ada'] as const)) {
      this.#setRole(who, 'maintain')
      this.#comment(who, this.#requests)
    }
    await Promise.all(this.#ends)
  }

  get #nowMs(): number {
    return this.#environment.clock.now()
  }

  #apply(event: ApprovalEvent): void {
    const { pull } = this.#environment
    switch (event.kind) {
      case 'push':
      case 'rebase':
        return this.#push(event, event.kind === 'push' ? event.requests : this.#requests)
      case 'train':
        return this.#comment(event.who, event.requests)
      case 'review':
        return this.#review(event.who, event.state)
      case 'dismiss':
      case 'dismiss by push':
        return this.#dismiss(event.kind === 'dismiss')
      case 'label':
      case 'unlabel':
        return this.#toggleLabel(event.who, event.kind === 'label')
      case 'edit comment':
        return this.#editComment()
      case 'edit ours':
        return this.#editOurs()
      case 'rerun':
        return this.#start()
      case 'role':
        return this.#setRole(event.who, event.role)
      case 'policy':
        this.#history.policies.push({ atMs: this.#nowMs, value: POLICIES[event.policy] ?? POLICIES[0] })
        return
      case 'close':
        pull.close(event.isMerged)
        pull.isBranchDeleted = event.isMerged
        return this.#start()
    }
  }

  #push(
    { who, isSilent }: { readonly who: Person; readonly isSilent: boolean },
    requests: readonly RequestName[],
  ): void {
    const { pull } = this.#environment
    if (pull.pullRequest.isClosed) return
    this.#requests = requests
    pull.push(`commit-${++this.#commitCount}`, who)
    this.#history.pushes.push({ atMs: this.#nowMs, value: { who, requests } })
    if (!isSilent) this.#start({ pusher: who })
  }

  #start({ pusher, isAct = false }: { pusher?: Person; isAct?: boolean } = {}): void {
    const environment = this.#environment
    const { headSha, isClosed, isMerged } = environment.pull.pullRequest
    environment.pullRequest = { headSha, isClosed, isMerged }
    const { from, by } = this.#history.policies.at(-1)?.value ?? POLICIES[0]
    const run = environment.createRun({
      approval: `required: always, from: [${from.join()}], by: [${by.join()}]`,
      files: Object.fromEntries(
        this.#requests.map((name) => [`${name}.yml`, `# ${headSha}\n${textOf(name)}`]),
      ),
      codec: this.#codec,
      pusher,
      // The event of a comment does not have the pull request.
      ...(isAct ? { context: { pullRequest: undefined } } : {}),
    })
    const model: ModelRun = { run, startedMs: this.#nowMs, endedMs: Infinity }
    this.#history.runs.push(model)
    this.#ends.push(
      run.execute().then((result) => {
        model.result = result
        model.endedMs = this.#nowMs
      }),
    )
  }

  #addAct(kind: ActKind, who: Person, named: readonly RequestName[] = []): ModelAct {
    const act: ModelAct = { kind, who, atMs: this.#nowMs, named, endMs: Infinity }
    this.#history.acts.push(act)
    return act
  }

  #comment(who: Person, requests: readonly RequestName[]): void {
    const digests = [...DIGESTS].flatMap(([digest, name]) => (requests.includes(name) ? [digest] : []))
    const { id } = this.#environment.pull.comment(who, ['/train', ...digests].join(' '))
    this.#comments.push({ id, act: this.#addAct('comment', who, requests) })
    this.#start({ isAct: true })
  }

  #editComment(): void {
    const comment = this.#comments.pop()
    if (comment === undefined) return
    // Within the second, GitHub does not tell that it was edited.
    const isVisible = Math.floor(comment.act.atMs / 1000) !== Math.floor(this.#nowMs / 1000)
    this.#environment.pull.editComment(comment.id, isVisible ? '/train' : 'No')
    comment.act.endMs = this.#nowMs
    this.#start({ isAct: true })
  }

  #review(who: Person, state: string): void {
    const { id } = this.#environment.pull.review(who, state)
    this.#history.reviews.push({ atMs: this.#nowMs, value: { who, state } })
    if (state === 'APPROVED') this.#reviews.push({ id, act: this.#addAct('review', who) })
    this.#start()
  }

  #dismiss(isByPerson: boolean): void {
    const review = this.#reviews.at(-1)
    if (!isByPerson || review === undefined) return this.#environment.pull.dismissAllByPush()
    this.#environment.pull.dismiss(review.id, 'zoe')
    review.act.endMs = this.#nowMs
    this.#reviews.pop()
    this.#start()
  }

  #toggleLabel(who: Person, isOn: boolean): void {
    if ((this.#label !== undefined) === isOn) return
    if (isOn) this.#environment.pull.label(who)
    else this.#environment.pull.unlabel(who)
    if (this.#label !== undefined) this.#label.endMs = this.#nowMs
    this.#label = isOn ? this.#addAct('label', who) : undefined
    this.#start()
  }

  #setRole(who: Person, role: string): void {
    this.#environment.pull.setRole(who, role)
    this.#history.roles.push({ atMs: this.#nowMs, value: { who, role } })
  }

  /** Somebody makes our comment say something else. */
  #editOurs(): void {
    const { conversation } = this.#environment
    const [comment] = conversation.comments
    if (comment === undefined) return
    const body = `${comment.body}\nAll is well.`
    this.#editedTexts.add(visibleTextOf(body))
    this.#history.edits.push(this.#nowMs)
    conversation.replaceComment(comment.id, body)
    this.#saveDisplay()
  }

  #saveDisplay(): void {
    const texts = this.#environment.conversation.bodies.map(visibleTextOf)
    const own = texts.filter((text) => !this.#editedTexts.has(text))
    const shown = REQUESTS.filter((name) => own.some((text) => isNamedIn(text, name)))
    if (texts.length > 0) this.#history.displays.push({ atMs: this.#nowMs, shown })
  }

  #saveJob(steps: unknown): void {
    const { api } = this.#environment
    const request = REQUESTS.find((name) => 125 * EUROS[name] === steps) ?? 'a'
    const live = this.#history.jobs
      .filter((job) => job.request === request)
      .filter(({ id }) => api.jobs.every((job) => job.id !== id || job.cancelRequestedMs === undefined))
      .filter(({ id }) => api.statusOf(id) !== 'FAILED')
    const id = `7c9e6679-7425-40de-944b-${String(api.jobs.length + 1).padStart(12, '0')}`
    const ids = live.map((job) => job.id)
    this.#history.jobs.push({ id, request, createdMs: this.#nowMs, live: ids })
  }
}

/** The marker has the first line. */
const visibleTextOf = (body: string): string => body.slice(body.indexOf('\n') + 1)

/** What the comment is about comes before the details, which also have earlier jobs. */
const isNamedIn = (text: string, name: RequestName): boolean =>
  text.split('<details>')[0]?.includes(`\`${name}.yml\``) === true

/** Decoding is what takes most of the time. */
function withCache(codec: RecordCodec): RecordCodec {
  const cache = new Map<string, DecodedRecord>()
  const decode = (body: string): DecodedRecord => {
    const decoded = cache.get(body) ?? codec.decode(body)
    cache.set(body, decoded)
    return decoded
  }
  return { ...codec, decode }
}
