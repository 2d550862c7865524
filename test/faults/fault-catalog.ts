import type { Fault, FaultName } from '../simulator/faults.ts'

/** A fault without its trigger. */
export type FaultTemplate = { [Kind in FaultName]: Omit<Extract<Fault, { kind: Kind }>, 'on'> }[FaultName]

/** Faults by the point of the exchange at which they occur. */
type FaultCatalog = Readonly<Record<string, readonly FaultTemplate[]>>

const CONNECTION_ENDS = ['fin', 'reset', 'hang'] as const
/** Default of `bytes`: half of the body. */
const HALF = undefined
const statusFaults = (...statuses: number[]): FaultTemplate[] =>
  statuses.map((code) => ({ kind: 'status', status: code }))

/** The service has not processed the request. */
const NOT_PROCESSED: FaultCatalog = {
  'before connect': [5_000, 40_000, 600_000].map((forMs) => ({ kind: 'refuse', forMs })),
  'within the request': [{ kind: 'reset' }, { kind: 'fin' }, { kind: 'hang' }],
  'rejected or redirected by a gateway': [
    ...statusFaults(400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 413, 415, 422, 425, 429, 431, 451),
    ...statusFaults(500, 501, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530),
    { kind: 'html', status: 502 },
    { kind: 'html', status: 200 },
    ...[301, 302, 303, 307, 308].map((code): FaultTemplate => ({ kind: 'redirect', status: code })),
  ],
  'Retry-After': ['0', '7', '120', '0.5', 'Sun, 22 Nov 2026 14:30:00 GMT', '-5', 'soon', '99999999'].flatMap(
    (value): FaultTemplate[] =>
      [429, 503].map((code) => ({ kind: 'status', status: code, headers: { 'retry-after': value } })),
  ),
}

/** The service has processed the request, but its response does not arrive as it should. */
const PROCESSED: FaultCatalog = {
  'connection ended after processing': CONNECTION_ENDS.map((kind) => ({ kind, after: true })),
  'error status after processing': [500, 502, 503, 504, 408, 520, 524].map((code) => ({
    kind: 'status',
    status: code,
    after: true,
  })),
  'within the head': CONNECTION_ENDS.flatMap((end): FaultTemplate[] => [
    { kind: 'truncatedHead', bytes: 9, end },
    { kind: 'truncatedHead', bytes: 60, end },
  ]),
  'within the body': CONNECTION_ENDS.flatMap((end) =>
    [0, 1, HALF].map((bytes): FaultTemplate => ({ kind: 'truncated', bytes, end })),
  ),
  'within a body without a length': [0, 1, HALF].map((bytes) => ({ kind: 'truncatedNoLength', bytes })),
  'slow body': [
    { kind: 'trickle', bytes: 1, everyMs: 1_000 },
    { kind: 'trickle', bytes: 40, everyMs: 500 },
  ],
  'invalid response': [
    { kind: 'garbage' },
    { kind: 'notHttp' },
    { kind: 'huge' },
    { kind: 'html', status: 200, after: true },
    { kind: 'html', status: 520, after: true },
    { kind: 'status', status: 200, body: '', after: true },
    { kind: 'status', status: 204, body: '', after: true },
    { kind: 'status', status: 200, body: [], after: true },
    { kind: 'status', status: 200, body: { data: {} }, after: true },
  ],
  'wrong types and nulls': [
    { kind: 'mutate', remove: ['id'] },
    { kind: 'mutate', set: { id: null } },
    { kind: 'mutate', set: { id: 7 } },
    { kind: 'mutate', set: { status: null } },
    { kind: 'mutate', set: { status: 7 } },
    { kind: 'mutate', set: { status: 'DREAMING' } },
    { kind: 'mutate', set: { status: 'SUCCESS' } },
    { kind: 'mutate', set: { created_at: null, modified_at: 'x', output_model: 3 } },
    { kind: 'mutate', set: { model_config: null, hyperparameters: [], job_type: {} } },
    { kind: 'mutate', set: { data: null } },
    { kind: 'mutate', set: { total: 'many' } },
    { kind: 'mutate', change: () => null },
    { kind: 'mutate', change: (body) => [body] },
  ],
  slow: [
    { kind: 'delay', ms: 20_000 },
    { kind: 'delay', ms: 20_000, after: true },
  ],
}

/** The service processes the submission after it has reported a failure. */
const PROCESSED_LATE: FaultCatalog = {
  'accepted late': [2_000, 30_000, 200_000].flatMap((ms): FaultTemplate[] => [
    { kind: 'lateAccept', ms, status: 504 },
    { kind: 'lateAccept', ms, status: 0, end: 'reset' },
  ]),
}

const flatten = (...catalogues: readonly FaultCatalog[]): readonly FaultTemplate[] =>
  catalogues.flatMap((catalogue) => Object.values(catalogue).flat())

/** All faults of a read, and of a submission. */
export const FAULTS = flatten(NOT_PROCESSED, PROCESSED)
export const CREATE_FAULTS = flatten(NOT_PROCESSED, PROCESSED, PROCESSED_LATE)

/** One fault of each class that the action treats differently, for combinations. */
export const READ_SAMPLE: readonly FaultTemplate[] = [
  { kind: 'refuse', forMs: 40_000 },
  { kind: 'reset' },
  { kind: 'hang' },
  { kind: 'truncated', end: 'fin' },
  { kind: 'status', status: 401 },
  { kind: 'status', status: 404 },
  { kind: 'status', status: 429, headers: { 'retry-after': '90' } },
  { kind: 'status', status: 503 },
  { kind: 'garbage' },
]
export const CREATE_SAMPLE: readonly FaultTemplate[] = [
  { kind: 'refuse', forMs: 40_000 },
  { kind: 'reset' },
  { kind: 'reset', after: true },
  { kind: 'hang', after: true },
  { kind: 'truncated', end: 'reset' },
  { kind: 'garbage' },
  { kind: 'status', status: 429, headers: { 'retry-after': '90' } },
  { kind: 'status', status: 504, after: true },
  { kind: 'status', status: 409 },
  { kind: 'lateAccept', ms: 30_000, status: 504 },
]
export const COMMENT_SAMPLE: readonly FaultTemplate[] = [
  { kind: 'reset' },
  { kind: 'hang' },
  { kind: 'reset', after: true },
  { kind: 'status', status: 403 },
  { kind: 'status', status: 404 },
  { kind: 'status', status: 502 },
  { kind: 'garbage' },
]
