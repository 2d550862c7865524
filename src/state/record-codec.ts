import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { asHearsay, EMPTY_RECORD, type Entry, type KeyRecord, type RecordedJob } from './record.ts'

/** The hidden first bytes of every comment of this action: format version, then the key, then the record. */
export const MARKER_START = '<!-- forge-training-job v1 '

/** Longest record in a marker, in characters: a comment has 65,536. */
const MAX_RECORD_LENGTH = 16_000
/** Hexadecimal digits. */
const FINGERPRINT_LENGTH = 32
/** As many characters at the beginning of a comment tell its key. */
export const KEY_LENGTH = MARKER_START.length + FINGERPRINT_LENGTH
/** More than any honest record has; an inflated one of more is not read. */
const MAX_INFLATED_BYTES = 1024 * 1024

/** How the comments of one key are marked, and what makes their record trustworthy. */
export interface Seal {
  /** The hidden first line of a comment, as far as it is the same for every comment of the key. */
  readonly start: string
  /** The whole first line of a comment that remembers this; undefined for whoever has no key to sign it with. */
  readonly write: ((record: KeyRecord) => string) | undefined
  /** What a comment of the key remembers; as hearsay where nobody with our key has written it. */
  readonly read: (body: string) => KeyRecord
}

/**
 * The seal of a comment key. The record is signed (HMAC-SHA256) with a key made from the API key, because every workflow
 * of the repository can write in the name under which our comments appear. `scope` ties it to its conversation, and
 * `redact` takes out secrets that the service may have repeated: nobody would see them in a record, but they can be read.
 */
export function sealOf(
  key: string,
  scope: string,
  apiKey: string | undefined,
  redact: (text: string) => string = (text) => text,
): Seal {
  const fingerprint = createHash('sha256').update(key).digest('hex').slice(0, FINGERPRINT_LENGTH)
  return sealWith(fingerprint, scope, apiKey, redact)
}

/** The seal of the key, whichever that is, under which a comment was written; undefined for a comment of others. */
export function sealFound(
  body: string,
  scope: string,
  apiKey: string,
  redact: (text: string) => string,
): Seal | undefined {
  const fingerprint = body.slice(MARKER_START.length, KEY_LENGTH)
  const isOurs = body.startsWith(`${MARKER_START}${fingerprint} `) && /^[0-9a-f]{32}$/.test(fingerprint)
  return isOurs ? sealWith(fingerprint, scope, apiKey, redact) : undefined
}

function sealWith(
  fingerprint: string,
  scope: string,
  apiKey: string | undefined,
  redact: (text: string) => string,
): Seal {
  const start = `${MARKER_START}${fingerprint}`
  const secret = apiKey && createHmac('sha256', apiKey).update('forge-training-job record').digest()
  const sign = (payload: string): string =>
    secret
      ? createHmac('sha256', secret).update(`${scope}\n${fingerprint}\n${payload}`).digest('base64url')
      : ''
  return {
    start,
    write: secret
      ? (record) => {
          const payload = encode(record, redact)
          return `${start} ${payload} ${sign(payload)} -->`
        }
      : undefined,
    read(body) {
      const [payload = '', signature = ''] = markerLine(body).slice(start.length).trim().split(' ')
      const record = decode(payload)
      return secret && isSame(signature, sign(payload)) ? record : asHearsay(record)
    },
  }
}

/** The first line of a comment, with its end. */
export function markerLine(body: string): string {
  const end = body.indexOf('-->')
  return end < 0 ? '' : body.slice(0, end + 3)
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** What is missed least is left out, where the whole is too long for a comment. */
function encode(record: KeyRecord, redact: (text: string) => string): string {
  for (const shorter of shortenings(record)) {
    const json = Buffer.from(redact(JSON.stringify(shorter)))
    // What repeats itself becomes short, and is too long for whoever reads it all the same.
    if (json.length > MAX_INFLATED_BYTES) continue
    const payload = deflateRawSync(json).toString('base64')
    if (payload.length <= MAX_RECORD_LENGTH) return payload
  }
  return ''
}

/**
 * What the text was made from goes first (that it is not final stays), then the oldest jobs that have ended, then what
 * their service said of the others, then the oldest of all.
 */
function* shortenings(whole: KeyRecord): Iterable<KeyRecord> {
  const { memo } = whole
  if (memo !== undefined) yield whole
  const record = memo === undefined ? whole : { ...whole, memo: { atMs: memo.atMs, story: null } }
  for (const most of [Infinity, 10, 5, 2, 1, 0])
    yield withJobs(record, (job, n, { jobId }) => (n < most || job.isOpen || job.id === jobId ? job : []))
  for (const most of [Infinity, 10, 5, 2, 1, 0])
    yield withJobs(record, ({ echo: _, ...job }, n, { jobId }) => {
      return (n < most && job.isOpen) || job.id === jobId ? job : []
    })
  const newest = Object.entries(record.entries).sort(([, a], [, b]) => b.atMs - a.atMs)
  for (let most = newest.length / 2; most >= 1; most /= 2) {
    const entries = newest.slice(0, most).map(([label, entry]) => [label, { ...entry, jobs: heldOf(entry) }])
    yield { ...record, entries: Object.fromEntries(entries) as KeyRecord['entries'] }
  }
}

function heldOf({ jobs, jobId }: Entry): readonly RecordedJob[] {
  return jobs.filter(({ id }) => id === jobId).map(({ echo: _, ...job }) => job)
}

function withJobs(
  record: KeyRecord,
  pick: (job: RecordedJob, n: number, entry: Entry) => RecordedJob | [],
): KeyRecord {
  const entries = Object.entries(record.entries).map(([label, entry]): [string, Entry] => [
    label,
    { ...entry, jobs: entry.jobs.flatMap((job, n) => pick(job, n, entry)) },
  ])
  return { ...record, entries: Object.fromEntries(entries) }
}

/** What cannot be read is an empty record: it was written by somebody else, or by hand. */
function decode(payload: string): KeyRecord {
  try {
    const json = inflateRawSync(Buffer.from(payload, 'base64'), { maxOutputLength: MAX_INFLATED_BYTES })
    const value: unknown = JSON.parse(json.toString('utf8'))
    return isRecord(value) ? value : EMPTY_RECORD
  } catch {
    return EMPTY_RECORD
  }
}

function isRecord(value: unknown): value is KeyRecord {
  const { run, memo, entries } = fieldsOf(value)
  return (
    (run === undefined || isRun(run)) &&
    (memo === undefined || isTime(fieldsOf(memo)['atMs'])) &&
    isMapping(entries) &&
    Object.values(entries).every(isEntry)
  )
}

function isEntry(value: unknown): value is Entry {
  const { digest, run, writer, commit, atMs, aliveUntilMs, submittingSinceMs, jobId, jobs } = fieldsOf(value)
  return (
    isText(digest) &&
    isRun(run) &&
    isText(writer) &&
    isText(commit) &&
    isTime(atMs) &&
    isTime(aliveUntilMs) &&
    (submittingSinceMs === undefined || isTime(submittingSinceMs)) &&
    (jobId === undefined || isText(jobId)) &&
    Array.isArray(jobs) &&
    jobs.every(isJob)
  )
}

function isJob(value: unknown): value is RecordedJob {
  const { id, digest, runId, atMs, isOpen, echo } = fieldsOf(value)
  return (
    isText(id) &&
    /^[0-9a-f-]{36}$/.test(id) &&
    isText(digest) &&
    isText(runId) &&
    isTime(atMs) &&
    typeof isOpen === 'boolean' &&
    (echo === undefined || isMapping(echo))
  )
}

function isRun(value: unknown): boolean {
  const { id, attempt } = fieldsOf(value)
  return isText(id) && isTime(attempt)
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return isMapping(value) ? value : {}
}
