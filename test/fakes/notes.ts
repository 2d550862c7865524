import type { Note, NoteCode, NoteOf } from '../../src/jobs/note.ts'

/** For each code, the data of notes with the message that people see. */
const MESSAGES: {
  readonly [Code in NoteCode]: readonly (readonly [data: Omit<NoteOf<Code>, 'code'>, message: string])[]
} = {
  'submission-gave-up': [
    [{ waitedMs: 12_345 }, 'Could not submit within 12 s. Run the step again later.'],
    [{ waitedMs: 200 }, 'Could not submit. Run the step again later.'],
  ],
  'submission-unanswered': [
    [
      { resubmissions: 0 },
      'Submission status unknown: the spec was sent, but no usable response came back, so a job may or may not exist. It was not resent, because that could train twice.',
    ],
    [
      { resubmissions: 1 },
      'Submission status unknown: the spec was sent, but no usable response came back, so a job may or may not exist. It was resent once, as `on-unknown: resubmit` requests.',
    ],
    [
      { resubmissions: 2 },
      'Submission status unknown: the spec was sent, but no usable response came back, so a job may or may not exist. It was resent 2 times, as `on-unknown: resubmit` requests.',
    ],
  ],
  'how-to-find-job': [
    [
      {},
      'To find out, run this action with `command: list` and look for a job created at this time. If there is one, follow it with `command: wait` and its `job-id`, or stop it with `command: cancel`. If there is none, run the step again.',
    ],
  ],
  'no-job-found': [[{ searchedMs: 300_000 }, 'No matching job appeared in the list of jobs within 5 min.']],
  'job-list-unsearchable': [
    [{}, 'The list of jobs could not be searched completely.'],
    [{ error: 'HTTP 503' }, 'The list of jobs could not be searched (HTTP 503).'],
  ],
  'job-list-search-timed-out': [[{}, 'The step ran out of time while it searched the list of jobs.']],
  'match-unproven': [
    [
      { jobId: 'job-1' },
      'The new job job-1 matches, but may belong to someone else who submitted a similar job at the same time. It was neither adopted nor cancelled.',
    ],
  ],
  'matches-ambiguous': [
    [
      { jobIds: ['job-1', 'job-2'] },
      'Several new jobs match; cannot tell which is ours: job-1, job-2. None was cancelled.',
    ],
  ],
  'adopted-after-lost-response': [
    [
      { unverifiedFields: [] },
      'No usable response to the submission came back. This job was adopted, because it is the only new one that matches the request. All submitted fields match.',
    ],
    [
      { unverifiedFields: ['dataset_ids', 'auto_start'] },
      'No usable response to the submission came back. This job was adopted, because it is the only new one that matches the request. Not verified, because the service does not return these fields: dataset_ids, auto_start.',
    ],
  ],
  'lookalike-unresolved': [
    [
      { label: 'a.yml' },
      'Nothing was submitted, because it is unknown whether a.yml has a job, and a job of this spec would look the same.',
    ],
  ],
  'out-of-time-before-submission': [[{}, 'The step ran out of time before this spec was submitted.']],
  'foreign-content': [
    [
      { event: 'pull_request_target' },
      'Nothing was submitted: nothing proves that this content is from a branch of this repository, and `pull_request_target` gives the workflow the secrets, so somebody without access could spend your training budget. Such content only follows a job that exists for the same request. Two safe ways to train it: after a review, start a `workflow_dispatch` workflow that checks out the reviewed commit and names the pull request in `issue-number`; or train on `push` to the base branch, after the merge.',
    ],
  ],
  'ref-deleted': [
    [
      { ref: 'refs/heads/old' },
      'The push deleted `refs/heads/old`, so there is nothing to train. Nothing was submitted.',
    ],
  ],
  'spec-unchanged': [
    [
      { base: 'main' },
      'It asks for the same training as on `main`, so nothing was submitted (`only-changed`).',
    ],
  ],
  'nothing-to-compare-with': [
    [
      {},
      'There is no base branch and no commit before a push to compare the specs with, so `only-changed` skips none.',
    ],
  ],
  'approval-missing': [
    [
      { approvers: ['somebody with the role `admin`', '`ada`'], needsTwo: false },
      'The policy wants an approval of exactly this request by somebody with the role `admin` or `ada`, and there is none.',
    ],
    [
      { approvers: ['somebody with the role `admin`'], needsTwo: true },
      'The policy wants an approval of exactly this request by two people, each somebody with the role `admin` (it is unknown who pushed the change), and there is none.',
    ],
  ],
  'approval-label-on': [
    [{ isHalf: false }, 'To approve it with the label `train`, which is on already, take that off first.'],
    [
      { isHalf: true },
      'Leave the label `train` on, which is half of an approval: approve in another way, or start the workflow by hand.',
    ],
  ],
  'approval-missing-after-merge': [
    [
      {
        approvers: ['somebody with the role `admin`'],
        needsTwo: false,
        command: '/train 3f9a12c43f9a12c43f9a12c43f9a12c4',
      },
      'The policy wants an approval of exactly this request by somebody with the role `admin`, and the merged pull request has none. One of them can comment `/train 3f9a12c43f9a12c43f9a12c43f9a12c4` on the pull request, and re-run this workflow.',
    ],
    [
      { approvers: ['`ada`', '`bob`'], needsTwo: true, command: '/train 3f9a12c43f9a12c43f9a12c43f9a12c4' },
      'The policy wants an approval of exactly this request by two people, each `ada` or `bob` (it is unknown who pushed the change), and the merged pull request has none. Two of them can comment `/train 3f9a12c43f9a12c43f9a12c43f9a12c4` on the pull request, and re-run this workflow.',
    ],
    [
      { approvers: ['`ada`'], needsTwo: false },
      'The policy wants an approval of exactly this request by `ada`, and the merged pull request has none. One of them can start the workflow by hand (`workflow_dispatch`).',
    ],
  ],
  'approvals-not-counted': [
    [
      { acts: ['the review of `bob`: their role is `write`', 'the label of `eve`: they pushed the change'] },
      'What does not count: the review of `bob`: their role is `write`; the label of `eve`: they pushed the change.',
    ],
  ],
  'approval-unreadable': [
    [
      { error: 'HTTP 502' },
      'Nothing was submitted: the policy wants an approval, and it cannot be read whether there is one: HTTP 502',
    ],
  ],
  'approval-without-pull-request': [
    [
      { approvers: ['`ada`', '`bob`'] },
      'Nothing was submitted: the policy wants an approval, which is given on a pull request, and this run has none. Train in a pull request, or start the workflow by hand (`workflow_dispatch`) as `ada` or `bob`.',
    ],
  ],
  'approval-without-comment': [
    [
      {},
      'Nothing was submitted: the policy wants an approval, and without a comment nobody sees what to approve. Remove `comment: false`.',
    ],
  ],
  'approval-of-other-commit': [
    [
      { event: 'issue_comment', head: 'a'.repeat(40), found: 'b'.repeat(40) },
      'Nothing was submitted: the commit bbbbbbb is checked out, but the pull request is at aaaaaaa. If it was not pushed meanwhile, give the step of `actions/checkout` the input `ref: refs/pull/${{ github.event.issue.number }}/merge`.',
    ],
    [
      { event: 'pull_request_target', head: 'a'.repeat(40), found: 'b'.repeat(40) },
      'Nothing was submitted: the commit bbbbbbb is checked out, but the pull request is at aaaaaaa. If it was not pushed meanwhile, give the step of `actions/checkout` the input `ref: refs/pull/${{ github.event.number }}/merge`.',
    ],
    [
      { event: 'check_run', head: 'a'.repeat(40), found: 'b'.repeat(40) },
      'Nothing was submitted: the commit bbbbbbb is checked out, but the pull request is at aaaaaaa. If it was not pushed meanwhile, give the step of `actions/checkout` the input `ref: ${{ github.event.check_run.head_sha }}`.',
    ],
  ],
  'approval-checkout-unknown': [
    [
      {},
      'It cannot be checked that the commit of the pull request is checked out, because the workspace has no readable `.git`. Check out with `actions/checkout`.',
    ],
  ],
  'policy-refused': [[{}, 'The policy of this repository forbids the job, so nothing was submitted.']],
  'policy-invalid': [
    [
      {},
      'The policy of this repository is not valid, so nothing was submitted. It must be mended on the default branch.',
    ],
  ],
  'policy-unreadable': [
    [
      { error: 'HTTP 502' },
      'Nothing was submitted, because the policy of this repository cannot be read: HTTP 502',
    ],
  ],
  'base-unreadable': [
    [
      { error: 'HTTP 502' },
      '`only-changed` skips nothing, because what it compares with cannot be read: HTTP 502',
    ],
  ],
  'pull-request-unreadable': [
    [
      { error: 'HTTP 502' },
      'Nothing was submitted, because the state of the pull request, which may be closed, cannot be read: HTTP 502',
    ],
  ],
  'policy-not-read': [
    [
      {},
      'The policy on the default branch was not read, because there is no `github-token`: it may still refuse a run.',
    ],
  ],
  'policy-differs': [
    [
      { refused: [], allowed: [] },
      'The policy in this branch differs from the one on the default branch, which counts until this is merged. Then nothing changes for these specs.',
    ],
    [
      { refused: ['a.yml (stop)'], allowed: ['b.yml', 'c.yml'] },
      'The policy in this branch differs from the one on the default branch, which counts until this is merged. Then it would refuse a.yml (stop), and it would allow b.yml, c.yml.',
    ],
  ],
  'policy-of-workspace': [
    [{ refused: [] }, 'The policy in the workspace would allow these specs.'],
    [
      { refused: ['a.yml (stop)', 'b.yml (limits.examples)'] },
      'The policy in the workspace would refuse a.yml (stop), b.yml (limits.examples).',
    ],
  ],
  'policy-limit-not-enforced': [
    [
      { reasons: ['5 jobs would be live.'] },
      'Other jobs were accepted at the same time, and this one passed a limit of the policy. It could not be cancelled, or had ended: 5 jobs would be live.',
    ],
  ],
  'policy-not-rechecked': [
    [
      {},
      'The list of jobs could not be read after the submission, so it is unknown whether jobs that were accepted at the same time passed a limit of the policy.',
    ],
  ],
  'policy-jobs-uncounted': [
    [
      { error: 'HTTP 403' },
      'The jobs that the policy limits cannot be counted, because the list of jobs cannot be read (HTTP 403).',
    ],
  ],
  'policy-limit-passed': [
    [
      { reasons: ['5 jobs would be live.'] },
      'Other jobs were accepted at the same time, so this one passed a limit of the policy and was cancelled: 5 jobs would be live.',
    ],
  ],
  'job-id-not-uuid': [
    [
      { jobId: 'job-1' },
      'The job id "job-1" is not a UUID, which the API schema promises. This action can work with it; other tools may not.',
    ],
  ],
  'recorded-job-read-failed': [
    [{ jobId: 'job-1', error: 'HTTP 404' }, 'cannot read its job job-1 (HTTP 404); nothing is submitted yet'],
  ],
  'recorded-job-unreadable': [
    [
      { jobId: 'job-1' },
      'The spec already has the job job-1, which could not be read. Nothing was submitted.',
    ],
  ],
  'recorded-job-missing': [
    [
      { jobId: 'job-1' },
      'The spec already has the job job-1, which was unfinished and which the service does not find now. Nothing was submitted, because it may still run. If it was deleted, set `reuse: false` to submit a new one.',
    ],
  ],
  'recorded-job-gone': [[{ jobId: 'job-1' }, 'its earlier job job-1 no longer exists']],
  'follows-recorded-job': [
    [
      { isSameRun: false, createdAtS: 1_774_000_000 },
      'An earlier run submitted the same spec (job created 2026-03-20 09:46 UTC), and this step follows its job. To submit a new job, set `reuse: false`.',
    ],
    [
      { isSameRun: false },
      'An earlier run submitted the same spec, and this step follows its job. To submit a new job, set `reuse: false`.',
    ],
    [
      { isSameRun: true },
      'Another step or an earlier attempt of this run submitted the same spec, and this step follows its job. To submit a new job, set `reuse: false`.',
    ],
  ],
  'already-trained': [
    [
      { isSameRun: false, createdAtS: 1_774_000_000 },
      'An earlier run trained the same spec (job created 2026-03-20 09:46 UTC), so nothing was submitted. To train it again, set `reuse: false`.',
    ],
    [
      { isSameRun: false },
      'An earlier run trained the same spec, so nothing was submitted. To train it again, set `reuse: false`.',
    ],
    [
      { isSameRun: true },
      'Another step or an earlier attempt of this run trained the same spec, so nothing was submitted. To train it again, set `reuse: false`.',
    ],
  ],
  'adopted-from-interrupted-run': [
    [
      {},
      'An earlier run submitted this spec and ended before it received the response. This job is the only one since then that matches, so this step follows it.',
    ],
  ],
  'earlier-job-unused': [
    [
      { jobId: 'job-1', status: 'FAILED' },
      'The earlier job `job-1`, which matches this spec, is not followed (status FAILED): it gives no model.',
    ],
    [
      { jobId: 'job-1', status: 'SUCCESS', outputModel: 'ft:small:x' },
      'The earlier job `job-1`, which matches this spec, is not followed (status SUCCESS): its model, `ft:small:x`, may be of older data.',
    ],
  ],
  'interrupted-run-unresolved': [
    [
      {},
      'An earlier run may have submitted this spec and ended before it received the response. Nothing was submitted now, because that could train twice. To submit anyway, set `reuse: false`.',
    ],
  ],
  'adopted-from-previous-attempt': [
    [
      { unverifiedFields: [] },
      'This is not the first attempt of this run, and there is no record of the first one. This job is the only one since then that matches the spec, so this step follows it. To submit a new job, set `reuse: false`.',
    ],
    [
      { unverifiedFields: ['dataset_ids', 'auto_start'] },
      'This is not the first attempt of this run, and there is no record of the first one. This job is the only one since then that matches the spec, so this step follows it. To submit a new job, set `reuse: false`. Not verified, because the service does not report them: dataset_ids, auto_start.',
    ],
  ],
  'previous-attempt-ambiguous': [
    [
      { jobIds: ['job-1', 'job-2'] },
      'An earlier attempt of this run may have submitted this spec, but it is unclear which job is its own: job-1, job-2. Nothing was submitted. Follow one with `command: wait` and its `job-id`, or set `reuse: false` to submit a new one.',
    ],
  ],
  'previous-attempt-unknown': [
    [
      { error: 'HTTP 403' },
      'Could not check whether an earlier attempt already submitted this, because the list of jobs cannot be read (HTTP 403).',
    ],
  ],
  'record-not-kept': [
    [
      {},
      'This run keeps no record of its jobs, so running this workflow again may train again. To keep one, let the action comment on the pull request (`comment: true`), or without a pull request set `commit-status: true`.',
    ],
  ],
  'record-unavailable': [
    [
      { error: 'HTTP 502' },
      'Nothing was submitted: GitHub did not provide the record of submitted jobs (HTTP 502). Run the step again, or set `reuse: false` to submit without it.',
    ],
  ],
  'record-refused': [
    [
      { error: 'the input `github-token` is empty.' },
      'Nothing was submitted, because the record of submitted jobs cannot be used: the input `github-token` is empty.',
    ],
  ],
  'submitting-without-record': [
    [
      {},
      'The record of submitted jobs is not available: this run cannot see the jobs of earlier runs and cannot record its own. Running this workflow again may train again.',
    ],
  ],
  'waiting-for-cancellation': [
    [{ jobId: 'job-1' }, 'another step may be cancelling the job job-1; waiting for that.'],
  ],
  'waiting-for-other-run': [
    [{ runId: '9000' }, 'run 9000 is submitting the same spec; waiting for its job.'],
  ],
  'searching-for-interrupted-run': [
    [{}, 'an earlier run ended while it was submitting the same spec; searching the list for its job.'],
  ],
  'newer-run-has-other-version': [
    [
      { runId: '9000' },
      'Run 9000 is newer and has another version of this spec, so this one was not submitted. To train it anyway, set `reuse: false`.',
    ],
  ],
  'newer-run-has-other-commit': [
    [
      { runId: '9000' },
      'Run 9000 is newer and holds this spec for another commit, so this run submits nothing. Rerun that run, or set `reuse: false`.',
    ],
  ],
  'superseded-by-run': [
    [{ runId: '9000', has: 'own-job' }, 'Run 9000 is newer and has its own job of this spec.'],
    [{ runId: '9000', has: 'other-version' }, 'Run 9000 is newer and has another version of this spec.'],
  ],
  'runs-until-replaced': [[{}, 'The job keeps running until the job of that run runs.']],
  'taken-over': [[{}, 'A newer run has taken over, so this step stopped waiting.']],
  'taken-over-and-cancelled': [[{}, 'A newer run took over this spec and cancelled this job.']],
  'obsolete-jobs-unknown': [
    [
      { error: 'HTTP 502' },
      'Could not find out which jobs this run replaces, so they may keep running: HTTP 502',
    ],
  ],
  'owner-shared-by-steps': [
    [
      {},
      'Several steps of one run cannot be told apart, so none of them cancels jobs that it replaces. Give each step its own `comment-key`.',
    ],
  ],
  'obsolete-job-left': [
    [{ jobId: 'job-1' }, 'The job `job-1` of an earlier run keeps running (`on-superseded: leave`).'],
  ],
  'obsolete-job-not-replaced': [
    [
      { jobId: 'job-1' },
      'The job `job-1` of an earlier run was not cancelled, because no new job ran. To cancel it, run this action with `command: cancel` and `job-id: job-1`.',
    ],
  ],
  'obsolete-job-unreadable': [
    [
      { jobId: 'job-1', error: 'HTTP 503' },
      'The job `job-1` of an earlier run could not be read (HTTP 503) and may keep running.',
    ],
  ],
  'obsolete-job-unproven': [
    [
      { jobId: 'job-1' },
      'The job `job-1` may belong to an earlier run. It keeps running, because there is no proof that it was submitted here.',
    ],
  ],
  'obsolete-job-not-cancelled': [
    [
      { jobId: 'job-1', error: 'HTTP 409' },
      'The job `job-1` of an earlier run could not be cancelled (HTTP 409) and may keep running.',
    ],
  ],
  'obsolete-job-at-other-service': [
    [
      { jobId: 'job-1', service: 'https://api.example/eu' },
      'The job `job-1` of an earlier run could not be cancelled, because this step does not use its service, https://api.example/eu. It may keep running: run this action with `command: cancel`, `job-id: job-1` and that `api-url`.',
    ],
  ],
  'obsolete-job-asked-to-stop': [
    [{ jobId: 'job-1' }, 'The job `job-1` of an earlier run was asked to stop.'],
  ],
  'obsolete-job-cancelled': [[{ jobId: 'job-1' }, 'The job `job-1` of an earlier run was cancelled.']],
  'earlier-submission-interrupted': [
    [
      { label: 'a.yml', runId: '8123', startedAtMs: 0 },
      'Run 8123 was to submit a.yml (1970-01-01 00:00 UTC), but ended during the submission. A job may or may not exist: run this action with `command: list`, and cancel a job created at that time with `command: cancel`.',
    ],
  ],
  'closed-after-submission': [
    [{}, 'The pull request was closed during the submission, so this run cancels its unfinished jobs.'],
  ],
  'pull-request-closed': [
    [{ isMerged: false }, 'The pull request was closed, so nothing was submitted.'],
    [{ isMerged: true }, 'The pull request was merged, so nothing was submitted.'],
  ],
  'cancelled-after-closing': [
    [{}, 'The pull request was closed without a merge, and its job was cancelled.'],
  ],
  'unfinished-jobs-unknown': [
    [
      { error: 'HTTP 502' },
      'Could not find out which jobs are unfinished, so they may keep running. HTTP 502',
    ],
  ],
  'job-lost': [[{}, 'The service no longer returns this job. It may still be running and incur costs.']],
  'job-refused': [
    [
      { waitedMs: 903_000 },
      'The service has refused to show this job for 15 min. It may still be running and incur costs.',
    ],
  ],
  'success-unproven': [
    [
      { jobId: 'job-1' },
      'The job `job-1` has succeeded, but nothing proves that it trained this spec. If it did, use `command: wait` with its `job-id`. To train again, set `reuse: false`. With `commit-status: true`, later attempts find their job.',
    ],
  ],
  'timed-out-job-followed': [
    [
      { jobId: 'job-1', by: 'other-step' },
      'The job `job-1` was not cancelled, because another step follows it.',
    ],
    [
      { jobId: 'job-1', by: 'submitter' },
      'The job `job-1` was not cancelled, because another step submitted it and left it running on purpose.',
    ],
  ],
  'timed-out-followers-unknown': [
    [
      { jobId: 'job-1' },
      'The job `job-1` was not cancelled, because GitHub did not say whether another step follows it.',
    ],
  ],
  'timed-out-job-unproven': [
    [
      { jobId: 'job-1' },
      'The job `job-1` was not cancelled, because nothing proves that it was submitted here.',
    ],
  ],
  'step-cancelled-job-unproven': [
    [
      { jobId: 'job-1' },
      'The job `job-1` was not cancelled, because nothing proves that it was submitted here.',
    ],
  ],
  'no-output-model': [
    [
      { waitedMs: 120_000 },
      'The service reports success, but named no output model within 2 min, so there is no model to use.',
    ],
  ],
  'unusable-output-model': [
    [
      { because: 'too-long' },
      'The service reports success, but the name of its model cannot be used: it has more than 4,096 characters.',
    ],
    [
      { because: 'control-characters' },
      'The service reports success, but the name of its model cannot be used: it contains line breaks or other control characters.',
    ],
  ],
  'no-failure-reason': [
    [{}, "The service gave no reason. Check the service's console or contact its support."],
  ],
  'no-jobs-listed': [[{}, 'The service lists no jobs for this key.']],
  'cancelled-elsewhere': [[{}, 'A person, another workflow or the service cancelled the job.']],
  'cancelled-by-other-step': [
    [{}, 'Another step had asked the service to cancel this job before. Run this step again to train.'],
  ],
  'timed-out-cancel-refused': [[{}, 'The service refused to cancel the job.']],
  'timed-out-asked-to-stop': [
    [{}, 'The job was asked to stop; its last reported status is unknown.'],
    [{ status: 'CANCELLED' }, 'The job was asked to stop; its last reported status is CANCELLED.'],
  ],
  'ended-before-cancellation': [[{}, 'The job ended before it was cancelled, and has no output model.']],
  'cancellation-not-accepted': [
    [{}, 'The service did not accept the cancellation. The job may still be running and costing money.'],
  ],
  'cancellation-unconfirmed': [
    [
      { waitedMs: 60_000 },
      'The cancellation was requested, but not confirmed within 60 s. The job may still be running and costing money.',
    ],
  ],
  'step-cancelled-with-job': [[{}, 'The step was cancelled, and its job with it.']],
  'step-cancelled-job-asked-to-stop': [[{}, 'The step was cancelled, and its job was asked to stop.']],
  'step-cancelled-after-job-ended': [[{}, 'The step was cancelled, but its job had ended before.']],
  'step-cancelled-job-transferred': [
    [
      { to: 'merge' },
      'The step was cancelled. The pull request was merged, and the run of the push to its base branch may follow this job, so it keeps running.',
    ],
    [{ to: 'other-step' }, 'The step was cancelled. Another step follows this job, so it keeps running.'],
    [
      { to: 'submitter' },
      'The step was cancelled. Another step submitted this job and left it running on purpose, so it keeps running.',
    ],
    [{ to: 'newer-run' }, 'The step was cancelled. A newer run follows this job, so it keeps running.'],
    [
      { to: 'newer-commit' },
      'The step was cancelled. The pull request has a newer commit, whose run follows or replaces this job, so it keeps running.',
    ],
    [
      { to: 'unknown' },
      'The step was cancelled. An earlier run submitted this job, and GitHub did not say whether another step needs it, so it keeps running.',
    ],
  ],
  'step-ended-before-submission': [[{}, 'The step ended before the spec was submitted.']],
  'step-ended-during-submission': [
    [
      {},
      'The step ended during the submission. A job may or may not exist: run this action with `command: list`, and cancel a job created at that time with `command: cancel`.',
    ],
  ],
  'step-ended-job-left': [
    [
      { because: 'on-cancel' },
      'The step ended early. Its job keeps running, because `on-cancel` is `leave`.',
    ],
    [
      { because: 'crash' },
      'The step ended early. Its job keeps running, because a failure of the action does not cancel it.',
    ],
    [
      { because: 'not-cancelled' },
      'The step ended early. Its job keeps running, because the workflow was not cancelled.',
    ],
  ],
  'job-left-running': [
    [
      { jobId: 'job-1', because: 'on-cancel' },
      'The job job-1 keeps running, because `on-cancel` is `leave`.',
    ],
    [
      { jobId: 'job-1', because: 'crash' },
      'The job job-1 keeps running, because a failure of the action does not cancel it.',
    ],
    [
      { jobId: 'job-1', because: 'not-cancelled' },
      'The job job-1 keeps running, because the workflow was not cancelled.',
    ],
  ],
  'job-transferred': [
    [
      { jobId: 'job-1', to: 'merge' },
      'The job job-1 keeps running. The pull request was merged, and the run of the push to its base branch may follow this job.',
    ],
    [{ jobId: 'job-1', to: 'other-step' }, 'The job job-1 keeps running. Another step follows this job.'],
    [{ jobId: 'job-1', to: 'newer-run' }, 'The job job-1 keeps running. A newer run follows this job.'],
    [
      { jobId: 'job-1', to: 'newer-commit' },
      'The job job-1 keeps running. The pull request has a newer commit, whose run follows or replaces this job.',
    ],
    [
      { jobId: 'job-1', to: 'unknown' },
      'The job job-1 keeps running. An earlier run submitted this job, and GitHub did not say whether another step needs it.',
    ],
  ],
  'job-not-cancelled': [
    [
      { jobId: 'job-1' },
      'The job job-1 could not be cancelled (no response in time). It may still be running and costing money: run this action with `command: cancel` and `job-id: job-1`.',
    ],
    [
      { jobId: 'job-1', error: 'HTTP 503' },
      'The job job-1 could not be cancelled (HTTP 503). It may still be running and costing money: run this action with `command: cancel` and `job-id: job-1`.',
    ],
  ],
  'submission-unknown': [
    [
      { jobIds: [] },
      'The submission status is unknown. A job may or may not exist: run this action with `command: list`, and cancel a job created at that time with `command: cancel`.',
    ],
    [
      { jobIds: ['job-1', 'job-2'] },
      'The submission status is unknown. These jobs may be ours: job-1, job-2. A job may or may not exist: run this action with `command: list`, and cancel a job created at that time with `command: cancel`.',
    ],
  ],
  'nothing-submitted': [
    [
      { because: 'fork' },
      'Nothing was submitted: the pull request comes from a fork, so GitHub gives the run no secrets and there is no API key.',
    ],
    [
      { because: 'dependabot' },
      'Nothing was submitted: Dependabot started the run, so GitHub gives it no secrets and there is no API key.',
    ],
    [
      { because: 'closed' },
      'Nothing was submitted: the pull request is closed, and there is no API key to cancel its jobs with.',
    ],
  ],
  'only-validated': [
    [
      { because: 'fork' },
      "The spec was checked, but nothing was submitted: the pull request comes from a fork, so GitHub gives the run no secrets and there is no API key. Two safe ways to train it: after a review, start a `workflow_dispatch` workflow that checks out the reviewed commit and names the pull request in `issue-number`; or train on `push` to the base branch, after the merge. A step that ships the model must check `outcome == 'succeeded'`, because this step succeeds without a model.",
    ],
    [
      { because: 'dependabot' },
      "The spec was checked, but nothing was submitted: Dependabot started the run, so GitHub gives it no secrets and there is no API key. Two safe ways to train it: after a review, start a `workflow_dispatch` workflow that checks out the reviewed commit and names the pull request in `issue-number`; or train on `push` to the base branch, after the merge. A step that ships the model must check `outcome == 'succeeded'`, because this step succeeds without a model.",
    ],
    [
      { because: 'closed' },
      'The spec was checked, but nothing was submitted: the pull request is closed, and there is no API key to cancel its jobs with. Running jobs keep running.',
    ],
  ],
  'sync-without-token': [
    [{}, '`command: sync` reads and writes the comments of the repository, and needs a `github-token`.'],
  ],
  'sync-events-unsupported': [
    [
      { reason: 'Leave `dispatch-event` empty.' },
      'Nothing was updated, because no events can be sent: Leave `dispatch-event` empty.',
    ],
  ],
  'sync-comments-unreadable': [[{ error: 'Resource not accessible' }, 'Resource not accessible']],
  'sync-found-nothing': [[{}, 'No unfinished jobs are recorded in the comments of this repository.']],
  'sync-summary': [
    [
      { jobs: 1, comments: 1, updatedComments: 1, sentEvents: 1 },
      '1 unfinished job in 1 comment: 1 comment updated, 1 event sent.',
    ],
    [
      { jobs: 1200, comments: 2, updatedComments: 0, sentEvents: 3 },
      '1,200 unfinished jobs in 2 comments: 0 comments updated, 3 events sent.',
    ],
  ],
  'sync-jobs-skipped': [[{ jobs: 1 }, '1 unfinished job of another service or API key skipped.']],
  'sync-comments-skipped': [
    [
      { comments: 1 },
      '1 comment with unfinished jobs skipped, because a different `api-key` signed them and their content cannot be verified.',
    ],
    [
      { comments: 2 },
      '2 comments with unfinished jobs skipped, because a different `api-key` signed them and their content cannot be verified.',
    ],
  ],
  'sync-comments-not-checked': [
    [
      { beforeMs: Date.UTC(2026, 10, 22, 14, 2, 11) },
      'Comments last updated before 2026-11-22T14:02:11.000Z were not checked. While this command runs on schedule, it updates the comment of an unfinished job every 12 h.',
    ],
  ],
  'sync-jobs-unreadable': [
    [{ error: 'HTTP 503' }, 'Some jobs could not be read (HTTP 503). The next sync reads them again.'],
  ],
  'sync-updates-not-written': [
    [{ error: 'HTTP 502' }, 'Some updates could not be written: HTTP 502. The next sync tries again.'],
  ],
  'sync-notified': [[{ comments: 2 }, '2 comments created for jobs that have ended.']],
  'sync-notices-left': [
    [
      {},
      'More jobs have ended than one sync announces in comments. The next sync continues with the others.',
    ],
  ],
  'sync-notice-refused': [
    [{ error: 'HTTP 403: locked' }, 'The end of a job was not announced in a comment: HTTP 403: locked.'],
  ],
  'sync-fails-on-failed': [
    [
      { jobs: ['training/a.yml (no. 12)', 'training/b.yml (no. 13)'] },
      'The step fails, because `fail-on` is `failed` and a job has failed: training/a.yml (no. 12), training/b.yml (no. 13).',
    ],
  ],
  'sync-cancelled-job': [
    [
      { jobId: 'job-1', number: 12, because: 'pull-request-closed', isConfirmed: true },
      'Sync cancelled the job `job-1` (no. 12), because its pull request was closed without a merge.',
    ],
    [
      { jobId: 'job-1', number: 12, because: 'run-cancelled', isConfirmed: false },
      'Sync asked the job `job-1` to stop (no. 12), because the workflow run that waited for it was cancelled.',
    ],
    [
      { jobId: 'job-1', number: 12, because: 'replaced', isConfirmed: true },
      'Sync cancelled the job `job-1` (no. 12), because a newer job has replaced it.',
    ],
  ],
  'sync-leftovers-unknown': [
    [
      { number: 12, error: 'HTTP 502' },
      'Could not find out which jobs of no. 12 nobody needs any more, so they may keep running: HTTP 502',
    ],
  ],
  'sync-found-orphan': [
    [
      { jobId: 'job-1', label: 'training/a.yml', number: 12 },
      'Nobody asks for the unfinished job `job-1` (training/a.yml, no. 12) on the newest commit. To cancel it: `command: cancel` with its `job-id`.',
    ],
  ],
  'sync-job-not-found': [[{}, 'The service no longer knows this job.']],
  'sync-job-changed': [[{}, 'The service now returns a job with another creation time for this id.']],
  'sync-submission-interrupted': [
    [{}, 'The step ended during the submission. The next run of this spec checks whether a job was created.'],
  ],
}

/** At least one note of each code, with its message. */
export const SAMPLE_NOTES: readonly { readonly note: Note; readonly message: string }[] = Object.entries(
  MESSAGES,
).flatMap(([code, samples]) =>
  samples.map(([data, message]) => ({ note: { code, ...data } as Note, message })),
)
