import { digestRequest } from '../job-spec/digest.ts'
import { wholeRequest } from '../state/job-state-codec.ts'
import type { TrainingRequest } from '../job-spec/types.ts'
import type { ShownText } from '../state/comment-record-store.ts'
import { shortDigest } from '../state/shown-plans.ts'
import { waitingDigests } from './comment-sink.ts'
import { renderComment } from './render.ts'
import type { ReportModel } from './report-model.ts'
import type { RunContext } from './run-context.ts'
import { restoreReport } from './saved-report.ts'

const JSON_FENCE = /^(`{3,})json\n([^]*?)\n\1$/gm
/** So much JSON is in no comment. */
const MAX_FENCES = 200

/** The report of a comment, with the requests that its text shows. Undefined if the text is final. */
export function restoreShownReport(
  { record, text }: ShownText,
  issueNumber: number,
  context: RunContext,
): ReportModel | undefined {
  const restored = restoreReport(record, issueNumber, context)
  return restored && restoreShownRequests(restored, text)
}

/**
 * Adds to the report of a post step, which knows only the states, what the text of its main step shows, so that the next
 * text shows it, too.
 */
export function continueShownReport(model: ReportModel, shown: ShownText): ReportModel {
  const { context } = model
  const { issueNumber } = context
  const main = issueNumber === undefined ? undefined : restoreShownReport(shown, issueNumber, context)
  const isOfRun = main?.context.runId === context.runId && main.context.runAttempt === context.runAttempt
  if (!isOfRun) return model
  const { diagnostics, specDiffs, plan } = main
  return restoreShownRequests({ ...model, diagnostics, specDiffs, plan, lacksRequests: true }, shown.text)
}

/**
 * Takes the requests that a text shows into a report that was saved without them, so that the next text shows them, too.
 * Their digests prove them, whoever has edited the text.
 */
function restoreShownRequests(model: ReportModel, text: string): ReportModel {
  if (model.lacksRequests !== true) return model
  const shown = findRequests(text)
  const states = model.states.map((state) => {
    const request = state.spec && shown.get(state.spec.digest)
    return state.spec && request ? { ...state, spec: { ...state.spec, request } } : state
  })
  return { ...model, states, wholeDigests: new Set(shown.keys()) }
}

/** By digest. */
function findRequests(text: string): ReadonlyMap<string, TrainingRequest> {
  const fences = [...text.matchAll(JSON_FENCE)].slice(0, MAX_FENCES)
  return new Map(
    fences.flatMap(([, , json = '']) => {
      const request = parseRequest(json)
      return request === undefined ? [] : [[digestRequest(request), request] as const]
    }),
  )
}

function parseRequest(json: string): TrainingRequest | undefined {
  try {
    return wholeRequest.decode(JSON.parse(json))
  } catch {
    return undefined
  }
}

/** Whether a new text of this report would hide a request that waits for approval and that the current one shows. */
export function hidesWaiting(model: ReportModel, { text, record }: ShownText): boolean {
  const { shownPlans = [] } = record
  const isShown = (digest: string): boolean =>
    shownPlans.some(({ untilMs, digests }) => untilMs === undefined && digests.includes(shortDigest(digest)))
  const { approvable } = renderComment(model)
  return waitingDigests(text).some((digest) => isShown(digest) && !approvable.includes(digest))
}
