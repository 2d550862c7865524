import {
  anyJson,
  dictionary,
  flag,
  list,
  literal,
  mark,
  number,
  object,
  oneOf,
  optional,
  required,
  text,
  versioned,
} from './codec.ts'
import { parseJobId } from '../jobs/job-id.ts'
import { fingerprint } from './fingerprint-codec.ts'
import { approval, approvingAct, outcome, provenance } from './job-state-codec.ts'
import type {
  CommentRecord,
  HistoryEntry,
  Hold,
  RecordedAct,
  RecordedJob,
  RequestRecord,
  RunRef,
  SavedReport,
  ShownPlan,
  StopReason,
  SubmissionBaseline,
  Subtotal,
} from './record.ts'

/** A record of another version cannot be decoded. */
const VERSION = 1

const run = object<RunRef>({ id: required('id', text), attempt: required('try', number) })
const jobId = literal((json): json is string => json !== undefined && parseJobId(json) === json)

const stopReason = oneOf<StopReason>({ 'pull-request-closed': true, 'run-cancelled': true, replaced: true })

const price = literal((json): json is number => typeof json === 'number' && json >= 0)

const baseline = object<SubmissionBaseline>({
  sinceS: required('since', number),
  knownIds: required('known', list(jobId)),
})

const hold = object<Omit<Hold, 'unsignedLeaseMs'>>({
  holderId: required('holder', text),
  owner: required('by', text),
  run: required('run', run),
  commit: required('sha', text),
  label: required('l', text),
  atMs: required('at', number),
  leaseExpiresAtMs: required('until', number),
  submissionStartedAtMs: optional('sent', number),
  baseline: optional('before', baseline),
  fingerprint: optional('is', fingerprint),
  approval: optional('ok', approval),
  price: optional('price', price),
  jobId: optional('job', jobId),
  hasEnded: optional('done', mark),
  isUnchanged: optional('same', mark),
  isNotHead: optional('other', mark),
  leavesOnCancel: optional('leave', mark),
  leavesJob: optional('left', mark),
  isUnsigned: optional('unsigned', flag),
})

const recordedAct = object<RecordedAct>({
  ...approvingAct,
  digests: required('d', list(text)),
  isHalf: optional('half', mark),
})

const shownPlan = object<ShownPlan>({
  key: required('key', text),
  digests: required('d', list(text)),
  hidden: required('also', list(text)),
  isPartial: required('part', flag),
  sinceMs: required('from', number),
  untilMs: optional('until', number),
  pushers: required('by', list(text)),
  hasAllPushers: optional('all', mark),
  firstCommits: required('sha', list(text)),
  commits: required('shas', list(text)),
  inputsHash: optional('in', text),
  hasOtherInputs: optional('ins', mark),
  newestRuns: required('runs', dictionary(text)),
  textHash: optional('text', text),
})

const recordedJob = object<RecordedJob>({
  id: required('id', jobId),
  owner: required('by', text),
  run: required('run', run),
  atMs: required('at', number),
  createdAtS: optional('c', number),
  isNotHead: optional('other', mark),
  isUnfinished: required('open', flag),
  provenance: required('p', provenance),
  keyId: optional('key', text),
  isWithoutSearch: optional('unsearched', mark),
  submittedBy: optional('who', text),
  price: optional('price', price),
  approval: optional('ok', approval),
  outputModel: optional('o', text),
  replacedBy: optional('next', text),
  replacedByRun: optional('nextrun', run),
  leavesOnSuperseded: optional('leave', mark),
  stopAtMs: optional('stop', number),
  stopAcceptedAtMs: optional('stopping', number),
  stopReason: optional('why', stopReason),
  missingSinceMs: optional('gone', number),
})

const requestRecord = object<RequestRecord>({
  holds: required('holds', list(hold)),
  jobs: required('jobs', list(recordedJob)),
})

const savedReport = object<SavedReport>({
  atMs: required('at', number),
  report: optional('report', anyJson),
})

const historyEntry = object<HistoryEntry>({
  jobId: required('id', jobId),
  label: required('l', text),
  outcome: required('o', outcome),
  result: optional('r', text),
  changed: optional('x', text),
  durationMs: optional('d', number),
  endedAtMs: required('at', number),
})

const subtotal = object<Subtotal>({
  key: required('key', text),
  owner: required('by', text),
  service: required('at', text),
  untilMs: required('until', number),
  amount: required('sum', price),
})

/** The data of one comment key, in the marker of its comment. */
export const commentRecord = versioned(
  VERSION,
  object<CommentRecord>({
    run: optional('run', run),
    savedReport: optional('report', savedReport),
    requests: required('requests', dictionary(requestRecord)),
    ambiguousOwners: required('shared', list(text)),
    history: optional('past', list(historyEntry)),
    shownPlans: optional('plans', list(shownPlan)),
    acts: optional('acts', list(recordedAct)),
    subtotals: optional('spent', list(subtotal)),
    writtenAtMs: optional('written', number),
  }),
)
