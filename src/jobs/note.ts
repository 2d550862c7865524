/** The types of the values in a note. A list allows only its texts. */
type FieldType = 'text' | 'text?' | 'number' | 'number?' | 'boolean' | 'texts' | readonly string[]

/**
 * The codes of all notes, with the data of each. Reports save notes, so a code keeps its meaning, and a renamed code is a
 * new one. `error` is the message of the service or of GitHub, `runId` the id of a workflow run, `createdAtS` when the
 * service created the job (Unix time in seconds), and a name that ends in `Ms` a duration in milliseconds.
 */
const NOTE_FIELDS = {
  // Submission
  /** `waitedMs`: for how long it was tried. */
  'submission-gave-up': { waitedMs: 'number' },
  /** `resubmissions`: how often it was sent again. */
  'submission-unanswered': { resubmissions: 'number' },
  'how-to-find-job': {},
  'no-job-found': { searchedMs: 'number' },
  'job-list-unsearchable': { error: 'text?' },
  'job-list-search-timed-out': {},
  /** The only match may be the job of someone else. */
  'match-unproven': { jobId: 'text' },
  'matches-ambiguous': { jobIds: 'texts' },
  /** `unverifiedFields`: paths of fields that the service does not return. */
  'adopted-after-lost-response': { unverifiedFields: 'texts' },
  /** `label`: of the other spec, whose submission is unresolved. */
  'lookalike-unresolved': { label: 'text' },
  'out-of-time-before-submission': {},
  /** `event`: the name of the event of the run. */
  'foreign-content': { event: 'text' },
  'ref-deleted': { ref: 'text' },
  /** `base`: name of the base branch, or the commit before the push. */
  'spec-unchanged': { base: 'text' },
  'nothing-to-compare-with': {},
  'policy-refused': {},
  'policy-invalid': {},
  'policy-unreadable': { error: 'text' },
  'base-unreadable': { error: 'text' },
  'pull-request-unreadable': { error: 'text' },
  'policy-not-read': {},
  /** What the policy of the workspace would refuse and allow, other than that of the default branch: names of specs. */
  'policy-differs': { refused: 'texts', allowed: 'texts' },
  /** What the policy of the workspace would refuse, where nobody has read that of the default branch: names of specs. */
  'policy-of-workspace': { refused: 'texts' },
  'policy-jobs-uncounted': { error: 'text' },
  /** Another job was accepted in between. `reasons`: what it violates. */
  'policy-limit-passed': { reasons: 'texts' },
  /** The same, but the job could not be cancelled, or had ended. */
  'policy-limit-not-enforced': { reasons: 'texts' },
  'policy-not-rechecked': {},
  /** `approvers`: who may approve. */
  'approval-missing': { approvers: 'texts', needsTwo: 'boolean' },
  /** The label that approves is on, and does not count. `isHalf`: it is half of an approval, perhaps of another spec. */
  'approval-label-on': { isHalf: 'boolean' },
  /** `command`: the comment that approves it; absent if the policy takes no comments. */
  'approval-missing-after-merge': { approvers: 'texts', needsTwo: 'boolean', command: 'text?' },
  /** `acts`: those that do not count, and why. */
  'approvals-not-counted': { acts: 'texts' },
  'approval-unreadable': { error: 'text' },
  'approval-without-pull-request': { approvers: 'texts' },
  'approval-without-comment': {},
  /** `head`: the commit of the pull request; `found`: what is checked out. */
  'approval-of-other-commit': { event: 'text', head: 'text', found: 'text' },
  'approval-checkout-unknown': {},
  /** The contract says that ids are UUIDs. */
  'job-id-not-uuid': { jobId: 'text' },

  // Jobs of earlier and concurrent runs
  'recorded-job-read-failed': { jobId: 'text', error: 'text' },
  'recorded-job-unreadable': { jobId: 'text' },
  /** It was unfinished when it was recorded, and the service does not know it. */
  'recorded-job-missing': { jobId: 'text' },
  'recorded-job-gone': { jobId: 'text' },
  /** `isSameRun`: another step or an earlier attempt of this run submitted it. */
  'follows-recorded-job': { isSameRun: 'boolean', createdAtS: 'number?' },
  'already-trained': { isSameRun: 'boolean', createdAtS: 'number?' },
  'adopted-from-interrupted-run': {},
  /** It has no model, or on `schedule` that of an earlier run. */
  'earlier-job-unused': { jobId: 'text', status: 'text?', outputModel: 'text?' },
  'interrupted-run-unresolved': {},
  'adopted-from-previous-attempt': { unverifiedFields: 'texts' },
  'previous-attempt-ambiguous': { jobIds: 'texts' },
  'previous-attempt-unknown': { error: 'text' },
  'record-not-kept': {},
  'record-unavailable': { error: 'text' },
  /** Trying again does not help. */
  'record-refused': { error: 'text' },
  'submitting-without-record': {},
  'waiting-for-other-run': { runId: 'text' },
  'waiting-for-cancellation': { jobId: 'text' },
  'searching-for-interrupted-run': {},
  'newer-run-has-other-version': { runId: 'text' },
  'newer-run-has-other-commit': { runId: 'text' },

  // Superseded jobs
  /** `has`: what the newer run has for this spec. */
  'superseded-by-run': { runId: 'text', has: ['own-job', 'other-version'] },
  'runs-until-replaced': {},
  'taken-over': {},
  'taken-over-and-cancelled': {},
  'obsolete-jobs-unknown': { error: 'text' },
  'owner-shared-by-steps': {},
  'obsolete-job-left': { jobId: 'text' },
  /** No new job has run. */
  'obsolete-job-not-replaced': { jobId: 'text' },
  'obsolete-job-unreadable': { jobId: 'text', error: 'text' },
  'obsolete-job-unproven': { jobId: 'text' },
  'obsolete-job-not-cancelled': { jobId: 'text', error: 'text' },
  /** `service`: origin and prefix of its `api-url`. */
  'obsolete-job-at-other-service': { jobId: 'text', service: 'text' },
  'obsolete-job-asked-to-stop': { jobId: 'text' },
  'obsolete-job-cancelled': { jobId: 'text' },
  /** `label`: of the spec; `startedAtMs`: Unix time in milliseconds. */
  'earlier-submission-interrupted': { label: 'text', runId: 'text', startedAtMs: 'number' },
  'pull-request-closed': { isMerged: 'boolean' },
  'closed-after-submission': {},
  /** Of a job for which a step has waited. */
  'cancelled-after-closing': {},
  'unfinished-jobs-unknown': { error: 'text' },

  // The end of a job
  'job-lost': {},
  /** For another reason than that it does not know the job. */
  'job-refused': { waitedMs: 'number' },
  /** The job may be somebody else's. */
  'success-unproven': { jobId: 'text' },
  /** The job has succeeded `waitedMs` ago. */
  'no-output-model': { waitedMs: 'number' },
  'unusable-output-model': { because: ['too-long', 'control-characters'] },
  'no-failure-reason': {},
  'cancelled-elsewhere': {},
  'cancelled-by-other-step': {},
  'no-jobs-listed': {},
  'timed-out-cancel-refused': {},
  'timed-out-job-unproven': { jobId: 'text' },
  'timed-out-job-followed': { jobId: 'text', by: ['newer-run', 'other-step', 'submitter'] },
  'timed-out-followers-unknown': { jobId: 'text' },
  /** `status`: the last one that the service reported. */
  'timed-out-asked-to-stop': { status: 'text?' },
  'ended-before-cancellation': {},
  'cancellation-not-accepted': {},
  'cancellation-unconfirmed': { waitedMs: 'number' },

  // A cancelled or killed step
  'step-cancelled-with-job': {},
  'step-cancelled-job-unproven': { jobId: 'text' },
  'step-cancelled-job-asked-to-stop': {},
  'step-cancelled-after-job-ended': {},
  'step-cancelled-job-transferred': {
    to: ['newer-run', 'newer-commit', 'merge', 'other-step', 'submitter', 'unknown'],
  },
  'step-ended-before-submission': {},
  'step-ended-during-submission': {},
  'step-ended-job-left': { because: ['on-cancel', 'crash', 'not-cancelled'] },
  'job-left-running': { jobId: 'text', because: ['on-cancel', 'crash', 'not-cancelled'] },
  'job-transferred': {
    jobId: 'text',
    to: ['newer-run', 'newer-commit', 'merge', 'other-step', 'submitter', 'unknown'],
  },
  /** `error`: absent if the service did not respond in time. */
  'job-not-cancelled': { jobId: 'text', error: 'text?' },
  /** `jobIds`: jobs that may be the one of this submission. */
  'submission-unknown': { jobIds: 'texts' },

  // `command: validate` and `command: sync`
  'nothing-submitted': { because: ['fork', 'dependabot', 'closed'] },
  'only-validated': { because: ['fork', 'dependabot', 'closed'] },
  'sync-without-token': {},
  'sync-events-unsupported': { reason: 'text' },
  'sync-comments-unreadable': { error: 'text' },
  'sync-found-nothing': {},
  'sync-summary': { jobs: 'number', comments: 'number', updatedComments: 'number', sentEvents: 'number' },
  'sync-comments-skipped': { comments: 'number' },
  'sync-jobs-skipped': { jobs: 'number' },
  /** `beforeMs`: Unix time in milliseconds. */
  'sync-comments-not-checked': { beforeMs: 'number' },
  'sync-jobs-unreadable': { error: 'text' },
  'sync-updates-not-written': { error: 'text' },
  'sync-notified': { comments: 'number' },
  'sync-notices-left': {},
  /** GitHub refuses the comments. */
  'sync-notice-refused': { error: 'text' },
  /** `jobs`: names of specs, with the numbers of their pull requests or issues. */
  'sync-fails-on-failed': { jobs: 'texts' },
  /** `isConfirmed`: the service says that it has stopped. */
  'sync-cancelled-job': {
    jobId: 'text',
    number: 'number',
    because: ['pull-request-closed', 'run-cancelled', 'replaced'],
    isConfirmed: 'boolean',
  },
  'sync-leftovers-unknown': { number: 'number', error: 'text' },
  'sync-found-orphan': { jobId: 'text', label: 'text', number: 'number' },
  'sync-job-not-found': {},
  'sync-job-changed': {},
  'sync-submission-interrupted': {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, FieldType>>>>

type OptionalType = 'text?' | 'number?'

interface FieldValues {
  readonly text: string
  readonly 'text?': string
  readonly number: number
  readonly 'number?': number
  readonly boolean: boolean
  readonly texts: readonly string[]
}

type ValueOf<Type> = Type extends keyof FieldValues
  ? FieldValues[Type]
  : Type extends readonly (infer Text)[]
    ? Text
    : never

type Fields = typeof NOTE_FIELDS

export type NoteCode = keyof Fields

/** The note with this code. */
export type NoteOf<Code extends NoteCode> = { readonly code: Code } & {
  readonly [Name in keyof Fields[Code] as Fields[Code][Name] extends OptionalType ? never : Name]: ValueOf<
    Fields[Code][Name]
  >
} & {
  readonly [Name in keyof Fields[Code] as Fields[Code][Name] extends OptionalType ? Name : never]?: ValueOf<
    Fields[Code][Name]
  >
}

/**
 * Something to tell the user: an explanation of an outcome, or a message about the whole step. It is data, so that it can be
 * saved; `renderNote` makes the sentence.
 */
export type Note = { [Code in NoteCode]: NoteOf<Code> }[NoteCode]

/** Reads a saved note. Returns undefined for one of another version: its code is unknown, or its data differ. */
export function parseNote(value: unknown): Note | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const code: unknown = Reflect.get(value, 'code')
  if (typeof code !== 'string' || !Object.hasOwn(NOTE_FIELDS, code)) return undefined
  const types: Readonly<Record<string, FieldType>> = NOTE_FIELDS[code as NoteCode]
  const fields = Object.entries(types).map(([name, type]) => ({
    name,
    type,
    field: Reflect.get(value, name) as unknown,
  }))
  if (!fields.every(({ type, field }) => hasType(field, type))) return undefined
  return { code, ...Object.fromEntries(fields.map(({ name, field }) => [name, field])) } as Note
}

/** Reads saved notes, without those of other versions. */
export function parseNotes(value: unknown): readonly Note[] {
  return Array.isArray(value) ? value.flatMap((each) => parseNote(each) ?? []) : []
}

function hasType(value: unknown, type: FieldType): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string'
    case 'text?':
      return value === undefined || typeof value === 'string'
    case 'number?':
      return value === undefined || typeof value === 'number'
    case 'texts':
      return Array.isArray(value) && value.every((each) => typeof each === 'string')
    case 'number':
    case 'boolean':
      return typeof value === type
    default:
      return typeof value === 'string' && type.includes(value)
  }
}
