import { digestRequest } from '../job-spec/digest.ts'
import { wholeRequest } from '../state/job-state-codec.ts'
import type { TrainingRequest } from '../job-spec/types.ts'
import type { CommentRecord } from '../state/record.ts'
import { shortDigest } from '../state/shown-plans.ts'
import { waitingDigests } from './comment-sink.ts'
import { renderComment } from './render.ts'
import type { ReportModel } from './report-model.ts'

const JSON_FENCE = /^(`{3,})json\n([^]*?)\n\1$/gm
/** So much JSON is in no comment. */
const MAX_FENCES = 200

/**
 * Takes the requests that a text shows into a report that was saved without them, so that the next text shows them, too.
 * Their digests prove them, whoever has edited the text.
 */
export function restoreShownRequests(model: ReportModel, text: string): ReportModel {
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
export function hidesWaiting(model: ReportModel, text: string, { shownPlans = [] }: CommentRecord): boolean {
  const isShown = (digest: string): boolean =>
    shownPlans.some(({ untilMs, digests }) => untilMs === undefined && digests.includes(shortDigest(digest)))
  const { approvable } = renderComment(model)
  return waitingDigests(text).some((digest) => isShown(digest) && !approvable.includes(digest))
}
