import { actsOf } from '../approval/approval.ts'
import { isUnchanged, type JobState } from '../jobs/job-state.ts'
import type { CommentRecordStore, ShownText } from '../state/comment-record-store.ts'
import type { RecordUpdate } from '../state/comment-merge.ts'
import type { ReadClaims } from '../state/comment-reader.ts'
import type { GitHubError, GitHubResult } from '../state/github.ts'
import { digestOfKey, type CommentRecord, type RecordedAct } from '../state/record.ts'
import type { PlanDisplay, RunPush } from '../state/show-plan.ts'
import { requestsOf, shortDigest, type ShownPlan } from '../state/shown-plans.ts'
import { mergeActs } from '../state/recorded-acts.ts'
import type { Log } from './log.ts'
import { replacedJobs } from './history-blocks.ts'
import type { CommentContent } from './render.ts'
import type { ReportModel } from './report-model.ts'
import { SinkErrors, type Report, type ReportSink } from './report-sink.ts'

interface CommentSinkOptions {
  readonly recordStore: CommentRecordStore
  readonly render: (model: ReportModel) => CommentContent
  readonly log: Log
  /** Removes secrets. The runner masks only its log, not comments. */
  readonly redact: (text: string) => string
  readonly push?: RunPush
}

/** Hidden line at the top of the body of a `problems` or `plan` comment. */
const UNSUBMITTED_MARK = '<!-- nothing submitted -->'
/** The same of a report that waits for approvals, with the digests of the requests; `trains`: it can also change. */
const WAITING_MARK = /^<!-- (trains, )?waits for approval ([^>]*)-->/
/** The same of a report that is final, with the digests of the requests that have a model. */
const ENDED_MARK = /^<!-- ended ([^>]*)-->/

/** Shows reports in a comment, together with the records of their jobs. */
export class CommentSink implements ReportSink {
  readonly #options: CommentSinkOptions
  readonly #errors: SinkErrors
  #hasKeptWaiting = false

  constructor(options: CommentSinkOptions) {
    this.#options = options
    this.#errors = new SinkErrors(options.log, (message) => `The comment could not be written: ${message}`)
    options.recordStore.subscribe((result) => {
      if (!result.ok && result.isPermanent) this.#errors.add(result)
    })
  }

  get refusal(): GitHubError | undefined {
    return this.#options.recordStore.refusal
  }

  /** URL of the comment, once it exists. */
  get url(): string | undefined {
    return this.#options.recordStore.url
  }

  /** What our comments say about jobs, whatever their comment keys. */
  readClaims(): Promise<GitHubResult<ReadClaims>> {
    return this.#options.recordStore.readClaims()
  }

  /** What the comment shows now, if there is one. */
  readShown(): Promise<GitHubResult<ShownText | undefined>> {
    return this.#options.recordStore.readShown()
  }

  /** Sets the report that a claim writes. */
  prepare(model: ReportModel): void {
    this.#options.recordStore.prepare(() => this.#toRecordUpdate(model))
  }

  async writeReport(report: Report): Promise<GitHubResult<unknown>> {
    const result = await this.#options.recordStore.write(this.#updateOf(report))
    if (!result.ok) this.#errors.add(result)
    return result
  }

  /** Merges all comments of the key into one that contains this report. */
  async mergeDuplicates(report: Report): Promise<void> {
    await this.#options.recordStore.mergeDuplicates(this.#updateOf(report))
  }

  #updateOf({ model, requests, keepsText }: Report): RecordUpdate {
    const update = { ...this.#toRecordUpdate(model), requests }
    return keepsText ? { ...update, shouldReplaceText: () => false } : update
  }

  #toRecordUpdate(model: ReportModel): RecordUpdate {
    const { render, redact } = this.#options
    const content = render(model)
    const { kind, savedReport, endedJobs } = content
    const mark = hiddenMark(kind, model, savedReport !== undefined)
    const update: RecordUpdate = {
      text: (history) => `${mark}${redact(render({ ...model, history }).body)}`,
      display: planDisplay(model, content, this.#options.push),
      savedReport,
      endedJobs,
      replacedJobs: (record) => replacedJobs(record, model.context),
    }
    if (kind === 'report')
      return {
        ...update,
        shouldReplaceText: (_, record) => !isReportedByEarlierRun(model, record),
        shouldReplaceNewer: (text, record) =>
          waitsForJobsOf(model, text, plansShownBy(this.#options.recordStore.planKey, record)),
      }
    return {
      ...update,
      shouldReplaceText: (existingText) => {
        if (existingText === undefined) return kind !== 'valid'
        if (existingText.startsWith(UNSUBMITTED_MARK)) return true
        if (this.#mustKeep(existingText, kind, model)) return this.#keepWaiting()
        return kind === 'problems' || (kind === 'plan' && isOutdated(existingText, model))
      },
    }
  }

  /** A step without an API key cannot sign what it shows, so an approval of that would not count. */
  #mustKeep(text: string, kind: CommentContent['kind'], model: ReportModel): boolean {
    if (kind !== 'problems') return waitsForAny(text, model)
    return !this.#options.recordStore.canSign && WAITING_MARK.test(text)
  }

  #keepWaiting(): false {
    if (!this.#hasKeptWaiting)
      this.#options.log.info(
        'The comment still shows what waits for an approval. For a comment of its own, give this step another `comment-key`.',
      )
    this.#hasKeptWaiting = true
    return false
  }
}

/** What a comment shows to people who approve. */
export function planDisplay(
  { origin, plan, states }: ReportModel,
  { approvable }: Pick<CommentContent, 'approvable'>,
  push?: RunPush,
): PlanDisplay {
  return {
    digests: approvable,
    hidden: states.flatMap(({ spec }) => (spec && !approvable.includes(spec.digest) ? [spec.digest] : [])),
    isPartial: states.some(({ spec }) => spec === undefined),
    origin,
    ...(origin?.isOtherCommit ? {} : push),
    knownPushers: states.flatMap(({ spec, pushers }) =>
      spec && pushers ? [{ ...pushers, digest: spec.digest }] : [],
    ),
    acts: mergeActs(states.flatMap(recordedActsOf), []),
    needsApproval: plan?.policy?.approval !== undefined,
  }
}

/** A job that has been submitted keeps who approved it. */
function recordedActsOf({ spec, job, approval, halfApproval }: JobState): readonly RecordedAct[] {
  if (spec === undefined || job !== undefined) return []
  const half = halfApproval?.act === 'dispatch' ? [halfApproval] : []
  const digests = [shortDigest(spec.digest)]
  return [
    ...(approval ? actsOf(approval) : []).map((act) => ({ ...act, digests })),
    ...half.map((act): RecordedAct => ({ ...act, digests, isHalf: true })),
  ]
}

function hiddenMark(kind: CommentContent['kind'], model: ReportModel, canChange: boolean): string {
  if (kind === 'problems' || kind === 'plan') return `${UNSUBMITTED_MARK}\n`
  const waiting = waitingMark(model, canChange)
  if (waiting !== '' || canChange || model.states.length === 0) return waiting
  const trained = model.states.filter(({ outcome }) => outcome === 'succeeded')
  return `<!-- ended ${digestsOf(trained)}-->\n`
}

/** Hidden line at the top of a text that waits for approvals, for steps that cannot sign what they show. */
export function waitingMark({ states }: ReportModel, canChange: boolean): string {
  const waiting = states.filter(({ outcome }) => outcome === 'unapproved')
  if (waiting.length === 0) return ''
  return `<!-- ${canChange ? 'trains, ' : ''}waits for approval ${digestsOf(waiting)}-->\n`
}

const digestsOf = (states: ReportModel['states']): string =>
  states.map(({ spec }) => `${spec?.digest ?? ''} `).join('')

/** Digests of the requests that wait for approval, as the text says. */
export function waitingDigests(text: string): readonly string[] {
  return (
    WAITING_MARK.exec(text)?.[2]
      ?.split(' ')
      .filter((digest) => digest !== '') ?? []
  )
}

/** Whether nothing changed for this step, and the text of an earlier run still follows a job for one of its requests. */
function isReportedByEarlierRun(
  { states }: ReportModel,
  { run, requests, savedReport }: CommentRecord,
): boolean {
  if (run === undefined || savedReport === undefined || !states.every(isUnchanged)) return false
  return states.some(({ spec }) =>
    Object.entries(requests).some(
      ([key, { jobs }]) => digestOfKey(key) === spec?.digest && jobs.some(({ isUnfinished }) => isUnfinished),
    ),
  )
}

function plansShownBy(key: string, { shownPlans = [] }: CommentRecord): readonly ShownPlan[] {
  return shownPlans.filter((plan) => plan.key === key && plan.untilMs === undefined)
}

/**
 * Whether a text waits for approvals of what this step has jobs for, and shows nothing else: nobody may ever report those
 * jobs there, if it is the text of a newer run. `plans`: that the text shows; none if somebody has edited it.
 */
function waitsForJobsOf({ states }: ReportModel, text: string, plans: readonly ShownPlan[]): boolean {
  const [, canChange] = WAITING_MARK.exec(text) ?? []
  const waiting = waitingDigests(text)
  const specs = states.flatMap(({ spec, job }) => (spec ? [{ ...spec, hasJob: job !== undefined }] : []))
  const hasJob = (digest: string): boolean => specs.some((spec) => spec.hasJob && spec.digest === digest)
  const asked = new Set(specs.map(({ digest }) => shortDigest(digest)))
  const isAsked = (plan: ShownPlan): boolean =>
    !plan.isPartial &&
    requestsOf(plan).length === asked.size &&
    requestsOf(plan).every((digest) => asked.has(digest))
  return (
    canChange === undefined &&
    waiting.length > 0 &&
    waiting.every(hasJob) &&
    plans.length > 0 &&
    plans.every(isAsked)
  )
}

/** Whether a text shows that one of these specs waits for approval. */
function waitsForAny(text: string, { states }: ReportModel): boolean {
  const digests = waitingDigests(text)
  return states.some(({ spec }) => spec && digests.includes(spec.digest))
}

/** Whether a text reports jobs that have ended, and has no model for some of these specs. */
function isOutdated(text: string, { states }: ReportModel): boolean {
  const waiting = WAITING_MARK.exec(text)
  if (waiting !== null) return waiting[1] === undefined
  const digests = ENDED_MARK.exec(text)?.[1]?.split(' ')
  return digests !== undefined && states.some(({ spec }) => spec && !digests.includes(spec.digest))
}
