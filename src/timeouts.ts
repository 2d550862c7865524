// How long the action waits for what, in milliseconds. In one place, because the limits have to fit each other. Poll
// intervals, delays between retries, and the settle times that the claims of concurrent runs rely on are not limits of
// waiting: they are part of their algorithms, and next to them.

// Single requests, from DNS lookup to the last byte of the response

export const SERVICE_REQUEST_TIMEOUT_MS = 30_000
/** Long, because a timeout leaves it unknown whether the job was created. */
export const SUBMIT_REQUEST_TIMEOUT_MS = 120_000
/** Short, because reporting must not delay watching the job. */
export const GITHUB_REQUEST_TIMEOUT_MS = 15_000

// The service, including retries

/** An outage is survived for this long before a job exists, and before an obsolete job is left running. */
export const SERVICE_OUTAGE_TIMEOUT_MS = 15 * 60_000
/** A single read by `status`, `list` and `sync`. */
export const READ_TIMEOUT_MS = 120_000
/** A refusal, such as a 401, ends the watch of a job that was readable before only after this time. */
export const REFUSAL_TIMEOUT_MS = SERVICE_OUTAGE_TIMEOUT_MS
/** A job that is not found counts as lost only after this time. */
export const NOT_FOUND_TIMEOUT_MS = 10 * 60_000
/** A job that was accepted more recently may not be readable yet. */
export const JUST_CREATED_MS = 120_000
/** An accepted job may take this long to appear in the list. */
export const SEARCH_WINDOW_MS = 300_000
/** A service in trouble may create a job this long after it was asked to. A later one is somebody else's. */
export const LATE_CREATION_MS = 30 * 60_000
/** After a job has succeeded, its output model may take this long. */
export const MODEL_GRACE_MS = 120_000
/** A job that is replaced is cancelled when its successor runs, or after this time. */
export const SUPERSEDE_DELAY_MS = 10 * 60_000
/** The confirmation of a cancellation, where nobody waits for it alone. */
export const CANCEL_CONFIRM_TIMEOUT_MS = 30_000
/** The same for `command: cancel`. */
export const CANCEL_COMMAND_TIMEOUT_MS = 60_000

// GitHub, including retries

/** A read that decides about a submission, and each page that `sync` reads. As long as for the service: GitHub has limits, too. */
export const GITHUB_READ_TIMEOUT_MS = SERVICE_OUTAGE_TIMEOUT_MS
/** The record after a submission, which no longer decides about money. */
export const RECORD_WRITE_TIMEOUT_MS = 30_000
/** Each request of `sync` about one comment. */
export const SYNC_REQUEST_TIMEOUT_MS = 60_000
/** The longest `Retry-After` that the final report of a step waits for. */
export const FINAL_REPORT_TIMEOUT_MS = 60_000

// Writes to GitHub, which allows 500 an hour and asks for at least one second between two

/** Between reports of one step. GitHub also limits statuses to 1,000 per context. */
export const REPORT_INTERVAL_MS = 30_000
/** Between writes of `sync`. */
export const SYNC_WRITE_INTERVAL_MS = 1_000
/** After this time, a list of comments shows those that another sync has just created. */
export const NOTICE_SETTLE_MS = 4_000

// How long other runs wait for this one

/** How long the lease of a job outlasts the next heartbeat at least. */
export const LEASE_GRACE_MS = 5 * 60_000
/** The same for a claim, whose job is not known yet. */
export const CLAIM_GRACE_MS = 2 * 60_000
/** A step submits only if its claim, which GitHub has acknowledged, is younger than this: half of the shortest claim. */
export const CLAIM_FENCE_MS = 90_000
/** From announcing a submission in a commit status, which has no heartbeat, to recording its job. */
export const SUBMISSION_LEASE_MS = 6 * 60_000

// The end of a step

/** GitHub kills jobs on its hosted runners after 360 minutes, which would look like a cancelled workflow. */
export const HOSTED_JOB_TIMEOUT_MS = 350 * 60_000
/**
 * How long a stopped step waits for the response to a submission, because it names the job. GitHub's runner sends SIGTERM
 * 7.5 s after SIGINT and kills 2.5 s later (actions/runner, ProcessInvoker.cs).
 */
export const STOP_TIMEOUT_MS = 7_000
/** Limits of the post step. GitHub gives a cancelled workflow 5 minutes for all remaining work. */
export const POST_TIMEOUTS_MS = {
  /** All jobs together. */
  service: 120_000,
  /** The search for an unanswered submission. Leaves time to cancel the job that was found. */
  search: 75_000,
  cancelConfirm: 25_000,
  /** Reading who follows the jobs, announcing that they are cancelled, and reading again; twice if another step interferes. */
  ownership: 18_000,
  /** Reading what the comment shows, again after errors. */
  shown: 10_000,
  /** The report is given up this long after the start, so that a GitHub that does not respond costs at most 60 s. */
  report: 55_000,
  /** What the report gets if the service has used up that time. */
  minReport: 15_000,
} as const
