import type { Blow, Effect, FaultData } from './schedule.ts'

/** Where in an exchange a fault strikes, from its first moment to its last. */
export type Position = keyof typeof CATALOGUE

const blow =
  (effect: Effect) =>
  (id: string, fault: FaultData): Blow => ({ id, effect, fault })
const failed = blow('failed')
const open = blow('open')
const answered = blow('answered')

const ENDS = ['reset', 'fin', 'hang'] as const
/** More than any answer has. */
const ALL = 1_000_000
const MINUTE = 60_000

const status = (code: number, id: string, headers: Record<string, string> = {}, body?: unknown): Blow =>
  failed(id, { kind: 'status', status: code, headers, ...(body === undefined ? {} : { body }) })
const acted = (code: number): Blow =>
  failed(`${code}-acted`, { kind: 'status', status: code, after: true })
/** An answer of the service with a body of our own. */
const body = (id: string, text: string, code = 200): Blow =>
  failed(id, {
    kind: 'status',
    status: code,
    body: text,
    headers: { 'content-type': 'application/json' },
    after: true,
  })
const retryAfter = (code: number, value: string, id = value): Blow =>
  status(code, `${code}-after-${id}`, { 'retry-after': value })
const mutated = (id: string, set: Record<string, unknown>, effect = open): Blow =>
  effect(`with-${id}`, { kind: 'mutate', set })

/** How much of a head or a body comes through: at its first byte, in its middle, before its last byte. */
const HEADS = { first: 1, early: 9, middle: 120, last: -1 }
const BODIES = { none: 0, first: 1, middle: undefined, last: -1 }
const partly = (name: string, bytes: number | undefined, kind: 'truncated' | 'cut' | 'head'): Blow[] =>
  ENDS.map((end) =>
    failed(`${kind}-${name}-${end}`, { kind, end, ...(bytes === undefined ? {} : { bytes }) }),
  )

const FORGED = '\n::error::forged\n##[error]forged\r::set-output name=outcome::succeeded'

/** What can go wrong, by position. The strings `{key}`, `{key64}`, `{keyurl}` and `{trap}` are filled in for each run. */
export const CATALOGUE = {
  /** These are faults of the exchange before: it is answered, and the next connection suffers. */
  'before connect': [5_000, 45_000, 10 * MINUTE].map((forMs) =>
    answered(`then-refuse-${forMs / 1000}s`, { kind: 'closing', forMs }),
  ),
  'after connect': ENDS.map((end) => answered(`then-deaf-${end}`, { kind: 'deaf', end })),
  'within the request': ENDS.map((kind) => failed(`request-${kind}`, { kind })),
  'the request is read': ENDS.map((kind) => failed(`read-${kind}`, { kind, read: true })),
  'a gateway answers': [
    ...[400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 413, 415, 422, 425, 429, 431, 451].map((code) =>
      status(code, String(code)),
    ),
    ...[500, 501, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530].map((code) =>
      status(code, String(code)),
    ),
    status(503, '503-empty', {}, ''),
    status(404, '404-no-route', {}, { message: 'no Route matched with those values' }),
    status(422, '422-list', {}, { detail: [{ loc: ['body'], msg: 'no', input: '{key}' }] }),
    failed('html-502', { kind: 'html', status: 502 }),
    failed('html-520', { kind: 'html' }),
    failed('html-200', { kind: 'html', status: 200 }),
  ],
  'sent elsewhere': [301, 302, 303, 307, 308].map((code) =>
    failed(`redirect-${code}`, { kind: 'redirect', status: code, location: '{trap}' }),
  ),
  'asked to wait': [
    ...['0', '7', '120', '0.5', '-5', 'soon', '99999999999'].map((value) => retryAfter(429, value)),
    retryAfter(429, 'Sun, 22 Nov 2026 14:12:00 GMT', 'date'),
    retryAfter(429, 'Sun, 22 Nov 2020 14:12:00 GMT', 'past'),
    retryAfter(503, '120'),
    retryAfter(403, '90'),
    retryAfter(301, '90'),
  ],
  'tells secrets and lies': [
    status(401, '401-key', {}, { message: 'the key {key} is not known' }),
    status(500, '500-key64', {}, { detail: 'authorization: Bearer {key64}' }),
    status(503, '503-keyurl', {}, 'https://example.test/?key={keyurl}&raw={key}'),
    status(400, '400-forged', {}, { message: FORGED }),
    status(502, '502-forged', { 'x-request-id': '::error::forged {key}' }, FORGED),
  ],
  'acted, without an answer': ENDS.map((kind) => failed(`acted-${kind}`, { kind, after: true })),
  'acted, and a gateway answers': [
    ...[408, 409, 500, 502, 503, 504, 520, 522, 524].map(acted),
    failed('html-520-acted', { kind: 'html', after: true }),
    failed('html-200-acted', { kind: 'html', status: 200, after: true }),
    failed('not-http', { kind: 'notHttp' }),
  ],
  'within the head': Object.entries(HEADS).flatMap(([name, bytes]) => partly(name, bytes, 'head')),
  'within the body': Object.entries(BODIES).flatMap(([name, bytes]) => partly(name, bytes, 'truncated')),
  'within a body of no said length': Object.entries(BODIES).flatMap(([name, bytes]) =>
    partly(name, bytes, 'cut'),
  ),
  'after the answer': [
    open('whole-reset', { kind: 'truncated', bytes: ALL, end: 'reset' }),
    answered('whole-fin', { kind: 'truncated', bytes: ALL, end: 'fin' }),
    answered('whole-hang', { kind: 'truncated', bytes: ALL, end: 'hang' }),
    answered('whole-unsaid', { kind: 'cut', bytes: ALL, end: 'fin' }),
  ],
  slowly: [
    failed('trickle-1', { kind: 'trickle', bytes: 1, everyMs: 1_000 }),
    open('trickle-40', { kind: 'trickle', bytes: 40, everyMs: 500 }),
    answered('late-10s', { kind: 'delay', ms: 10_000 }),
    answered('late-10s-acted', { kind: 'delay', ms: 10_000, after: true }),
    failed('late-5min-acted', { kind: 'delay', ms: 5 * MINUTE, after: true }),
  ],
  'not what was promised': [
    failed('garbage', { kind: 'garbage' }),
    failed('garbage-201', { kind: 'garbage', status: 201 }),
    failed('huge', { kind: 'huge' }),
    open('long', { kind: 'huge', bytes: 500_000 }),
    body('empty', ''),
    body('empty-204', '', 204),
    body('null', 'null'),
    body('text', '"accepted {key}"'),
    body('number', '42'),
    body('list', '[]'),
    open('object', { ...body('object', '{}').fault }),
    body('deep', '['.repeat(100_000)),
  ],
  'other types and nulls': [
    mutated('id-null', { id: null }),
    mutated('id-number', { id: 7 }),
    mutated('id-empty', { id: '' }),
    mutated('id-path', { id: '../../admin' }),
    mutated('status-null', { status: null }),
    mutated('status-number', { status: 7 }),
    mutated('status-new', { status: 'DREAMING' }),
    mutated('status-forged', { status: FORGED }),
    mutated('times-odd', { created_at: null, modified_at: 'yesterday' }),
    mutated('model-odd', { output_model: { id: 3 } }),
    mutated('model-null', { output_model: null }),
    mutated('fields-null', { model_config: null, hyperparameters: null, job_type: null }),
    mutated('fields-odd', { model_config: 'dense', hyperparameters: [1], job_type: {} }),
    mutated('data-null', { data: null }),
    mutated('data-odd', { data: [null, 7, {}, { id: null }] }),
    mutated('total-odd', { total: 'many' }),
    mutated('total-less', { total: 0 }),
    mutated('total-more', { total: 10_000 }),
  ],
  'acts late': [3_000, 30_000, 4 * MINUTE].flatMap((ms) => [
    failed(`later-${ms / 1000}s-504`, { kind: 'lateAccept', ms, status: 504 }),
    failed(`later-${ms / 1000}s-reset`, { kind: 'lateAccept', ms, status: 0, end: 'reset' }),
  ]),
} as const satisfies Record<string, readonly Blow[]>

/** All blows at these positions. */
export function blowsAt(...positions: readonly Position[]): readonly Blow[] {
  return positions.flatMap((position): readonly Blow[] => CATALOGUE[position])
}

/** The blows with these ids. */
export function blowsNamed(...ids: readonly string[]): readonly Blow[] {
  const all: readonly Blow[] = Object.values(CATALOGUE).flat()
  return ids.map((id) => {
    const found = all.find((each) => each.id === id)
    if (found === undefined) throw new Error(`the catalogue has no "${id}"`)
    return found
  })
}
