import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { commentRecord } from './comment-record-codec.ts'
import { packFirstThatFits, unpack } from './pack.ts'
import {
  asUnsigned,
  EMPTY_RECORD,
  mapRequests,
  type CommentRecord,
  type Hold,
  type RecordedJob,
} from './record.ts'

/** Hidden start of every comment of this action. The key hash, the record and its signature follow. */
export const MARKER_START = '<!-- forge-training-job v1 '

/** In characters. A comment may have 65,536, of which the text takes up to 48,000. */
const MAX_RECORD_LENGTH = 17_000
/** With room for the jobs that follow. */
const MAX_CLAIM_LENGTH = 16_000
/** Hexadecimal digits. */
const KEY_HASH_LENGTH = 32
/** Comments of one key share their first characters. */
export const KEYED_PREFIX_LENGTH = MARKER_START.length + KEY_HASH_LENGTH

/** Reads and writes the markers of the comments of one key. */
export interface RecordCodec {
  /** Start of the marker, common to all comments of the key. */
  readonly prefix: string
  /**
   * Returns the signed marker of a record, or undefined if it is too long. Absent without an API key, because nothing can
   * be signed.
   */
  readonly encode:
    ((record: CommentRecord, options?: { readonly isClaim?: boolean }) => string | undefined) | undefined
  /**
   * Returns the record of a comment; marked as unsigned unless signed with our API key. Empty if unreadable: another
   * author may have written it.
   */
  readonly decode: (body: string) => CommentRecord
  /** The same for a comment of another key of the conversation; undefined if it has no marker. */
  readonly decodeOther: (body: string) => CommentRecord | undefined
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
  apiKey: string | undefined,
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
      ? (record, { isClaim = false } = {}) => {
          const limits = { maxLength: isClaim ? MAX_CLAIM_LENGTH : MAX_RECORD_LENGTH, redact }
          const payload = packFirstThatFits(reductions(record), (each) => commentRecord.encode(each), limits)
          return payload && `${prefix} ${payload} ${sign(payload)} -->`
        }
      : undefined,
    decode(body) {
      const [payload = '', signature = ''] = extractMarker(body).slice(prefix.length).trim().split(' ')
      const record = commentRecord.decode(unpack(payload)) ?? EMPTY_RECORD
      return secret && isEqual(signature, sign(payload)) ? record : asUnsigned(record)
    },
    decodeOther: (body) => codecForComment(body, scope, apiKey, redact)?.decode(body),
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

/**
 * Ever smaller versions of a record. Drops the report data first (but keeps the fact that the text is not final), then jobs
 * that ended without a model, then the holds of finished steps. Successful and unfinished jobs are always kept.
 */
function* reductions(original: CommentRecord): Iterable<CommentRecord> {
  const { savedReport } = original
  if (savedReport !== undefined) yield original
  const record =
    savedReport === undefined
      ? original
      : { ...original, savedReport: { atMs: savedReport.atMs, report: null } }
  yield record
  const withoutFailures = mapRequests(record, ({ holds, jobs }) => ({
    holds,
    jobs: jobs.filter(isEssential),
  }))
  yield withoutFailures
  yield mapRequests(withoutFailures, ({ holds, jobs }) => ({ holds: holds.filter(isAtWork), jobs }))
}

const isEssential = ({ isUnfinished, outputModel }: RecordedJob): boolean =>
  isUnfinished || outputModel !== undefined

const isAtWork = ({ leaseExpiresAtMs, submissionStartedAtMs }: Hold): boolean =>
  leaseExpiresAtMs > 0 || submissionStartedAtMs !== undefined
