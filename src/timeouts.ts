// How long the action waits, in milliseconds. In one place, because the limits have to fit each other.

/** An outage of the service is survived for this long before a job exists, and before an obsolete job is left running. */
export const SERVICE_OUTAGE_TIMEOUT_MS = 15 * 60_000
/** Retries of a single read by `status`, `list` and `sync`. */
export const READ_TIMEOUT_MS = 120_000
/** An accepted job may take this long to appear in the list. */
export const SEARCH_WINDOW_MS = 300_000
/** A job that was accepted more recently may not be readable yet. */
export const JUST_CREATED_MS = 120_000
/** After a job has succeeded, its output model may take this long. */
export const MODEL_GRACE_MS = 120_000

/** The confirmation of a cancellation, where nobody waits for it alone. */
export const CANCEL_CONFIRM_TIMEOUT_MS = 30_000
/** The same for `command: cancel`. */
export const CANCEL_COMMAND_TIMEOUT_MS = 60_000

/** Retries of a read from GitHub that decides about a submission, and of each page that `sync` reads. */
export const GITHUB_READ_TIMEOUT_MS = 120_000
/** Retries of the query for the login of the token. Short, because `post` needs it as well. */
export const IDENTITY_TIMEOUT_MS = 30_000
/** Retries of the record after a submission, which no longer decides about money. */
export const RECORD_WRITE_TIMEOUT_MS = 30_000
/** How long a lease outlasts the next heartbeat. */
export const LEASE_GRACE_MS = 5 * 60_000

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
  ownership: 10_000,
  /** The report is given up this long after the start, so that a GitHub that does not respond costs at most 60 s. */
  report: 55_000,
  /** What the report gets if the service has used up that time. */
  minReport: 15_000,
} as const
