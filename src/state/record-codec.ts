import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { commentRecord } from './comment-record-codec.ts'
import { packFirstThatFits, unpack } from './pack.ts'
import { asUnsigned, EMPTY_RECORD, type SpecRecord, type CommentRecord, type RecordedJob } from './record.ts'

/** Hidden start of every comment of this action. The key hash, the record and its signature follow. */
export const MARKER_START = '<!-- forge-training-job v1 '

/** In characters. A comment may have 65,536. */
const MAX_RECORD_LENGTH = 16_000
/** Hexadecimal digits. */
const KEY_HASH_LENGTH = 32
/** Comments of one key share their first characters. */
export const KEYED_PREFIX_LENGTH = MARKER_START.length + KEY_HASH_LENGTH

/** Reads and writes the markers of the comments of one key. */
export interface RecordCodec {
  /** Start of the marker, common to all comments of the key. */
  readonly prefix: string
  /** Returns the signed marker of a record. Undefined without an API key, because nothing can be signed. */
  readonly encode: ((record: CommentRecord) => string) | undefined
  /**
   * Returns the record of a comment; marked as unsigned unless signed with our API key. Empty if unreadable: another
   * author may have written it.
   */
  readonly decode: (body: string) => CommentRecord
}

/**
 * Creates the codec of a comment key. Records are signed (HMAC-SHA256) with a key derived from the API key, because
 * every workflow of the repository can write comments under our login. `scope` binds the signature to one conversation.
 * `redact` removes secrets that the service may have echoed: the marker is hidden, but readable.
 */
export function createCodec(
  key: string,
  scope: string,
  apiKey: string | undefined,
  redact: (text: string) => string = (text) => text,
): RecordCodec {
  const keyHash = createHash('sha256').update(key).digest('hex').slice(0, KEY_HASH_LENGTH)
  return codecForKeyHash(keyHash, scope, apiKey, redact)
}

/** The codec of the key of a comment; undefined if the comment has no marker. */
export function codecForComment(
  body: string,
  scope: string,
  apiKey: string,
  redact: (text: string) => string,
): RecordCodec | undefined {
  const keyHash = body.slice(MARKER_START.length, KEYED_PREFIX_LENGTH)
  const isOurs = body.startsWith(`${MARKER_START}${keyHash} `) && /^[0-9a-f]{32}$/.test(keyHash)
  return isOurs ? codecForKeyHash(keyHash, scope, apiKey, redact) : undefined
}

function codecForKeyHash(
  keyHash: string,
  scope: string,
  apiKey: string | undefined,
  redact: (text: string) => string,
): RecordCodec {
  const prefix = `${MARKER_START}${keyHash}`
  const secret = apiKey && createHmac('sha256', apiKey).update('forge-training-job record').digest()
  const sign = (payload: string): string =>
    secret ? createHmac('sha256', secret).update(`${scope}\n${keyHash}\n${payload}`).digest('base64url') : ''
  return {
    prefix,
    encode: secret
      ? (record) => {
          const payload = packRecord(record, redact)
          return `${prefix} ${payload} ${sign(payload)} -->`
        }
      : undefined,
    decode(body) {
      const [payload = '', signature = ''] = extractMarker(body).slice(prefix.length).trim().split(' ')
      const record = commentRecord.decode(unpack(payload)) ?? EMPTY_RECORD
      return secret && isEqual(signature, sign(payload)) ? record : asUnsigned(record)
    },
  }
}

/** The marker of a comment, including `-->`; empty if there is none. */
export function extractMarker(body: string): string {
  const end = body.indexOf('-->')
  return end < 0 ? '' : body.slice(0, end + 3)
}

function isEqual(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** Compresses a record, and drops the least important data if it is too long. */
function packRecord(record: CommentRecord, redact: (text: string) => string): string {
  const limits = { maxLength: MAX_RECORD_LENGTH, redact }
  return packFirstThatFits(reductions(record), (each) => commentRecord.encode(each), limits) ?? ''
}

/**
 * Ever smaller versions of a record. Drops the report data first (but keeps the fact that the text is not final), then
 * ended jobs, then snapshots, then unfinished jobs, then specs, each time the oldest first.
 */
function* reductions(original: CommentRecord): Iterable<CommentRecord> {
  const { savedReport } = original
  if (savedReport !== undefined) yield original
  const record =
    savedReport === undefined
      ? original
      : { ...original, savedReport: { atMs: savedReport.atMs, report: null } }
  for (const limit of [Infinity, 10, 5, 2, 1, 0])
    yield filterJobs(record, (job, n, { jobId }) =>
      n < limit || job.isUnfinished || job.id === jobId ? job : [],
    )
  for (const limit of [Infinity, 10, 5, 2, 1, 0])
    yield filterJobs(record, ({ snapshot: _, ...job }, n, { jobId }) => {
      return (n < limit && job.isUnfinished) || job.id === jobId ? job : []
    })
  const newest = Object.entries(record.specs).sort(([, a], [, b]) => b.atMs - a.atMs)
  for (let limit = newest.length / 2; limit >= 1; limit /= 2) {
    const specs = newest
      .slice(0, limit)
      .map(([label, specRecord]) => [label, { ...specRecord, jobs: currentJobs(specRecord) }])
    yield { ...record, specs: Object.fromEntries(specs) as CommentRecord['specs'] }
  }
}

function currentJobs({ jobs, jobId }: SpecRecord): readonly RecordedJob[] {
  return jobs.filter(({ id }) => id === jobId).map(({ snapshot: _, ...job }) => job)
}

function filterJobs(
  record: CommentRecord,
  filter: (job: RecordedJob, n: number, specRecord: SpecRecord) => RecordedJob | [],
): CommentRecord {
  const specs = Object.entries(record.specs).map(([label, specRecord]): [string, SpecRecord] => [
    label,
    { ...specRecord, jobs: specRecord.jobs.flatMap((job, n) => filter(job, n, specRecord)) },
  ])
  return { ...record, specs: Object.fromEntries(specs) }
}
