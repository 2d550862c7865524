import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { commentRecord } from './comment-record-codec.ts'
import { limitHistory } from './history.ts'
import { limitActs } from './recorded-acts.ts'
import { limitPlans } from './limit-plans.ts'
import { withFewerOwners, withFewestHolds, withoutOldHolds } from './fewer-holds.ts'
import { endEditedPlans } from './show-plan.ts'
import { plansShownLast, requestsOf, shortDigest } from './shown-plans.ts'
import type { StoredComment } from './github.ts'
import { withSubtotals } from './subtotals.ts'
import { withClaimedJobs } from './claimed-jobs.ts'
import { packFirstThatFits, unpack } from './pack.ts'
import {
  asUnsigned,
  digestOfKey,
  EMPTY_RECORD,
  mapRequests,
  type CommentRecord,
  type Hold,
  type RecordedAct,
  type RecordedJob,
} from './record.ts'

/** Start of the marker of every version. The version, the conversation and the key hash follow in clear text. */
const MARKER_NAME = 'forge-training-job '
const MARKER_START = `<!-- ${MARKER_NAME}`
const VERSION = 1
const MARKER_HEAD = /<!-- forge-training-job (?:v(\d+)(?: ([^\s#]+#\d+)(?=\s))?)?/
const MARKER = /^<!-- forge-training-job v1 ([^\s#]+#\d+) ([0-9a-f]{32})(?: (\S+)(?: (\S+))?)? -->/

/** In characters. A comment may have 65,536, of which the text takes up to 48,000. */
const MAX_RECORD_LENGTH = 17_000
/** Hexadecimal digits. */
const KEY_HASH_LENGTH = 32
/** Of those, what tells apart the few comments of a conversation. */
const SHORT_KEY_LENGTH = 8
/** Jobs with a price that ended without a model to keep per request, while there is room. */
const MAX_PRICED_FAILURES = 50
/** How many of those with the newest runs keep their holds, whatever they do, in ever smaller versions. */
const FEWER_OWNERS = [50, 20, 5, 0]

/** What the body of a comment contains. */
export type DecodedRecord =
  /** `isSigned`: with our API key. If not, the record is marked as unsigned. It is empty if nothing was recorded. */
  | { readonly kind: 'record'; readonly record: CommentRecord; readonly isSigned: boolean }
  /** Copied or moved from another pull request or issue. */
  | { readonly kind: 'other-conversation' }
  | { readonly kind: 'newer-version' }
  /** There is a marker, but its record cannot be read. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'none' }

/** Reads and writes the markers of the comments of one key. */
export interface RecordCodec {
  /** The conversation: `<repository>#<number>`. */
  readonly scope: string
  /** Start of the marker, common to all comments of the key. */
  readonly prefix: string
  /** Of the comment key. */
  readonly keyHash: string
  /**
   * Returns the signed marker of a record, or undefined if it is too long, for a claim also if it had no room for the jobs
   * that follow. Absent without an API key, because nothing can be signed.
   */
  readonly encode:
    ((record: CommentRecord, options?: { readonly isClaim?: boolean }) => string | undefined) | undefined
  /** Reads the marker of a comment of any key, wherever it is. */
  readonly decode: (body: string) => DecodedRecord
  /** Whether the marker of a comment has the key and the conversation of this codec. */
  readonly matches: (body: string) => boolean
}

/**
 * Creates the codec of a comment key. Records are signed (HMAC-SHA256) with a key derived from the API key, because
 * every workflow of the repository can write comments under our login. `scope` is the conversation,
 * `<repository>#<number>`; it is part of the marker and of the signature. `redact` removes secrets that the service may have
 * echoed: the marker is hidden, but readable.
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

/** The codec of the key of a comment; undefined if the comment has no readable marker of this conversation. */
export function codecForComment(
  body: string,
  scope: string,
  apiKey: string | undefined,
  redact: (text: string) => string,
): RecordCodec | undefined {
  const marker = parseMarker(body)
  return marker?.scope === scope ? codecForKeyHash(marker.keyHash, scope, apiKey, redact) : undefined
}

function codecForKeyHash(
  keyHash: string,
  scope: string,
  apiKey: string | undefined,
  redact: (text: string) => string,
): RecordCodec {
  const prefix = `${MARKER_START}v${VERSION} ${scope} ${keyHash}`
  const secret = apiKey && createHmac('sha256', apiKey).update('forge-training-job record').digest()
  const sign = (payload: string, hash: string): string =>
    secret ? createHmac('sha256', secret).update(`${scope}\n${hash}\n${payload}`).digest('base64url') : ''
  return {
    scope,
    prefix,
    keyHash,
    encode: secret
      ? (record, { isClaim = false } = {}) => {
          const pack = (each: CommentRecord) => packRecord(each, keyHash, redact)
          const payload = isClaim && pack(withClaimedJobs(record)) === undefined ? undefined : pack(record)
          return payload && `${prefix} ${payload} ${sign(payload, keyHash)} -->`
        }
      : undefined,
    decode(body) {
      const { version, scope: markedScope } = parseHead(body) ?? {}
      if (version === undefined) return { kind: isCutMarker(body, scope) ? 'damaged' : 'none' }
      if (markedScope !== undefined && markedScope !== scope) return { kind: 'other-conversation' }
      if (version > VERSION) return { kind: 'newer-version' }
      const { payload, signature = '', keyHash: hash = '' } = parseMarker(body) ?? { payload: '' }
      // A comment that was written without an API key.
      if (payload === undefined) return { kind: 'record', record: EMPTY_RECORD, isSigned: false }
      const record = commentRecord.decode(unpack(payload))
      if (record === undefined) return { kind: 'damaged' }
      const isSigned = secret !== undefined && secret !== '' && isEqual(signature, sign(payload, hash))
      return isSigned
        ? { kind: 'record', record: endEditedPlans(record, withoutMarker(body)), isSigned }
        : { kind: 'record', record: asUnsigned(record), isSigned }
    },
    matches: (body) => isMarkedWith(body, scope, keyHash),
  }
}

function isMarkedWith(body: string, scope: string, keyHash: string): boolean {
  const marker = parseMarker(body)
  return marker?.scope === scope && marker.keyHash === keyHash
}

function packRecord(
  record: CommentRecord,
  keyHash: string,
  redact: (text: string) => string,
): string | undefined {
  const limits = { maxLength: MAX_RECORD_LENGTH, redact }
  const key = keyHash.slice(0, SHORT_KEY_LENGTH)
  const encode = (each: CommentRecord) => commentRecord.encode(withSubtotals(each, record, key))
  return packFirstThatFits(reductions(withFewerFailures(record)), encode, limits)
}

/** The record of a comment; empty if there is none or it cannot be read. */
export function readRecord({ decode }: Pick<RecordCodec, 'decode'>, body: string): CommentRecord {
  const decoded = decode(body)
  return decoded.kind === 'record' ? decoded.record : EMPTY_RECORD
}

/** The same, if it is known when the comment last changed. */
export function readRecordOf(
  codec: Pick<RecordCodec, 'decode'>,
  { body, updatedAtMs }: Pick<StoredComment, 'body' | 'updatedAtMs'>,
): CommentRecord {
  return endEditedPlans(readRecord(codec, body), withoutMarker(body), updatedAtMs)
}

/** Whether a comment has a marker, of whatever version and in whatever condition. */
export function hasMarker(body: string): boolean {
  return body.includes(MARKER_NAME)
}

/** Names the key and the conversation of a comment; empty without a readable marker. */
export function markerKey(body: string): string {
  const { scope = '', keyHash = '' } = parseMarker(body) ?? {}
  return `${scope} ${keyHash}`
}

/** The marker of a comment; empty if there is no complete one. */
export function extractMarker(body: string): string {
  return parseMarker(body)?.text ?? ''
}

/** The visible text of a comment. */
export function withoutMarker(body: string): string {
  const { index = 0, text = '' } = parseMarker(body) ?? {}
  const before = body.slice(0, index).replace(/^\ufeff/, '')
  const after = body.slice(index + text.length)
  // The marker has a line of its own.
  return after === '' ? before.replace(/\r?\n$/, '') : before + after.replace(/^\r?\n/, '')
}

/** The first marker counts: texts of others may follow. A version of 0 is none of ours. */
function parseHead(body: string): { index: number; version: number; scope?: string } | undefined {
  const match = MARKER_HEAD.exec(body)
  return match ? { index: match.index, version: Number(match[1] ?? 0), scope: match[2] } : undefined
}

function parseMarker(body: string) {
  const index = parseHead(body)?.index ?? 0
  const [text, scope = '', keyHash = '', payload, signature] = MARKER.exec(body.slice(index)) ?? []
  return text === undefined ? undefined : { index, text, scope, keyHash, payload, signature }
}

/** Whether a marker of this conversation has lost its start. */
function isCutMarker(body: string, scope: string): boolean {
  return body.includes(`${MARKER_NAME}v${VERSION} ${scope} `)
}

function isEqual(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/**
 * Ever smaller versions of a record. Drops the oldest of the history first, then the report data (but keeps the fact that
 * the text is not final), more of the history, and acts about what is no longer shown; jobs that ended without a model, the
 * holds of finished steps that nobody decides by, and the rest of the history; then which runs are the newest of owners with
 * nothing unfinished, those with the oldest runs first; then all acts and approved jobs without a model, without which a step
 * asks again, and only last what tells the jobs of claims apart. Of the plans that were shown, the oldest. Successful and
 * unfinished jobs are always kept, of the others what they have cost, and which run is the newest of each owner with something
 * unfinished.
 */
function* reductions(original: CommentRecord): Iterable<CommentRecord> {
  yield original
  const { savedReport } = original
  const record = withPlans(withHistory(original, 20), 6)
  yield record
  const textless =
    savedReport === undefined ? record : { ...record, savedReport: { atMs: savedReport.atMs, report: null } }
  yield textless
  const current = withShownActs(withPlans(withHistory(textless, 8), 2))
  yield current
  const shown = digestsShownLast(current)
  const withoutFailures = mapRequests(current, ({ holds, jobs }, key) => ({
    holds,
    jobs: jobs.filter(
      (job) => isEssential(job) || (job.approval && shown.has(shortDigest(digestOfKey(key)))),
    ),
  }))
  yield withoutFailures
  const recent = withoutOldHolds(withoutFailures)
  yield recent
  const minimal = withFewestHolds(recent)
  yield minimal
  const withoutHistory = withHistory(minimal, 0)
  yield withoutHistory
  for (const maxOwners of FEWER_OWNERS) yield withFewerOwners(withoutHistory, maxOwners)
  const withoutActs = mapRequests(
    { ...withPlans(withFewerOwners(withoutHistory, 0), 1), acts: undefined },
    ({ holds, jobs }) => ({ holds, jobs: jobs.filter(isEssential) }),
  )
  yield withoutActs
  yield mapRequests(withoutActs, ({ holds, jobs }) => ({ holds: holds.map(withoutFingerprint), jobs }))
}

/** One request may fail again and again. */
function withFewerFailures(record: CommentRecord): CommentRecord {
  const isPricedFailure = (job: RecordedJob): boolean => !isEssential(job) && job.price !== undefined
  return {
    ...record,
    requests: Object.fromEntries(
      Object.entries(record.requests).map(([key, { holds, jobs }]) => {
        const oldest = new Set(jobs.filter(isPricedFailure).slice(MAX_PRICED_FAILURES))
        return [key, { holds, jobs: jobs.filter((job) => !oldest.has(job)) }]
      }),
    ),
  }
}

const withHistory = (record: CommentRecord, maxEntries: number): CommentRecord => ({
  ...record,
  history: record.history && limitHistory(record.history, maxEntries),
})

/** The acts are about plans, which may have been dropped. */
const withPlans = (record: CommentRecord, maxPlans: number): CommentRecord => ({
  ...record,
  shownPlans: record.shownPlans && limitPlans(record.shownPlans, maxPlans),
  acts: record.acts && limitActs(record.acts, 2 * maxPlans),
})

/** Shortened. */
const digestsShownLast = ({ shownPlans = [] }: CommentRecord): ReadonlySet<string> =>
  new Set(plansShownLast(shownPlans).flatMap(requestsOf))

/** Each act names every request that it approved, of which a sweep has many. */
function withShownActs(record: CommentRecord): CommentRecord {
  const shown = digestsShownLast(record)
  const acts = record.acts?.flatMap((act): RecordedAct[] => {
    const digests = act.digests.filter((digest) => shown.has(digest))
    return digests.length > 0 ? [{ ...act, digests }] : []
  })
  return { ...record, acts }
}

/** Then its job may be any that looks new. */
const withoutFingerprint = ({ fingerprint: _, ...hold }: Hold): Hold => hold

const isEssential = ({ isUnfinished, outputModel }: RecordedJob): boolean =>
  isUnfinished || outputModel !== undefined
