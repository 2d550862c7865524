import type { ApiError, RefusalCause } from './api.ts'

/**
 * What a failed submission means.
 *
 * - `not-sent`: no job was created, and retrying is safe;
 * - `throttled`: no job was created, and the service wants a later retry;
 * - `refused`: the service rejected the request, and would do so again;
 * - `conflict`: the service already has this job;
 * - `ambiguous`: a job may or may not have been created.
 */
export type SubmissionClass = 'not-sent' | 'throttled' | 'refused' | 'conflict' | 'ambiguous'

/**
 * What a failed read means.
 *
 * - `outage`: about the connection or the service, and waited out until the deadline;
 * - `key-refused`: about the key or the account, so that every request gets it;
 * - `not-found`: about this job;
 * - `refused`: about this request.
 *
 * How long all but the first are waited out depends on whether the job could be read before, see `failureBudget`.
 */
export type ReadClass = 'outage' | 'key-refused' | 'not-found' | 'refused'

interface ServiceRefusal {
  readonly statuses: readonly number[]
  /** Only for responses whose body shows this. */
  readonly because?: RefusalCause
  readonly submission: SubmissionClass
  readonly read: ReadClass
  /** What the user can do, from experience with this service. */
  readonly hint?: string
}

const CHECK_KEY = 'Check `api-key`. An exhausted quota gives the same error.'
const NO_REDIRECT =
  'Redirects are not followed, because they would send the key to another address. Check `api-url`.'
const NOT_THE_SERVICE =
  'The answer comes from a proxy, a firewall or a CDN in front of the service, and says nothing about the key. Allow the runner to reach `api-url`. If a proxy needs a password, check it in `https_proxy`.'

/** How the action treats each response other than 2xx. The first row that applies counts. */
const SERVICE_REFUSALS: readonly ServiceRefusal[] = [
  {
    statuses: [402, 403, 429],
    because: 'quota-used-up',
    submission: 'refused',
    read: 'key-refused',
    hint: 'The quota or the spending limit of the account is used up, so trying again does not help. Raise it, then run the step again.',
  },
  { statuses: [401], because: 'web-page', submission: 'refused', read: 'key-refused', hint: NOT_THE_SERVICE },
  { statuses: [403, 407], because: 'web-page', submission: 'refused', read: 'outage', hint: NOT_THE_SERVICE },
  { statuses: [401], submission: 'refused', read: 'key-refused', hint: CHECK_KEY },
  {
    statuses: [402],
    submission: 'refused',
    read: 'key-refused',
    hint: 'Payment required. Check the billing of the account.',
  },
  {
    statuses: [403],
    submission: 'refused',
    read: 'refused',
    hint: 'The key is valid but not allowed to do this. Check its workspace and whether Forge is enabled for it.',
  },
  {
    statuses: [404],
    because: 'no-route',
    submission: 'refused',
    read: 'not-found',
    hint: 'The API was not found at this address. Check `api-url`; some deployments need a path prefix, such as https://api.mistral.ai/v1.',
  },
  {
    statuses: [404],
    submission: 'refused',
    read: 'not-found',
    hint: 'The job does not exist. Check `job-id`, and that the key belongs to the same workspace.',
  },
  {
    statuses: [410],
    submission: 'refused',
    read: 'refused',
    hint: 'The service has retired this endpoint.',
  },
  { statuses: [301, 302, 307, 308], submission: 'refused', read: 'refused', hint: NO_REDIRECT },
  // After these, the request may have taken effect.
  { statuses: [300, 303, 304, 305, 306], submission: 'ambiguous', read: 'refused', hint: NO_REDIRECT },
  { statuses: [400, 405, 406, 411, 413, 414, 415, 422, 431, 451], submission: 'refused', read: 'refused' },
  { statuses: [409], submission: 'conflict', read: 'refused' },
  { statuses: [429], submission: 'throttled', read: 'outage' },
  { statuses: [408, 425], submission: 'ambiguous', read: 'outage' },
  // Cloudflare could not connect to the origin (refused, or the handshake failed), so the origin received nothing.
  { statuses: [521, 523, 525, 526], submission: 'not-sent', read: 'outage' },
]

/** Anything not known to be harmless may have created a job. */
const UNKNOWN_OUTAGE: ServiceRefusal = { statuses: [], submission: 'ambiguous', read: 'outage' }
const UNKNOWN_REFUSAL: ServiceRefusal = { statuses: [], submission: 'ambiguous', read: 'refused' }

/** How to treat a failed request. */
export function refusalOf({
  kind,
  status = 0,
  because,
}: Pick<ApiError, 'kind' | 'status' | 'because'>): Omit<ServiceRefusal, 'statuses' | 'because'> {
  if (kind === 'not-sent') return { submission: 'not-sent', read: 'outage' }
  if (kind !== 'http') return UNKNOWN_OUTAGE
  const known = SERVICE_REFUSALS.find(
    (row) => row.statuses.includes(status) && (row.because ?? because) === because,
  )
  return known ?? (status < 300 || status >= 500 ? UNKNOWN_OUTAGE : UNKNOWN_REFUSAL)
}
