import type { JobState } from '../jobs/job-state.ts'
import { displayState } from './display-state.ts'
import * as md from './markdown.ts'

interface Notice {
  readonly label: string
  readonly state: JobState
  /** Login of whoever submitted the job, if known. */
  readonly submittedBy?: string
  /** Of the comment with the report. */
  readonly reportUrl: string
  /** Unix time. */
  readonly nowMs: number
}

const MAX_REASON_LENGTH = 300
/** Nobody reads the notifications of a bot, whose login ends in `[bot]`. The underscore is that of enterprise accounts. */
const PERSON = /^[a-z\d](?:[a-z\d_-]{0,62}[a-z\d])?$/i

/** Renders the comment that announces the end of one job. It mentions nobody but the person who submitted the job. */
export function renderNotice({ label, state, submittedBy = '', reportUrl, nowMs }: Notice): string {
  const { job, outcome } = state
  const { icon, headline } = displayState(state, { nowMs, lastSync: true })
  const mention = PERSON.test(submittedBy) ? ` @${submittedBy}` : ''
  const model = outcome === 'succeeded' ? job?.outputModel : undefined
  const reason = outcome === 'failed' ? job?.reason : undefined
  return [
    `${icon}${mention} ${md.code(label)} · ${headline} · ${md.link('report', reportUrl)}`,
    ...(model === undefined ? [] : [`Model: ${md.code(model)}`]),
    ...(reason === undefined ? [] : [md.quote(shorten(reason))]),
  ].join('\n\n')
}

function shorten(reason: string): string {
  return reason.length <= MAX_REASON_LENGTH
    ? reason
    : `${reason.slice(0, MAX_REASON_LENGTH).toWellFormed()} …`
}
