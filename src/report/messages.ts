import { describeLabelOn, describePeople } from '../approval/describe-approvals.ts'
import { joinWithOr } from '../job-spec/format-value.ts'
import type { Note, NoteCode, NoteOf } from '../jobs/note.ts'
import { describePolicyChange, formatDateTime, formatDuration, pluralize } from './format.ts'

/** Renders a note as one or two sentences. Code is in backticks. */
export function renderNote(note: Note): string {
  const message = MESSAGES[note.code] as string | ((note: Note) => string)
  return typeof message === 'string' ? message : message(note)
}

/** What checks out the pull request that an event is about: if possible, what `pull_request` checks out by default. */
function refOf(event: string): string {
  if (['workflow_run', 'check_run', 'check_suite'].includes(event))
    return `\${{ github.event.${event}.head_sha }}`
  const number = event === 'issue_comment' ? 'issue.number' : 'number'
  return `refs/pull/\${{ github.event.${number} }}/merge`
}

const HOW_TO_CHECK =
  'A job may or may not exist: run this action with `command: list`, and cancel a job created at that time with `command: cancel`.'

const HOLDINGS = { 'own-job': 'its own job', 'other-version': 'another version' }

const NEW_OWNERS = {
  'newer-run': 'A newer run follows this job',
  'newer-commit': 'The pull request has a newer commit, whose run follows or replaces this job',
  merge: 'The pull request was merged, and the run of the push to its base branch may follow this job',
  'other-step': 'Another step follows this job',
  submitter: 'Another step submitted this job and left it running on purpose',
  unknown: 'An earlier run submitted this job, and GitHub did not say whether another step needs it',
}

const FOLLOWERS = {
  'newer-run': 'a newer run follows it',
  'other-step': 'another step follows it',
  submitter: 'another step submitted it and left it running on purpose',
}

const REASONS_TO_LEAVE = {
  'on-cancel': 'because `on-cancel` is `leave`',
  crash: 'because a failure of the action does not cancel it',
  'not-cancelled': 'because the workflow was not cancelled',
}

const MISSING_SECRETS = {
  fork: 'the pull request comes from a fork, so GitHub gives the run no secrets and there is no API key',
  dependabot: 'Dependabot started the run, so GitHub gives it no secrets and there is no API key',
  closed: 'the pull request is closed, and there is no API key to cancel its jobs with',
}

const SAFE_ALTERNATIVES =
  'Two safe ways to train it: after a review, start a `workflow_dispatch` workflow that checks out the reviewed commit and names the pull request in `issue-number`; or train on `push` to the base branch, after the merge.'

/** A note without a message does not compile. */
const MESSAGES: { readonly [Code in NoteCode]: string | ((note: NoteOf<Code>) => string) } = {
  'submission-gave-up': ({ waitedMs }) =>
    `Could not submit${waitedMs < 1_000 ? '' : ` within ${formatDuration(waitedMs)}`}. Run the step again later.`,
  'submission-unanswered': ({ resubmissions }) =>
    `Submission status unknown: the spec was sent, but no usable response came back, so a job may or may not exist. ${
      resubmissions === 0
        ? 'It was not resent, because that could train twice.'
        : `It was resent ${resubmissions === 1 ? 'once' : `${resubmissions} times`}, as \`on-unknown: resubmit\` requests.`
    }`,
  'how-to-find-job':
    'To find out, run this action with `command: list` and look for a job created at this time. If there is one, follow it with `command: wait` and its `job-id`, or stop it with `command: cancel`. If there is none, run the step again.',
  'no-job-found': ({ searchedMs }) =>
    `No matching job appeared in the list of jobs within ${formatDuration(searchedMs)}.`,
  'job-list-unsearchable': ({ error }) =>
    `The list of jobs could not be searched${error === undefined ? ' completely' : ` (${error})`}.`,
  'job-list-search-timed-out': 'The step ran out of time while it searched the list of jobs.',
  'match-unproven': ({ jobId }) =>
    `The new job ${jobId} matches, but may belong to someone else who submitted a similar job at the same time. It was neither adopted nor cancelled.`,
  'matches-ambiguous': ({ jobIds }) =>
    `Several new jobs match; cannot tell which is ours: ${jobIds.join(', ')}. None was cancelled.`,
  'adopted-after-lost-response': ({ unverifiedFields }) =>
    `No usable response to the submission came back. This job was adopted, because it is the only new one that matches the request. ${
      unverifiedFields.length === 0
        ? 'All submitted fields match.'
        : `Not verified, because the service does not return these fields: ${unverifiedFields.join(', ')}.`
    }`,
  'lookalike-unresolved': ({ label }) =>
    `Nothing was submitted, because it is unknown whether ${label} has a job, and a job of this spec would look the same.`,
  'out-of-time-before-submission': 'The step ran out of time before this spec was submitted.',
  'foreign-content': ({ event }) =>
    `Nothing was submitted: nothing proves that this content is from a branch of this repository, and \`${event}\` gives the workflow the secrets, so somebody without access could spend your training budget. Such content only follows a job that exists for the same request. ${SAFE_ALTERNATIVES}`,
  'ref-deleted': ({ ref }) =>
    `The push deleted \`${ref}\`, so there is nothing to train. Nothing was submitted.`,
  'spec-unchanged': ({ base }) =>
    `It asks for the same training as on \`${base}\`, so nothing was submitted (\`only-changed\`).`,
  'nothing-to-compare-with':
    'There is no base branch and no commit before a push to compare the specs with, so `only-changed` skips none.',
  'approval-missing': ({ approvers, needsTwo }) =>
    `The policy wants an approval of exactly this request by ${describePeople(approvers, needsTwo)}, and there is none.`,
  'approval-label-on': ({ isHalf }) => describeLabelOn(isHalf),
  'approval-missing-after-merge': ({ approvers, needsTwo, command }) =>
    `The policy wants an approval of exactly this request by ${describePeople(approvers, needsTwo)}, and the merged pull request has none. ${
      command === undefined
        ? 'One of them can start the workflow by hand (`workflow_dispatch`).'
        : `${needsTwo ? 'Two' : 'One'} of them can comment \`${command}\` on the pull request, and re-run this workflow.`
    }`,
  'approvals-not-counted': ({ acts }) => `What does not count: ${acts.join('; ')}.`,
  'approval-unreadable': ({ error }) =>
    `Nothing was submitted: the policy wants an approval, and it cannot be read whether there is one: ${error}`,
  'approval-without-pull-request': ({ approvers }) =>
    `Nothing was submitted: the policy wants an approval, which is given on a pull request, and this run has none. Train in a pull request, or start the workflow by hand (\`workflow_dispatch\`) as ${joinWithOr(approvers)}.`,
  'approval-without-comment':
    'Nothing was submitted: the policy wants an approval, and without a comment nobody sees what to approve. Remove `comment: false`.',
  'approval-of-other-commit': ({ event, head, found }) =>
    `Nothing was submitted: the commit ${found.slice(0, 7)} is checked out, but the pull request is at ${head.slice(0, 7)}. If it was not pushed meanwhile, give the step of \`actions/checkout\` the input \`ref: ${refOf(event)}\`.`,
  'approval-checkout-unknown':
    'It cannot be checked that the commit of the pull request is checked out, because the workspace has no readable `.git`. Check out with `actions/checkout`.',
  'policy-refused': 'The policy of this repository forbids the job, so nothing was submitted.',
  'policy-invalid':
    'The policy of this repository is not valid, so nothing was submitted. It must be mended on the default branch.',
  'policy-unreadable': ({ error }) =>
    `Nothing was submitted, because the policy of this repository cannot be read: ${error}`,
  'base-unreadable': ({ error }) =>
    `\`only-changed\` skips nothing, because what it compares with cannot be read: ${error}`,
  'pull-request-unreadable': ({ error }) =>
    `Nothing was submitted, because the state of the pull request, which may be closed, cannot be read: ${error}`,
  'policy-not-read':
    'The policy on the default branch was not read, because there is no `github-token`: it may still refuse a run.',
  'policy-differs': ({ refused, allowed }) =>
    `The policy in this branch differs from the one on the default branch, which counts until this is merged. Then ${describePolicyChange(refused, allowed)}.`,
  'policy-of-workspace': ({ refused }) =>
    `The policy in the workspace would ${refused.length === 0 ? 'allow these specs' : `refuse ${refused.join(', ')}`}.`,
  'policy-limit-not-enforced': ({ reasons }) =>
    `Other jobs were accepted at the same time, and this one passed a limit of the policy. It could not be cancelled, or had ended: ${reasons.join(' ')}`,
  'policy-not-rechecked':
    'The list of jobs could not be read after the submission, so it is unknown whether jobs that were accepted at the same time passed a limit of the policy.',
  'policy-jobs-uncounted': ({ error }) =>
    `The jobs that the policy limits cannot be counted, because the list of jobs cannot be read (${error}).`,
  'policy-limit-passed': ({ reasons }) =>
    `Other jobs were accepted at the same time, so this one passed a limit of the policy and was cancelled: ${reasons.join(' ')}`,
  'job-id-not-uuid': ({ jobId }) =>
    `The job id "${jobId}" is not a UUID, which the API schema promises. This action can work with it; other tools may not.`,

  'recorded-job-read-failed': ({ jobId, error }) =>
    `cannot read its job ${jobId} (${error}); nothing is submitted yet`,
  'recorded-job-unreadable': ({ jobId }) =>
    `The spec already has the job ${jobId}, which could not be read. Nothing was submitted.`,
  'recorded-job-missing': ({ jobId }) =>
    `The spec already has the job ${jobId}, which was unfinished and which the service does not find now. Nothing was submitted, because it may still run. If it was deleted, set \`reuse: false\` to submit a new one.`,
  'recorded-job-gone': ({ jobId }) => `its earlier job ${jobId} no longer exists`,
  'follows-recorded-job': ({ isSameRun, createdAtS }) =>
    `${earlierRun(isSameRun)} submitted the same spec${creation(createdAtS)}, and this step follows its job. To submit a new job, set \`reuse: false\`.`,
  'already-trained': ({ isSameRun, createdAtS }) =>
    `${earlierRun(isSameRun)} trained the same spec${creation(createdAtS)}, so nothing was submitted. To train it again, set \`reuse: false\`.`,
  'adopted-from-interrupted-run':
    'An earlier run submitted this spec and ended before it received the response. This job is the only one since then that matches, so this step follows it.',
  'earlier-job-unused': ({ jobId, status = 'unknown', outputModel }) =>
    `The earlier job \`${jobId}\`, which matches this spec, is not followed (status ${status}): ${outputModel === undefined ? 'it gives no model' : `its model, \`${outputModel}\`, may be of older data`}.`,
  'interrupted-run-unresolved':
    'An earlier run may have submitted this spec and ended before it received the response. Nothing was submitted now, because that could train twice. To submit anyway, set `reuse: false`.',
  'adopted-from-previous-attempt': ({ unverifiedFields }) =>
    `This is not the first attempt of this run, and there is no record of the first one. This job is the only one since then that matches the spec, so this step follows it. To submit a new job, set \`reuse: false\`.${
      unverifiedFields.length === 0
        ? ''
        : ` Not verified, because the service does not report them: ${unverifiedFields.join(', ')}.`
    }`,
  'previous-attempt-ambiguous': ({ jobIds }) =>
    `An earlier attempt of this run may have submitted this spec, but it is unclear which job is its own: ${jobIds.join(', ')}. Nothing was submitted. Follow one with \`command: wait\` and its \`job-id\`, or set \`reuse: false\` to submit a new one.`,
  'previous-attempt-unknown': ({ error }) =>
    `Could not check whether an earlier attempt already submitted this, because the list of jobs cannot be read (${error}).`,
  'record-not-kept':
    'This run keeps no record of its jobs, so running this workflow again may train again. To keep one, let the action comment on the pull request (`comment: true`), or without a pull request set `commit-status: true`.',
  'record-unavailable': ({ error }) =>
    `Nothing was submitted: GitHub did not provide the record of submitted jobs (${error}). Run the step again, or set \`reuse: false\` to submit without it.`,
  'record-refused': ({ error }) =>
    `Nothing was submitted, because the record of submitted jobs cannot be used: ${error}`,
  'submitting-without-record':
    'The record of submitted jobs is not available: this run cannot see the jobs of earlier runs and cannot record its own. Running this workflow again may train again.',
  'waiting-for-cancellation': ({ jobId }) =>
    `another step may be cancelling the job ${jobId}; waiting for that.`,
  'waiting-for-other-run': ({ runId }) => `run ${runId} is submitting the same spec; waiting for its job.`,
  'searching-for-interrupted-run':
    'an earlier run ended while it was submitting the same spec; searching the list for its job.',
  'newer-run-has-other-version': ({ runId }) =>
    `Run ${runId} is newer and has another version of this spec, so this one was not submitted. To train it anyway, set \`reuse: false\`.`,
  'newer-run-has-other-commit': ({ runId }) =>
    `Run ${runId} is newer and holds this spec for another commit, so this run submits nothing. Rerun that run, or set \`reuse: false\`.`,

  'superseded-by-run': ({ runId, has }) => `Run ${runId} is newer and has ${HOLDINGS[has]} of this spec.`,
  'runs-until-replaced': 'The job keeps running until the job of that run runs.',
  'taken-over': 'A newer run has taken over, so this step stopped waiting.',
  'taken-over-and-cancelled': 'A newer run took over this spec and cancelled this job.',
  'obsolete-jobs-unknown': ({ error }) =>
    `Could not find out which jobs this run replaces, so they may keep running: ${error}`,
  'owner-shared-by-steps':
    'Several steps of one run cannot be told apart, so none of them cancels jobs that it replaces. Give each step its own `comment-key`.',
  'obsolete-job-left': ({ jobId }) =>
    `The job \`${jobId}\` of an earlier run keeps running (\`on-superseded: leave\`).`,
  'obsolete-job-not-replaced': ({ jobId }) =>
    `The job \`${jobId}\` of an earlier run was not cancelled, because no new job ran. To cancel it, run this action with \`command: cancel\` and \`job-id: ${jobId}\`.`,
  'obsolete-job-unreadable': ({ jobId, error }) =>
    `The job \`${jobId}\` of an earlier run could not be read (${error}) and may keep running.`,
  'obsolete-job-unproven': ({ jobId }) =>
    `The job \`${jobId}\` may belong to an earlier run. It keeps running, because there is no proof that it was submitted here.`,
  'obsolete-job-not-cancelled': ({ jobId, error }) =>
    `The job \`${jobId}\` of an earlier run could not be cancelled (${error}) and may keep running.`,
  'obsolete-job-at-other-service': ({ jobId, service }) =>
    `The job \`${jobId}\` of an earlier run could not be cancelled, because this step does not use its service, ${service}. It may keep running: run this action with \`command: cancel\`, \`job-id: ${jobId}\` and that \`api-url\`.`,
  'obsolete-job-asked-to-stop': ({ jobId }) => `The job \`${jobId}\` of an earlier run was asked to stop.`,
  'obsolete-job-cancelled': ({ jobId }) => `The job \`${jobId}\` of an earlier run was cancelled.`,
  'earlier-submission-interrupted': ({ label, runId, startedAtMs }) =>
    `Run ${runId} was to submit ${label} (${formatDateTime(startedAtMs)}), but ended during the submission. ${HOW_TO_CHECK}`,
  'pull-request-closed': ({ isMerged }) =>
    `The pull request was ${isMerged ? 'merged' : 'closed'}, so nothing was submitted.`,
  'closed-after-submission':
    'The pull request was closed during the submission, so this run cancels its unfinished jobs.',
  'cancelled-after-closing': 'The pull request was closed without a merge, and its job was cancelled.',
  'unfinished-jobs-unknown': ({ error }) =>
    `Could not find out which jobs are unfinished, so they may keep running. ${error}`,

  'job-lost': 'The service no longer returns this job. It may still be running and incur costs.',
  'job-refused': ({ waitedMs }) =>
    `The service has refused to show this job for ${formatDuration(waitedMs)}. It may still be running and incur costs.`,
  'success-unproven': ({ jobId }) =>
    `The job \`${jobId}\` has succeeded, but nothing proves that it trained this spec. If it did, use \`command: wait\` with its \`job-id\`. To train again, set \`reuse: false\`. With \`commit-status: true\`, later attempts find their job.`,
  'no-output-model': ({ waitedMs }) =>
    `The service reports success, but named no output model within ${formatDuration(waitedMs)}, so there is no model to use.`,
  'unusable-output-model': ({ because }) =>
    `The service reports success, but the name of its model cannot be used: it ${because === 'too-long' ? 'has more than 4,096 characters' : 'contains line breaks or other control characters'}.`,
  'no-failure-reason': "The service gave no reason. Check the service's console or contact its support.",
  'no-jobs-listed': 'The service lists no jobs for this key.',
  'cancelled-elsewhere': 'A person, another workflow or the service cancelled the job.',
  'cancelled-by-other-step':
    'Another step had asked the service to cancel this job before. Run this step again to train.',
  'timed-out-cancel-refused': 'The service refused to cancel the job.',
  'timed-out-job-followed': ({ jobId, by }) =>
    `The job \`${jobId}\` was not cancelled, because ${FOLLOWERS[by]}.`,
  'timed-out-followers-unknown': ({ jobId }) =>
    `The job \`${jobId}\` was not cancelled, because GitHub did not say whether another step follows it.`,
  'timed-out-job-unproven': ({ jobId }) =>
    `The job \`${jobId}\` was not cancelled, because nothing proves that it was submitted here.`,
  'timed-out-asked-to-stop': ({ status = 'unknown' }) =>
    `The job was asked to stop; its last reported status is ${status}.`,
  'ended-before-cancellation': 'The job ended before it was cancelled, and has no output model.',
  'cancellation-not-accepted':
    'The service did not accept the cancellation. The job may still be running and costing money.',
  'cancellation-unconfirmed': ({ waitedMs }) =>
    `The cancellation was requested, but not confirmed within ${waitedMs / 1000} s. The job may still be running and costing money.`,

  'step-cancelled-job-unproven': ({ jobId }) =>
    `The job \`${jobId}\` was not cancelled, because nothing proves that it was submitted here.`,
  'step-cancelled-with-job': 'The step was cancelled, and its job with it.',
  'step-cancelled-job-asked-to-stop': 'The step was cancelled, and its job was asked to stop.',
  'step-cancelled-after-job-ended': 'The step was cancelled, but its job had ended before.',
  'step-cancelled-job-transferred': ({ to }) =>
    `The step was cancelled. ${NEW_OWNERS[to]}, so it keeps running.`,
  'step-ended-before-submission': 'The step ended before the spec was submitted.',
  'step-ended-during-submission': `The step ended during the submission. ${HOW_TO_CHECK}`,
  'step-ended-job-left': ({ because }) =>
    `The step ended early. Its job keeps running, ${REASONS_TO_LEAVE[because]}.`,
  'job-left-running': ({ jobId, because }) => `The job ${jobId} keeps running, ${REASONS_TO_LEAVE[because]}.`,
  'job-transferred': ({ jobId, to }) => `The job ${jobId} keeps running. ${NEW_OWNERS[to]}.`,
  'job-not-cancelled': ({ jobId, error = 'no response in time' }) =>
    `The job ${jobId} could not be cancelled (${error}). It may still be running and costing money: run this action with \`command: cancel\` and \`job-id: ${jobId}\`.`,
  'submission-unknown': ({ jobIds }) =>
    `The submission status is unknown.${jobIds.length === 0 ? '' : ` These jobs may be ours: ${jobIds.join(', ')}.`} ${HOW_TO_CHECK}`,

  'nothing-submitted': ({ because }) => `Nothing was submitted: ${MISSING_SECRETS[because]}.`,
  'only-validated': ({ because }) =>
    `The spec was checked, but nothing was submitted: ${MISSING_SECRETS[because]}. ${
      because === 'closed'
        ? 'Running jobs keep running.'
        : `${SAFE_ALTERNATIVES} A step that ships the model must check \`outcome == 'succeeded'\`, because this step succeeds without a model.`
    }`,
  'sync-without-token':
    '`command: sync` reads and writes the comments of the repository, and needs a `github-token`.',
  'sync-events-unsupported': ({ reason }) => `Nothing was updated, because no events can be sent: ${reason}`,
  'sync-comments-unreadable': ({ error }) => error,
  'sync-found-nothing': 'No unfinished jobs are recorded in the comments of this repository.',
  'sync-summary': ({ jobs, comments, updatedComments, sentEvents }) =>
    `${pluralize(jobs, 'unfinished job')} in ${pluralize(comments, 'comment')}: ${pluralize(updatedComments, 'comment')} updated, ${pluralize(sentEvents, 'event')} sent.`,
  'sync-comments-skipped': ({ comments }) =>
    `${pluralize(comments, 'comment')} with unfinished jobs skipped, because a different \`api-key\` signed them and their content cannot be verified.`,
  'sync-jobs-skipped': ({ jobs }) =>
    `${pluralize(jobs, 'unfinished job')} of another service or API key skipped.`,
  'sync-comments-not-checked': ({ beforeMs }) =>
    `Comments last updated before ${new Date(beforeMs).toISOString()} were not checked. While this command runs on schedule, it updates the comment of an unfinished job every 12 h.`,
  'sync-jobs-unreadable': ({ error }) =>
    `Some jobs could not be read (${error}). The next sync reads them again.`,
  'sync-updates-not-written': ({ error }) =>
    `Some updates could not be written: ${error}. The next sync tries again.`,
  'sync-notified': ({ comments }) => `${pluralize(comments, 'comment')} created for jobs that have ended.`,
  'sync-notices-left':
    'More jobs have ended than one sync announces in comments. The next sync continues with the others.',
  'sync-notice-refused': ({ error }) => `The end of a job was not announced in a comment: ${error}.`,
  'sync-fails-on-failed': ({ jobs }) =>
    `The step fails, because \`fail-on\` is \`failed\` and a job has failed: ${jobs.join(', ')}.`,
  'sync-cancelled-job': ({ jobId, number, because, isConfirmed }) =>
    `Sync ${isConfirmed ? `cancelled the job \`${jobId}\`` : `asked the job \`${jobId}\` to stop`} (no. ${number}), because ${REASONS_TO_CANCEL[because]}.`,
  'sync-leftovers-unknown': ({ number, error }) =>
    `Could not find out which jobs of no. ${number} nobody needs any more, so they may keep running: ${error}`,
  'sync-found-orphan': ({ jobId, label, number }) =>
    `Nobody asks for the unfinished job \`${jobId}\` (${label}, no. ${number}) on the newest commit. To cancel it: \`command: cancel\` with its \`job-id\`.`,
  'sync-job-not-found': 'The service no longer knows this job.',
  'sync-job-changed': 'The service now returns a job with another creation time for this id.',
  'sync-submission-interrupted':
    'The step ended during the submission. The next run of this spec checks whether a job was created.',
}

const REASONS_TO_CANCEL: Record<NoteOf<'sync-cancelled-job'>['because'], string> = {
  'pull-request-closed': 'its pull request was closed without a merge',
  'run-cancelled': 'the workflow run that waited for it was cancelled',
  replaced: 'a newer job has replaced it',
}

const earlierRun = (isSameRun: boolean): string =>
  isSameRun ? 'Another step or an earlier attempt of this run' : 'An earlier run'

const creation = (createdAtS: number | undefined): string =>
  createdAtS === undefined ? '' : ` (job created ${formatDateTime(createdAtS * 1000)})`
