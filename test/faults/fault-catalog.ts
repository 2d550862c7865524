import type { Fault, FaultName } from '../simulator/faults.ts'

/** A way in which an exchange goes wrong, before it is said which exchange. */
export type Blow = { [Kind in FaultName]: Omit<Extract<Fault, { kind: Kind }>, 'on'> }[FaultName]

/** Where in an exchange a fault strikes; all kinds that make sense there. */
type Catalogue = Readonly<Record<string, readonly Blow[]>>

const ENDS = ['fin', 'reset', 'hang'] as const
/** More bytes than any body of these stories has, so that only the last one is missing. */
const MIDDLE = undefined
const status = (...all: number[]): Blow[] => all.map((code) => ({ kind: 'status', status: code }))

/** The service has not acted on the request. */
const UNTOUCHED: Catalogue = {
  'before connect': [5_000, 40_000, 600_000].map((forMs) => ({ kind: 'refuse', forMs })),
  'within the request': [{ kind: 'reset' }, { kind: 'fin' }, { kind: 'hang' }],
  'refused or passed on by a gateway': [
    ...status(400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 413, 415, 422, 425, 429, 431, 451),
    ...status(500, 501, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530),
    { kind: 'html', status: 502 },
    { kind: 'html', status: 200 },
    ...[301, 302, 303, 307, 308].map((code): Blow => ({ kind: 'redirect', status: code })),
  ],
  'asked to wait': [
    '0',
    '7',
    '120',
    '0.5',
    'Sun, 22 Nov 2026 14:30:00 GMT',
    '-5',
    'soon',
    '99999999',
  ].flatMap((value): Blow[] =>
    [429, 503].map((code) => ({ kind: 'status', status: code, headers: { 'retry-after': value } })),
  ),
}

/** The service has acted, and its answer does not come through as it should. */
const ACTED: Catalogue = {
  'after it acted': ENDS.map((kind) => ({ kind, after: true })),
  'status after it acted': [500, 502, 503, 504, 408, 520, 524].map((code) => ({
    kind: 'status',
    status: code,
    after: true,
  })),
  'within the head': ENDS.flatMap((end): Blow[] => [
    { kind: 'head', bytes: 9, end },
    { kind: 'head', bytes: 60, end },
  ]),
  'within the body': ENDS.flatMap((end) =>
    [0, 1, MIDDLE].map((bytes): Blow => ({ kind: 'truncated', bytes, end })),
  ),
  'at the end of an unannounced body': [0, 1, MIDDLE].map((bytes) => ({ kind: 'cut', bytes })),
  'drop by drop': [
    { kind: 'trickle', bytes: 1, everyMs: 1_000 },
    { kind: 'trickle', bytes: 40, everyMs: 500 },
  ],
  'not what was promised': [
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
  'other types and nulls': [
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
  slowly: [
    { kind: 'delay', ms: 20_000 },
    { kind: 'delay', ms: 20_000, after: true },
  ],
}

/** A submission that is accepted although, or long after, the client was told that it failed. */
const LATE: Catalogue = {
  'accepted late': [2_000, 30_000, 200_000].flatMap((ms): Blow[] => [
    { kind: 'lateAccept', ms, status: 504 },
    { kind: 'lateAccept', ms, status: 0, end: 'reset' },
  ]),
}

const all = (...catalogues: readonly Catalogue[]): readonly Blow[] =>
  catalogues.flatMap((catalogue) => Object.values(catalogue).flat())

/** All that can happen to an exchange with the service. */
export const BLOWS = all(UNTOUCHED, ACTED)
export const CREATE_BLOWS = all(UNTOUCHED, ACTED, LATE)

/** One of each class that the action treats differently, for combinations. */
export const READ_SAMPLE: readonly Blow[] = [
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
export const CREATE_SAMPLE: readonly Blow[] = [
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
export const COMMENT_SAMPLE: readonly Blow[] = [
  { kind: 'reset' },
  { kind: 'hang' },
  { kind: 'reset', after: true },
  { kind: 'status', status: 403 },
  { kind: 'status', status: 404 },
  { kind: 'status', status: 502 },
  { kind: 'garbage' },
]
