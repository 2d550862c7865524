import type { CommentRecordStore } from '../state/comment-record-store.ts'
import type { RecordUpdate } from '../state/comment-merge.ts'
import type { GitHubResult } from '../state/github.ts'
import type { PlanDisplay } from '../state/shown-plans.ts'
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
  /** Login of whoever pushed, if the event of the run is about a push. */
  readonly pusher?: string
}

/** Hidden line at the top of the body of a `problems` or `plan` comment. */
const UNSUBMITTED_MARK = '<!-- nothing submitted -->'
/** The same of a report that waits for approvals, with the digests of the requests. */
const WAITING_MARK = /^<!-- waits for approval ([^>]*)-->/
/** The same of a report that is final, with the digests of the requests that have a model. */
const ENDED_MARK = /^<!-- ended ([^>]*)-->/

/** Shows reports in a comment, together with the records of their jobs. */
export class CommentSink implements ReportSink {
  readonly #options: CommentSinkOptions
  readonly #errors: SinkErrors

  constructor(options: CommentSinkOptions) {
    this.#options = options
    this.#errors = new SinkErrors(options.log, (message) => `The comment could not be written: ${message}`)
    options.recordStore.subscribe((result) => {
      if (!result.ok && result.isPermanent) this.#errors.add(result)
    })
  }

  /** URL of the comment, once it exists. */
  get url(): string | undefined {
    return this.#options.recordStore.url
  }

  /** Ids of jobs that our comments name. */
  idsClaimedElsewhere(): Promise<ReadonlySet<string>> {
    return this.#options.recordStore.recordedJobIds()
  }

  /** Sets the report that a claim writes. */
  prepare(model: ReportModel): void {
    this.#options.recordStore.prepare(() => this.#toRecordUpdate(model))
  }

  async writeReport({ model, requests }: Report): Promise<GitHubResult<unknown>> {
    if (this.#errors.permanent) return this.#errors.permanent
    const result = await this.#options.recordStore.write({ ...this.#toRecordUpdate(model), requests })
    if (!result.ok) this.#errors.add(result)
    return result
  }

  /** Merges all comments of the key into one that contains this report. */
  async mergeDuplicates({ model, requests }: Report): Promise<void> {
    if (this.#errors.permanent) return
    await this.#options.recordStore.mergeDuplicates({ ...this.#toRecordUpdate(model), requests })
  }

  #toRecordUpdate(model: ReportModel): RecordUpdate {
    const { render, redact } = this.#options
    const content = render(model)
    const { kind, savedReport, endedJobs } = content
    const mark = hiddenMark(kind, model, savedReport !== undefined)
    const update: RecordUpdate = {
      text: (history) => `${mark}${redact(render({ ...model, history }).body)}`,
      display: planDisplay(model, content, this.#options.pusher),
      savedReport,
      endedJobs,
      replacedJobs: (record) => replacedJobs(record, model.context),
    }
    if (kind !== 'valid' && kind !== 'plan') return update
    return {
      ...update,
      shouldReplaceText: (existingText) => {
        if (existingText === undefined) return kind === 'plan'
        if (existingText.startsWith(UNSUBMITTED_MARK)) return true
        // A step without an API key cannot sign what it shows, so an approval of that would not count.
        if (waitsFor(existingText, model)) return false
        return kind === 'plan' && isOutdated(existingText, model)
      },
    }
  }
}

/** What a comment shows to people who approve. */
export function planDisplay(
  { context: { commit }, plan, states }: ReportModel,
  { approvable }: Pick<CommentContent, 'approvable'>,
  pusher?: string,
): PlanDisplay {
  return {
    digests: approvable,
    hidden: states.flatMap(({ spec }) => (spec && !approvable.includes(spec.digest) ? [spec.digest] : [])),
    isPartial: states.some(({ spec }) => spec === undefined),
    commit,
    pusher,
    knownPushers: states.flatMap(({ spec, pushers }) =>
      spec && pushers ? [{ ...pushers, digest: spec.digest }] : [],
    ),
    needsApproval: plan?.policy?.approval !== undefined,
  }
}

function hiddenMark(kind: CommentContent['kind'], { states }: ReportModel, canChange: boolean): string {
  if (kind === 'problems' || kind === 'plan') return `${UNSUBMITTED_MARK}\n`
  if (canChange || states.length === 0) return ''
  const waiting = states.filter(({ outcome }) => outcome === 'unapproved')
  if (waiting.length > 0)
    return `<!-- waits for approval ${waiting.map(({ spec }) => `${spec?.digest ?? ''} `).join('')}-->\n`
  const trained = states.filter(({ outcome }) => outcome === 'succeeded')
  return `<!-- ended ${trained.map(({ spec }) => `${spec?.digest ?? ''} `).join('')}-->\n`
}

/** Whether a text shows that exactly these specs wait for approval. */
function waitsFor(text: string, { states }: ReportModel): boolean {
  const digests = WAITING_MARK.exec(text)?.[1]?.trim().split(' ')
  return (
    digests?.length === states.length && states.every(({ spec }) => spec && digests.includes(spec.digest))
  )
}

/** Whether a text reports jobs that have ended, and has no model for some of these specs. */
function isOutdated(text: string, { states }: ReportModel): boolean {
  if (WAITING_MARK.test(text)) return true
  const digests = ENDED_MARK.exec(text)?.[1]?.split(' ')
  return digests !== undefined && states.some(({ spec }) => spec && !digests.includes(spec.digest))
}
