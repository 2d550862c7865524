import { createHash, createHmac } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import {
  asUnsigned,
  EMPTY_RECORD,
  type CommentRecord,
  type Hold,
  type RecordedJob,
  type RequestRecord,
} from '../../src/state/record.ts'
import { decideClaim } from '../../src/state/claim.ts'
import type { Claimant } from '../../src/state/lease.ts'
import { commentRecord } from '../../src/state/comment-record-codec.ts'
import {
  createCodec,
  extractMarker,
  readRecord,
  withoutMarker,
  type RecordCodec,
} from '../../src/state/record-codec.ts'
import { shortDigest } from '../../src/state/shown-plans.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { jobId } from '../fakes/forge-api.ts'
import {
  KEY,
  OTHER_KEY,
  OWNER,
  recordedJob,
  commentRecordOf,
  runRef,
  requestOf,
  sampleHold,
  SCOPE,
  CODEC,
  SERVICE,
} from './samples.ts'

/** The limit of GitHub, 65,536 characters, less the longest report. */
const MAX_MARKER_LENGTH = 65_536 - 48_000

const RECORD = commentRecordOf(
  requestOf({ jobId: jobId(2), submissionStartedAtMs: 5 }, [
    recordedJob(2, { createdAtS: 1, keyId: 'k', replacedBy: 'next', provenance: 'recovered' }),
    recordedJob(1, { isUnfinished: false, outputModel: 'ft:x' }),
  ]),
  { run: runRef(8123), savedReport: { atMs: 3, report: ['x'] }, ambiguousOwners: ['evaluate'] },
)

const markerOf = (record: CommentRecord, codec: RecordCodec = CODEC): string => codec.encode!(record) ?? ''
const jsonOf = (record: CommentRecord, changes: object = {}): string =>
  JSON.stringify({ ...(commentRecord.encode(record) as object), ...changes })
const JSON_OF_RECORD = jsonOf(RECORD)
/** A marker made without our key. */
const forgedMarker = (text: string, signature = 'x'): string =>
  `${CODEC.prefix} ${deflateRawSync(text).toString('base64')} ${signature} -->`

describe('a marker', () => {
  it('names version, conversation and key in clear text', () => {
    for (const key of ['', 'a key', '--> <b>', 'a\nb', 'ü'.repeat(5_000)]) {
      const codec = createCodec(key, '700#7', 'forge-key')
      expect(codec.prefix).toMatch(/^<!-- forge-training-job v1 700#7 [0-9a-f]{32}$/)
      expect(markerOf(RECORD, codec)).toMatch(
        /^<!-- forge-training-job v1 700#7 [0-9a-f]{32} [\w+/=]+ [\w-]{43} -->$/,
      )
      expect(markerOf(RECORD, codec).startsWith(`${codec.prefix} `)).toBe(true)
    }
    expect(createCodec('a', SCOPE, 'k').prefix).not.toBe(createCodec('b', SCOPE, 'k').prefix)
  })

  it('is extracted only if it is complete', () => {
    const marker = markerOf(RECORD)
    expect(extractMarker(`x ${marker} --> c`)).toBe(marker)
    for (const body of ['', '<!-- a -->', marker.slice(0, -1), marker.slice(1)])
      expect(extractMarker(body)).toBe('')
  })

  it.each<[string, (marker: string) => string, string]>([
    ['at the start', (marker) => `${marker}\n### text\nmore`, '### text\nmore'],
    ['with line ends of GitHub’s editor', (marker) => `${marker}\r\n### text`, '### text'],
    ['after a line of a person', (marker) => `Nice!\n${marker}\n### text`, 'Nice!\n### text'],
    ['after a blank line', (marker) => `\n${marker}\n### text`, '\n### text'],
    ['after a byte order mark', (marker) => `\ufeff${marker}\n### text`, '### text'],
    ['at the end', (marker) => `### text\n${marker}`, '### text'],
    ['before a copy', (marker) => `${marker}\n${CODEC.prefix} -->`, `${CODEC.prefix} -->`],
  ])('is found %s', (_, bodyWith, text) => {
    const body = bodyWith(markerOf(RECORD))
    expect(CODEC.decode(body)).toEqual({ kind: 'record', record: RECORD, isSigned: true })
    expect(CODEC.matches(body)).toBe(true)
    expect(withoutMarker(body)).toBe(text)
  })

  it('of another conversation is told apart, whatever its version and condition', () => {
    const other = markerOf(RECORD, createCodec('a key', 'acme/bot#8', 'forge-key'))
    for (const body of [other, other.replace(' v1 ', ' v2 '), other.slice(0, 60), other.replace('-->', '')]) {
      expect(CODEC.decode(body)).toEqual({ kind: 'other-conversation' })
      expect(CODEC.matches(body)).toBe(false)
    }
  })

  it('of a newer version is told apart, whatever follows the conversation', () => {
    for (const rest of [`v2 ${SCOPE} `, `v2 ${SCOPE} json {} -->`, 'v17 -->', 'v2'])
      expect(CODEC.decode(`<!-- forge-training-job ${rest}`)).toEqual({ kind: 'newer-version' })
  })

  it.each<[string, (marker: string) => string]>([
    ['lost its end', (marker) => marker.replace(' -->', '')],
    ['lost its start', (marker) => marker.replace('<!-- ', '')],
    ['was cut within the record', (marker) => `${marker.slice(0, 120)} -->`],
    ['was cut within the key', (marker) => marker.slice(0, 50)],
    ['was cut within the conversation', (marker) => marker.slice(0, 32)],
    ['was cut within the version', (marker) => marker.slice(0, 26)],
    ['has other characters in the record', (marker) => marker.replace(/(?<=[0-9a-f]{32} )..../, '____')],
    ['is wrapped', (marker) => marker.replace(/(?<=[0-9a-f]{32} .{20})/, '\n')],
  ])('is damaged if it %s', (_, damage) => {
    expect(CODEC.decode(`${damage(markerOf(RECORD))}\n### text`)).toEqual({ kind: 'damaged' })
  })

  it.each(['', 'forge-training-job v1 failed', '<!-- forge -->', `${SCOPE} -->`])(
    'is not in other texts: %j',
    (body) => {
      expect(CODEC.decode(body)).toEqual({ kind: 'none' })
    },
  )

  it('is decoded independently of the text after it', () => {
    expect(readRecord(CODEC, `${markerOf(RECORD)}\n### text --> and more`)).toEqual(RECORD)
  })

  it('contains neither the comment key nor the API key', () => {
    const marker = markerOf(RECORD, createCodec('the comment key', SCOPE, 'S3CRET'))
    for (const secret of ['S3CRET', 'the comment key']) {
      expect(marker).not.toContain(secret)
      expect(marker).not.toContain(createHash('sha256').update(secret).digest('hex'))
      expect(marker).not.toContain(Buffer.from(secret).toString('base64'))
    }
  })

  it('contains no secret that the service echoed', () => {
    const codec = createCodec('a key', SCOPE, 'forge-key', (text) => text.replaceAll('S3CRET', '***'))
    const record = commentRecordOf(requestOf({}, [recordedJob(1, { outputModel: 'ft:S3CRET' })]))
    expect(readRecord(codec, markerOf(record, codec)).requests[KEY]?.jobs[0]?.outputModel).toBe('ft:***')
  })
})

describe('a record', () => {
  it('keeps which approvals are independent', () => {
    const act = { act: 'review', by: 'ada', byId: 5, atMs: 7, actId: 'review 1' } as const
    const independent = { ...act, isIndependent: true } as const
    const record = commentRecordOf(
      requestOf({ approval: { ...act, first: act } }, [recordedJob(1, { approval: independent })]),
      { acts: [{ ...independent, digests: ['a'] }] },
    )
    expect(readRecord(CODEC, markerOf(record))).toEqual(record)
  })

  it('can be read with any comment key of its conversation', () => {
    const codec = createCodec('another key', SCOPE, 'forge-key')
    expect(readRecord(codec, markerOf(RECORD))).toEqual(RECORD)
  })

  it.each(['7001#8', '7002#7'])('of another conversation is not read (%s)', (scope) => {
    const codec = createCodec('a key', scope, 'forge-key')
    expect(codec.decode(markerOf(RECORD))).toEqual({ kind: 'other-conversation' })
  })
})

describe('a record is unsigned', () => {
  it.each([
    ['with another API key', createCodec('a key', SCOPE, 'another key')],
    ['without an API key', createCodec('a key', SCOPE, undefined)],
    ['with an empty API key', createCodec('a key', SCOPE, '')],
  ])('%s', (_, codec) => {
    expect(readRecord(codec, markerOf(RECORD))).toEqual(asUnsigned(RECORD))
  })

  it.each([
    ['no signature', `${CODEC.prefix} ${markerOf(RECORD).split(' ')[5]} -->`],
    ['the signature of another record', markerOf(RECORD).replace(/ \S+ -->$/, ` ${markerOf(EMPTY_RECORD).split(' ')[6]} -->`)],
    ['a signature without a key', forgedMarker(JSON_OF_RECORD, createHmac('sha256', '').update(JSON_OF_RECORD).digest('base64url'))],
    ['an endless signature', forgedMarker(JSON_OF_RECORD, 'x'.repeat(50_000))],
    ['a signature that is not ASCII', forgedMarker(JSON_OF_RECORD, 'ü'.repeat(43))],
  ])('with %s', (_, marker) => {
    expect(readRecord(CODEC, marker)).toEqual(asUnsigned(RECORD))
  }) // prettier-ignore

  it('and each of its holds and jobs is marked, whatever it says itself', () => {
    expect(readRecord(CODEC, forgedMarker(JSON_OF_RECORD)).requests[KEY]).toMatchObject({
      holds: [{ isUnsigned: true }],
      jobs: [{ provenance: 'unsigned' }, { provenance: 'unsigned' }],
    })
  })
})

describe('without an API key', () => {
  it('a codec cannot encode', () => {
    expect(createCodec('a key', SCOPE, undefined).encode).toBeUndefined()
    expect(createCodec('a key', SCOPE, '').encode).toBeUndefined()
  })
})

describe('a hostile marker', () => {
  const jsonOfRequests = (requests: unknown): string => jsonOf(EMPTY_RECORD, { requests })
  const encoded = commentRecord.encode(commentRecordOf(requestOf({}, [recordedJob()]))) as {
    readonly requests: Readonly<
      Record<string, { readonly holds: readonly [object]; readonly jobs: readonly [object] }>
    >
  }
  const request = encoded.requests[KEY]!
  const withRequest = (changes: object): string => jsonOfRequests({ [KEY]: { ...request, ...changes } })
  const withHold = (changes: object): string => withRequest({ holds: [{ ...request.holds[0], ...changes }] })
  const withJob = (changes: object): string => withRequest({ jobs: [{ ...request.jobs[0], ...changes }] })

  it('is what these changes make of a good one', () => {
    for (const text of [withHold({}), withJob({}), withHold({ later: 1 }), withJob({ later: 1 })]) {
      const { holds, jobs } = readRecord(CODEC, forgedMarker(text)).requests[KEY]!
      expect([holds.length, jobs.length]).toEqual([1, 1])
    }
  })

  it.each([
    ['no JSON', 'x'],
    ['truncated JSON', '{"version":1,"requests":{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '7'],
    ['no requests', '{"version":1,"shared":[]}'],
    ['no version', JSON_OF_RECORD.replace('"version":1,', '')],
    ['a later version', jsonOf(RECORD, { version: 2 })],
    ['requests that are a list', jsonOfRequests([])],
    ['requests that are text', jsonOfRequests('x')],
    ['a request that is null', jsonOfRequests({ a: null })],
    ['a request that is a list', jsonOfRequests({ a: [] })],
    ['ambiguous owners that are an object', jsonOf(EMPTY_RECORD, { shared: {} })],
    ['an ambiguous owner that is a number', jsonOf(EMPTY_RECORD, { shared: [7] })],
    ['a run id that is a number', jsonOf(RECORD, { run: { id: 8123, try: 1 } })],
    ['a run without an attempt', jsonOf(RECORD, { run: { id: '8123' } })],
    ['holds that are an object', withRequest({ holds: {} })],
    ['a hold that is null', withRequest({ holds: [null] })],
    ['an infinite time', withHold({ at: 0 }).replace('"at":0', '"at":1e999')],
    ['a time that is text', withHold({ at: 'now' })],
    ['a hold without a run', withHold({ run: null })],
    ['a hold without a holder', withHold({ holder: undefined })],
    ['a hold whose owner is a number', withHold({ by: 7 })],
    ['a hold without a commit', withHold({ sha: [] })],
    ['a hold without a label', withHold({ l: undefined })],
    ['a submission start that is null', withHold({ sent: null })],
    ['a lease that is text', withHold({ until: '9' })],
    ['a current job that is an object', withHold({ job: {} })],
    ['a current job that is a path', withHold({ job: '../files' })],
    ['a signature that is text', withHold({ unsigned: 'no' })],
    ['jobs that are an object', withRequest({ jobs: {} })],
    ['a job that is null', withRequest({ jobs: [null] })],
    ['a job id that is a path', withJob({ id: '../../v1/files/7c9e6679-7425-40de-944b' })],
    ['a job id of another case', withJob({ id: jobId(10).toUpperCase() })],
    ['the id of the parent folder', withJob({ id: '..' })],
    ['a job id with a line break', withJob({ id: `${jobId(1)}\n` })],
    ['a job whose isUnfinished is text', withJob({ open: 'yes' })],
    ['a job without an owner', withJob({ by: undefined })],
    ['a job without a run', withJob({ run: 1 })],
    ['a job without a time', withJob({ at: null })],
    ['a job without a provenance', withJob({ p: undefined })],
    ['a job of an unknown provenance', withJob({ p: 'trusted' })],
    ['a creation time that is text', withJob({ c: 'now' })],
    ['a model that is a number', withJob({ o: 7 })],
  ])('with %s is damaged', (_, text) => {
    expect(CODEC.decode(forgedMarker(text))).toEqual({ kind: 'damaged' })
  })

  it.each([
    ['only a prefix', CODEC.prefix],
    ['invalid base64', `${CODEC.prefix} §§§ x -->`],
    ['uncompressed data', `${CODEC.prefix} ${Buffer.from(JSON_OF_RECORD).toString('base64')} x -->`],
    ['a truncated stream', forgedMarker(JSON_OF_RECORD).replace(/[\w+/=]{40} x -->/, ' x -->')],
    ['bytes that are not UTF-8', `${CODEC.prefix} ${deflateRawSync(Buffer.from([0xff, 0xfe, 0x80])).toString('base64')} x -->`],
    ['a decompression bomb', forgedMarker(`${' '.repeat(30_000_000)}${JSON_OF_RECORD}`)],
    ['deeply nested JSON', forgedMarker('{"version":1,"requests":'.repeat(40_000))],
  ])('with %s is damaged', (_, marker) => {
    expect(CODEC.decode(marker)).toEqual({ kind: 'damaged' })
  }) // prettier-ignore

  it('without a record is that of a step without an API key', () => {
    const marker = createCodec('a key', SCOPE, undefined).prefix
    expect(CODEC.decode(`${marker} -->\ntext`)).toEqual({
      kind: 'record',
      record: EMPTY_RECORD,
      isSigned: false,
    })
  })

  it('with requests called like inherited properties changes no prototype', () => {
    const json = JSON.stringify(request)
    const text = `{"version":1,"shared":[],"requests":{"__proto__":${json},"constructor":${json}},"__proto__":{"run":1}}`
    const { requests, run } = readRecord(CODEC, forgedMarker(text))
    expect(Object.keys(requests).sort()).toEqual(['__proto__', 'constructor'])
    expect(run).toBeUndefined()
    expect(Reflect.get({}, 'holds')).toBeUndefined()
  })
})

describe('a long record', () => {
  const digest = (n: number): string => createHash('sha256').update(String(n)).digest('hex')
  /** Requests of one finished step each, with these jobs, newest first. */
  const recordWith = (
    requestCount: number,
    jobCount: number,
    changes: (nth: number) => Parameters<typeof recordedJob>[1],
  ): CommentRecord =>
    commentRecordOf(
      Object.fromEntries(
        Array.from({ length: requestCount }, (_, n): [string, RequestRecord] => [
          `${digest(n)} ${SERVICE}`,
          {
            holds: [sampleHold({ holderId: digest(-n), label: `training/${n}.yml`, leaseExpiresAtMs: 0 })],
            jobs: Array.from({ length: jobCount }, (_, nth) =>
              recordedJob(nth, { id: digest(100 * n + nth).slice(0, 32), ...changes(nth) }),
            ),
          },
        ]),
      ),
      { run: runRef(8123) },
    )
  const failed = () => ({ isUnfinished: false })
  const unfinished = () => ({})
  const succeeded = (nth: number) => ({ isUnfinished: false, outputModel: `ft:${digest(nth)}` })
  const encodes = (record: CommentRecord, isClaim = false): boolean =>
    CODEC.encode!(record, { isClaim }) !== undefined
  /** The most requests with one job that fit. */
  function findMaxCount(changes: typeof failed | typeof unfinished): number {
    let count = 1
    while (encodes(recordWith(count + 1, 1, changes))) count++
    return count
  }
  const noise = createHash('sha512').update('x').digest('hex').repeat(200)
  const longReport = Array.from(noise, (letter, n) => `${letter}${digest(n)}`).slice(0, 1_000)

  it.each([
    ['failed', failed],
    ['unfinished', unfinished],
    ['succeeded', succeeded],
  ])('leaves space for the report, or is refused: %s jobs', (_, changes) => {
    for (const [requestCount, jobCount] of [
      [10, 5],
      [40, 5],
      [200, 5],
      [1000, 1],
    ] as const) {
      const marker = CODEC.encode!(recordWith(requestCount, jobCount, changes)) ?? ''
      expect(marker.length).toBeLessThanOrEqual(MAX_MARKER_LENGTH)
    }
  })

  it('drops the report data first, but keeps the fact that the text is not final', () => {
    const record = recordWith(3, 5, failed)
    const decoded = readRecord(CODEC, markerOf({ ...record, savedReport: { atMs: 7, report: longReport } }))
    expect(decoded).toEqual({ ...record, savedReport: { atMs: 7, report: null } })
    const short = { atMs: 7, report: 'short' }
    expect(readRecord(CODEC, markerOf({ ...record, savedReport: short })).savedReport).toEqual(short)
  })

  it('drops repetitive data that would exceed the inflated limit', () => {
    const savedReport = { atMs: 7, report: 'x'.repeat(2_000_000) }
    expect(readRecord(CODEC, markerOf({ ...RECORD, savedReport }))).toEqual({
      ...RECORD,
      savedReport: { atMs: 7, report: null },
    })
  })

  it('then drops jobs without success, and keeps the holds', () => {
    const kept = [recordedJob(1), recordedJob(2, succeeded(1))]
    const { requests } = recordWith(60, 20, failed)
    const all = Object.entries(requests).map(([key, { holds, jobs }]): [string, RequestRecord] => [
      key,
      { holds, jobs: [...jobs, ...kept] },
    ])
    const decoded = readRecord(CODEC, markerOf(commentRecordOf(Object.fromEntries(all))))
    for (const { holds, jobs } of Object.values(decoded.requests))
      expect([holds.length, jobs]).toEqual([1, kept])
    expect(Object.keys(decoded.requests)).toHaveLength(60)
  })

  /** As if an older run had asked for them. */
  const ofOlderRun = ({ requests }: CommentRecord): CommentRecord['requests'] =>
    Object.fromEntries(
      Object.entries(requests).map(([key, { holds, jobs }]) => [
        key,
        { holds: holds.map((hold) => ({ ...hold, run: runRef(8000) })), jobs },
      ]),
    )

  it('then drops the holds of older runs that have finished, and keeps those at work', () => {
    const count = findMaxCount(unfinished) + 5
    const requests = ofOlderRun(recordWith(count, 1, unfinished))
    const holds = [
      sampleHold({ holderId: 'runs' }),
      sampleHold({ holderId: 'submitting', leaseExpiresAtMs: 0, submissionStartedAtMs: 5 }),
    ]
    const record = commentRecordOf({ ...requests, [KEY]: { holds, jobs: [] } })
    const decoded = readRecord(CODEC, markerOf(record))
    expect(decoded.requests[KEY]).toEqual({ holds, jobs: [] })
    const others = Object.entries(decoded.requests).filter(([key]) => key !== KEY)
    expect(others).toHaveLength(count)
    for (const [key, request] of others) expect(request).toEqual({ holds: [], jobs: requests[key]?.jobs })
  })

  describe('in which the newest run has ended', () => {
    const OLD_KEY = `${digest(-1)} ${SERVICE}`
    const newest = (n: number, changes: Partial<Hold> = {}): Hold =>
      sampleHold({ run: runRef(8200 + n), leaseExpiresAtMs: 0, hasEnded: true, ...changes })
    /** An old run has a job, and the newest one was refused 200 times. */
    const refused = (changes: Partial<Hold> = {}, others: CommentRecord['requests'] = {}) =>
      commentRecordOf({
        [OLD_KEY]: {
          holds: [newest(-100, { holderId: 'old' })],
          jobs: [recordedJob(1, { isUnfinished: false })],
        },
        ...Object.fromEntries(
          Array.from({ length: 200 }, (_, n): [string, RequestRecord] => [
            `${digest(n)} ${SERVICE}`,
            { holds: [newest(0, { label: digest(n + 500), ...changes })], jobs: [] },
          ]),
        ),
        ...others,
      })
    const decode = (record: CommentRecord): CommentRecord => readRecord(CODEC, markerOf(record))
    const claimant = (n: number, changes: Partial<Claimant> = {}): Claimant => ({
      ...{ digest: digest(-1), service: SERVICE, owner: OWNER, run: runRef(8200 + n), holderId: 'again' },
      ...{ commit: 'old', nowMs: 2_000, ...changes },
    })

    it('still replaces an old one that is run again', () => {
      const decoded = decode(refused())
      expect(Object.keys(decoded.requests).length).toBeLessThan(5)
      expect(decideClaim(decoded, claimant(-100))).toEqual([{ kind: 'superseded', run: runRef(8200) }])
    })

    it('does so of the head, whatever is started by hand after it', () => {
      const byHand = { [KEY]: { holds: [newest(5, { isNotHead: true, holderId: 'hand' })], jobs: [] } }
      const decoded = decode(refused({}, byHand))
      expect(decideClaim(decoded, claimant(-100))).toEqual([{ kind: 'superseded', run: runRef(8200) }])
      const started = claimant(-100, { isNotHead: true })
      expect(decideClaim(decoded, started)).toEqual([{ kind: 'superseded', run: runRef(8205) }])
    })

    it('does not do so without a signature', () => {
      expect(decideClaim(decode(refused({ isUnsigned: true })), claimant(-100))).not.toContainEqual(
        expect.objectContaining({ kind: 'superseded' }),
      )
    })

    it('keeps its holds for unfinished jobs, and that one of its requests has no job', () => {
      const left = { holds: [newest(0, { holderId: 'left', jobId: jobId(2) })], jobs: [recordedJob(2)] }
      const trained = {
        holds: [newest(0, { holderId: 'left', jobId: jobId(3) })],
        jobs: [recordedJob(3, succeeded(3))],
      }
      const { requests } = decode(refused({}, { [KEY]: left, [OTHER_KEY]: trained }))
      expect(requests[KEY]).toEqual(left)
      expect(requests[OTHER_KEY]?.holds).toEqual([])
      const withoutJob = Object.values(requests).flatMap(({ holds }) => holds.filter(({ jobId: id }) => !id))
      expect(withoutJob).toEqual([newest(0, { label: digest(500) })])
    })
  })

  describe('with many owners, whose runs have ended', () => {
    const ownerOf = (n: number): string => digest(n).slice(0, 16)
    const keyOf = (n: number): string => `${digest(5_000 + n)} ${SERVICE}`
    const ended = (n: number, changes: Partial<Hold> = {}): Hold =>
      sampleHold({
        ...{
          holderId: digest(-n),
          owner: ownerOf(n),
          run: runRef(8_000 + n),
          commit: digest(-n).slice(0, 40),
        },
        ...{ hasEnded: true, leaseExpiresAtMs: 0, atMs: TEST_START_MS + n * 1_234, ...changes },
      })
    /** Each later one has a newer run. */
    const withOwners = (count: number, others: CommentRecord['requests'] = {}, changes = {}) => {
      const requests = Array.from({ length: count }, (_, n): [string, RequestRecord] => [
        keyOf(n),
        { holds: [ended(n)], jobs: [] },
      ])
      return commentRecordOf({ ...Object.fromEntries(requests), ...others }, changes)
    }
    const decode = (record: CommentRecord): CommentRecord => readRecord(CODEC, markerOf(record))
    const ownersIn = ({ requests }: CommentRecord): ReadonlySet<string> =>
      new Set(Object.values(requests).flatMap(({ holds }) => holds.map(({ owner }) => owner)))
    const newestOf = (count: number, kept: number) =>
      new Set(Array.from({ length: kept }, (_, n) => ownerOf(count - 1 - n)))
    /** Of a run older than all others. */
    const old = (n: number, changes: Partial<Hold> = {}): Hold =>
      ended(n, { owner: 'old', run: runRef(7_000), holderId: `old ${n}`, ...changes })

    it('has room for those of another one', () => {
      const claim = { [KEY]: requestOf({ submissionStartedAtMs: 5 }) }
      for (const count of [100, 200, 800]) expect(encodes(withOwners(count, claim), true)).toBe(true)
    })

    it('keeps the newest runs of as many owners as it has room for', () => {
      expect(ownersIn(decode(withOwners(60)))).toEqual(newestOf(60, 60))
      expect(ownersIn(decode(withOwners(300)))).toEqual(newestOf(300, 50))
      const keptBeside = (count: number): number =>
        ownersIn(decode(withOwners(100, recordWith(count, 1, unfinished).requests))).size
      // The last one is that of the unfinished jobs.
      expect([20, 60, 92, 115, 123].map(keptBeside)).toEqual([101, 50, 20, 5, 1])
    })

    it('loses none to somebody who writes unsigned holds', () => {
      const forged = Array.from({ length: 60 }, (_, n) =>
        ended(9_000 + n, { isUnsigned: true, label: '', commit: '', leaseExpiresAtMs: 1 }),
      )
      const kept = ownersIn(decode(withOwners(300, { [KEY]: { holds: forged, jobs: [] } })))
      expect(kept.has(ownerOf(299))).toBe(true)
    })

    it('keeps all holds of an owner with an unfinished job, also that one of its requests has none', () => {
      const withJob = old(0, { jobId: jobId(2) })
      const others = {
        [KEY]: { holds: [withJob], jobs: [recordedJob(2, { owner: 'old', run: runRef(7_000) })] },
        [OTHER_KEY]: { holds: [old(1)], jobs: [] },
      }
      expect(decode(withOwners(300, others)).requests).toMatchObject(others)
    })

    it('likewise if nobody asks for the job any more', () => {
      const others = {
        [KEY]: { holds: [], jobs: [recordedJob(2, { owner: 'old', run: runRef(6_000) })] },
        [OTHER_KEY]: { holds: [old(1)], jobs: [] },
      }
      expect(decode(withOwners(300, others)).requests).toMatchObject(others)
    })

    it.each<[string, Partial<Hold>]>([
      ['at work', { hasEnded: undefined, leaseExpiresAtMs: 400_000 }],
      ['that may have submitted', { submissionStartedAtMs: 5 }],
    ])('keeps all holds of an owner %s', (_, changes) => {
      const others = {
        [KEY]: { holds: [old(0, { run: runRef(6_000), ...changes })], jobs: [] },
        [OTHER_KEY]: { holds: [old(1)], jobs: [] },
      }
      expect(decode(withOwners(300, others)).requests).toEqual(expect.objectContaining(others))
    })

    it('drops their runs before acts, approved jobs and what tells the jobs of claims apart', () => {
      const approval = { act: 'comment', by: 'ada', atMs: 7, actId: 'comment 1' } as const
      const digests = [shortDigest(KEY)]
      const acts = [{ ...approval, digests }]
      const shownPlans = [
        {
          ...{ key: 'k', digests, hidden: [], isPartial: false, pushers: ['olga'], inputsHash: 'h' },
          ...{ firstCommits: ['a'], commits: ['a'], sinceMs: 1, newestRuns: {} },
        },
      ]
      const jobs = [recordedJob(1, { isUnfinished: false, approval })]
      const others = {
        [KEY]: requestOf({ submissionStartedAtMs: 5, fingerprint: { dataset_ids: 'x' } }, jobs),
      }
      const decoded = decode(withOwners(800, others, { acts, shownPlans }))
      expect(ownersIn(decoded).size).toBeLessThan(60)
      expect(decoded.acts).toEqual(acts)
      expect(decoded.requests[KEY]).toEqual(others[KEY])
    })
  })

  it('then keeps nothing of requests without success that no step works on', () => {
    const requests = ofOlderRun(recordWith(1000, 1, failed))
    const kept = { [KEY]: requestOf({}, [recordedJob(1)]) }
    const decoded = readRecord(CODEC, markerOf(commentRecordOf({ ...requests, ...kept })))
    expect(decoded.requests).toEqual(kept)
  })

  describe('of sweeps with approvals', () => {
    const digestsOf = (sweep: number, size: number) =>
      Array.from({ length: size }, (_, n) => digest(1_000 * sweep + n).slice(0, 32)).sort()
    /** What is shown is the last sweep. */
    const sweeps = (count: number, size: number) => ({
      shownPlans: Array.from({ length: count }, (_, n) => planOf(n, digestsOf(n, size), n + 1 < count)),
      acts: Array.from({ length: count }, (_, n) => actOf(n, digestsOf(n, size))),
    })
    const planOf = (n: number, digests: readonly string[], isClosed: boolean) => ({
      ...{ key: 'k', digests, hidden: [], isPartial: false, pushers: ['olga'], inputsHash: 'h' },
      ...{ firstCommits: [digest(-n)], commits: [digest(-n)], sinceMs: n + 1 },
      newestRuns: { [digest(-1).slice(0, 16)]: String(9_000_000_000 + n) },
      ...(isClosed ? { untilMs: n + 2 } : {}),
    })
    const actOf = (n: number, digests: readonly string[]) => ({
      ...({ act: 'comment', by: 'ada', byId: 5 } as const),
      ...{ atMs: n, actId: `comment ${n}`, digests },
    })
    const claims = (size: number, changes: Partial<CommentRecord>) => {
      const requests = Array.from({ length: size }, (_, n): [string, RequestRecord] => {
        const fingerprint = { dataset_ids: digest(-n).slice(-16) }
        return [`v1-${digest(n)} ${SERVICE}`, requestOf({ submissionStartedAtMs: n, fingerprint })]
      })
      return commentRecordOf(Object.fromEntries(requests), changes)
    }

    it('keeps the approved job of what is shown longer than others that have failed', () => {
      const failed = (n: number, changes: Partial<RecordedJob> = {}): [string, RequestRecord] => [
        `v1-${digest(n)} ${SERVICE}`,
        { holds: [], jobs: [recordedJob(n, { isUnfinished: false, price: n, ...changes })] },
      ]
      const { digests: _, ...approval } = actOf(0, [])
      const shownPlans = [planOf(0, digestsOf(0, 1), false)]
      const others = Array.from({ length: 400 }, (__, n) => failed(n + 1))
      const record = commentRecordOf(Object.fromEntries([failed(0, { approval }), ...others]), { shownPlans })
      const kept = readRecord(CODEC, `${markerOf(record)}\n`)
      expect(Object.keys(kept.requests)).toEqual([`v1-${digest(0)} ${SERVICE}`])
    })

    /** The largest sweep of which this is true. */
    function findMaxSize(isTrue: (size: number) => boolean): number {
      let size = 0
      for (let step = 256; step >= 1; step /= 2) if (isTrue(size + step)) size += step
      return size
    }

    it('drops acts about what is no longer shown before jobs', () => {
      const record = { ...recordWith(20, 5, failed), ...sweeps(20, 40) }
      const { requests, acts, shownPlans } = readRecord(CODEC, markerOf(record))
      expect(requests).toEqual(record.requests)
      expect(acts).toEqual(record.acts.slice(-1))
      expect(shownPlans?.at(-1)?.digests).toEqual(record.shownPlans.at(-1)?.digests)
    })

    it('drops all acts before what tells the jobs of claims apart', () => {
      const { shownPlans, acts } = sweeps(1, 100)
      const others = Array.from({ length: 9 }, (_, n) => ({ ...acts[0]!, by: digest(n), actId: digest(n) }))
      const requestsIn = (record: CommentRecord) => readRecord(CODEC, markerOf(record)).requests
      const isComplete = (record: CommentRecord): boolean =>
        Object.values(requestsIn(record)).some(({ holds }) => holds[0]?.fingerprint !== undefined)
      const record = claims(
        findMaxSize((size) => isComplete(claims(size, { shownPlans }))),
        { shownPlans, acts: others },
      )
      expect(requestsIn(record)).toEqual(record.requests)
      expect(readRecord(CODEC, markerOf(record)).acts).toBeUndefined()
    })

    it('has room for a claim whatever acts there are', () => {
      const { shownPlans, acts } = sweeps(6, 100)
      const size = findMaxSize((each) => encodes(claims(each, { shownPlans }), true))
      expect(size).toBeGreaterThan(60)
      expect(encodes(claims(size, { shownPlans, acts }), true)).toBe(true)
    })

    it('has about as much room whatever was shown before', () => {
      const { shownPlans } = sweeps(6, 100)
      const sizeWith = (plans: CommentRecord['shownPlans']): number =>
        findMaxSize((each) => encodes(claims(each, { shownPlans: plans }), true))
      expect(sizeWith(shownPlans)).toBeGreaterThan(sizeWith(shownPlans.slice(-1)) - 3)
    })
  })

  it('last drops what tells the jobs of claims apart', () => {
    const claimsOf = (count: number, withFingerprints = true): CommentRecord =>
      commentRecordOf(
        Object.fromEntries(
          Array.from({ length: count }, (_, n) => {
            const fingerprint = withFingerprints ? { dataset_ids: digest(-n).slice(-16) } : undefined
            return [`${digest(n)} ${SERVICE}`, requestOf({ submissionStartedAtMs: n, fingerprint })]
          }),
        ),
      )
    let count = 1
    while (encodes(claimsOf(count + 1, false))) count++
    const [full, few] = [claimsOf(count), claimsOf(10)]
    expect(readRecord(CODEC, markerOf(full))).toEqual(claimsOf(count, false))
    expect(readRecord(CODEC, markerOf(few))).toEqual(few)
  })

  it('is refused rather than lose a job that is unfinished or has succeeded', () => {
    expect(encodes(recordWith(1000, 1, unfinished))).toBe(false)
    expect(encodes(recordWith(1000, 1, succeeded))).toBe(false)
  })

  it('has room for the job of each request that it claims, or is refused', () => {
    const claimed = (count: number, jobsOf: (n: number) => RequestRecord['jobs']): CommentRecord =>
      commentRecordOf(
        Object.fromEntries(
          Array.from({ length: count }, (_, n) => [
            `${digest(n)} ${SERVICE}`,
            requestOf({ label: `sweep.yml#${n}`, submissionStartedAtMs: 5 }, jobsOf(n)),
          ]),
        ),
      )
    const claims = (count: number): CommentRecord => claimed(count, () => [])
    const submitted = (count: number): CommentRecord =>
      claimed(count, (n) => [
        recordedJob(n, {
          id: digest(-n).slice(0, 36),
          atMs: TEST_START_MS + n * 1_234,
          createdAtS: Math.round(TEST_START_MS / 1000) + n,
        }),
      ])
    let count = 1
    while (encodes(claims(count + 1), true)) count++
    expect(count).toBeGreaterThan(120)
    expect(encodes(submitted(count))).toBe(true)
    expect(encodes(submitted(count + 40))).toBe(false)
    expect(encodes(claims(count + 40))).toBe(true)
  })
})
