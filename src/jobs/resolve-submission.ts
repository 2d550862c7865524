import { isOutage } from './retry.ts'
import type { Failure } from './api.ts'
import type { Finding } from './recover-submission.ts'
import { seen, type Training } from './job-state.ts'

/** The service said no. */
export function refused(training: Training, failure: Failure): Training {
  return { ...training, outcome: 'refused', failure }
}

/** Patience with a service that took nothing is over, or it let nobody in. */
export function neverTaken(training: Training, failure: Failure): Training {
  const note = 'The service took nothing within 15 minutes. Run the step again later.'
  const notes = isOutage(failure) ? [...training.notes, note] : training.notes
  return { ...training, outcome: 'refused', failure, notes }
}

interface Doubt {
  readonly failure: Failure
  /** The service says that it has this already. */
  readonly isConflict: boolean
  /** How often it was sent again, because the user wanted that. */
  readonly repeats: number
}

/** What a submission without an answer came to, after the list was searched. */
export function settled(training: Training, doubt: Doubt, finding: Finding, wallMs: number): Training {
  const { failure, isConflict } = doubt
  if (finding.kind === 'adopted') {
    return { ...seen(training, finding.job, wallMs), notes: [...training.notes, adoptionNote(finding)] }
  }
  // After a repeat, what the service has already may be what was sent first.
  if (isConflict && doubt.repeats === 0 && finding.kind === 'none') return refused(training, failure)
  const notes = [...training.notes, doubtNote(doubt), searchNote(finding), ADVICE]
  return { ...training, outcome: 'unknown', failure, notes }
}

const ADVICE =
  'To find out, run this action with `command: list` and look for a job of this moment. If there is one, follow it with `command: wait` and its `job-id`, or stop it with `command: cancel`; if there is none, run the step again.'

function doubtNote({ repeats }: Doubt): string {
  const again =
    repeats === 0
      ? 'It was not sent again, because that could train twice.'
      : `It was sent ${repeats === 1 ? 'once' : `${repeats} times`} more, as \`on-unknown: resubmit\` asks.`
  return `The outcome of the submission is unknown: the spec was sent, but no usable answer came back, so that a job may exist or not. ${again}`
}

/** What the search for a job came to, in words. */
export function searchNote(finding: Exclude<Finding, { kind: 'adopted' }>): string {
  switch (finding.kind) {
    case 'none':
      return 'No job that matches it appeared in the list of jobs within 5 minutes.'
    case 'unseen': {
      const why = finding.failure === undefined ? '' : ` (${finding.failure.words})`
      return `The list of jobs could not be searched for it${why}.`
    }
    case 'undecided':
      return finding.ids.length === 1
        ? `The new job ${finding.ids.join()} looks like it, but may be of somebody else who submitted the like at the same time. It was left alone.`
        : `These new jobs match it, and which one is ours cannot be told: ${finding.ids.join(', ')}. None was cancelled.`
  }
}

function adoptionNote({ unproven }: Extract<Finding, { kind: 'adopted' }>): string {
  const rest =
    unproven.length === 0
      ? 'Every field that was sent agrees.'
      : `Not verified, because the service does not tell: ${unproven.join(', ')}.`
  return `The answer to the submission was lost. This job is the only new one that matches what was sent, and was adopted. ${rest}`
}
