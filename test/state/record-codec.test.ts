import { createHash, createHmac } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { asUnsigned, EMPTY_RECORD, type SpecRecord, type CommentRecord } from '../../src/state/record.ts'
import { commentRecord } from '../../src/state/comment-record-codec.ts'
import {
  createCodec,
  extractMarker,
  readRecord,
  withoutMarker,
  type RecordCodec,
} from '../../src/state/record-codec.ts'
import { jobId } from '../fakes/forge-api.ts'
import { LABEL, recordedJob, commentRecordOf, runRef, sampleSpecRecord, SCOPE, CODEC } from './samples.ts'

/** The limit of GitHub, 65,536 characters, less the longest report. */
const MAX_MARKER_LENGTH = 65_536 - 48_000

const RECORD = commentRecordOf(
  sampleSpecRecord({
    jobId: jobId(2),
    submissionStartedAtMs: 5,
    jobs: [
      recordedJob(2, { snapshot: { jobType: 'dpo', createdAt: 1 } }),
      recordedJob(1, { isUnfinished: false }),
    ],
  }),
  runRef(8123),
)

const markerOf = (record: CommentRecord, codec: RecordCodec = CODEC): string => codec.encode!(record)
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
    const record = commentRecordOf(
      sampleSpecRecord({ jobs: [recordedJob(1, { snapshot: { jobType: 'S3CRET' } })] }),
    )
    expect(readRecord(codec, markerOf(record, codec)).specs[LABEL]?.jobs[0]?.snapshot).toEqual({
      jobType: '***',
    })
  })
})

describe('a record is unsigned', () => {
  it.each([
    ['on another conversation', createCodec('a key', '7001#8', 'forge-key')],
    ['in another repository', createCodec('a key', 'acme/bot2#7', 'forge-key')],
    ['with another API key', createCodec('a key', SCOPE, 'another key')],
    ['without an API key', createCodec('a key', SCOPE, undefined)],
    ['with an empty API key', createCodec('a key', SCOPE, '')],
    ['under another comment key', createCodec('another key', SCOPE, 'forge-key')],
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

  it('and each of its spec records is marked', () => {
    expect(readRecord(CODEC, forgedMarker(JSON_OF_RECORD)).specs[LABEL]).toMatchObject({
      isUnsigned: true,
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
  const jsonOfSpecs = (specs: object): string => jsonOf(EMPTY_RECORD, { specs })
  const [specRecord, recordWithJob] = [[], [recordedJob()]].map((jobs): object => {
    const { specs } = JSON.parse(jsonOf(commentRecordOf(sampleSpecRecord({ jobs })))) as { specs: object }
    return Object.values(specs)[0] as object
  }) as [object, { readonly jobs: readonly [object] }]
  const withSpecRecord = (changes: object): string => jsonOfSpecs({ [LABEL]: { ...specRecord, ...changes } })
  const withJob = (changes: object): string =>
    withSpecRecord({ jobs: [{ ...recordWithJob.jobs[0], ...changes }] })

  it('is what these changes make of a good one', () => {
    expect(readRecord(CODEC, forgedMarker(withJob({}))).specs[LABEL]?.jobs).toHaveLength(1)
    expect(readRecord(CODEC, forgedMarker(withJob({ later: 1 }))).specs[LABEL]?.jobs).toHaveLength(1)
  })

  it.each([
    ['no JSON', 'x'],
    ['truncated JSON', '{"version":1,"specs":{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '7'],
    ['no specs', '{"version":1}'],
    ['no version', JSON_OF_RECORD.replace('"version":1,', '')],
    ['a later version', jsonOf(RECORD, { version: 2 })],
    ['specs that are a list', jsonOfSpecs([])],
    ['specs that are text', jsonOf(RECORD, { specs: 'x' })],
    ['a spec record that is null', jsonOfSpecs({ a: null })],
    ['a spec record that is a list', jsonOfSpecs({ a: [] })],
    ['a run id that is a number', jsonOf(RECORD, { run: { id: 8123, try: 1 } })],
    ['a run without an attempt', jsonOf(RECORD, { run: { id: '8123' } })],
    ['an infinite time', withSpecRecord({ at: 0 }).replace('"at":0', '"at":1e999')],
    ['a time that is text', withSpecRecord({ at: 'now' })],
    ['a digest that is a number', withSpecRecord({ d: 7 })],
    ['a spec record without a run', withSpecRecord({ run: null })],
    ['a spec record without a holder', withSpecRecord({ holder: undefined })],
    ['a spec record without a commit', withSpecRecord({ sha: [] })],
    ['a submission start that is null', withSpecRecord({ sent: null })],
    ['a lease that is text', withSpecRecord({ until: '9' })],
    ['a current job that is an object', withSpecRecord({ job: {} })],
    ['jobs that are an object', withSpecRecord({ jobs: {} })],
    ['a job that is null', withSpecRecord({ jobs: [null] })],
    ['a job id that is a path', withJob({ id: '../../v1/files/7c9e6679-7425-40de-944b' })],
    ['a job id of another case', withJob({ id: jobId(10).toUpperCase() })],
    ['the id of the parent folder', withJob({ id: '..' })],
    ['a job id with a line break', withJob({ id: `${jobId(1)}\n` })],
    ['a job whose isUnfinished is text', withJob({ open: 'yes' })],
    ['a job without a digest', withJob({ d: undefined })],
    ['a job without a run', withJob({ run: 1 })],
    ['a job without a time', withJob({ at: null })],
    ['a snapshot that is a list', withJob({ is: [] })],
    ['a snapshot that is null', withJob({ is: null })],
    ['a snapshot with a number as its type', withJob({ is: { t: 7 } })],
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
    ['deeply nested JSON', forgedMarker('{"version":1,"specs":'.repeat(40_000))],
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

  it('with labels of inherited properties changes no prototype', () => {
    const text = `{"version":1,"specs":{"__proto__":${JSON.stringify(specRecord)},"constructor":${JSON.stringify(specRecord)}},"__proto__":{"run":1}}`
    const { specs, run } = readRecord(CODEC, forgedMarker(text))
    expect(Object.keys(specs).sort()).toEqual(['__proto__', 'constructor'])
    expect(run).toBeUndefined()
    expect(Reflect.get({}, 'digest')).toBeUndefined()
  })
})

describe('a long record', () => {
  const recordWith = (specCount: number, jobs: number, isUnfinished: boolean): CommentRecord => ({
    run: runRef(8123),
    specs: Object.fromEntries(
      Array.from({ length: specCount }, (_, n): [string, SpecRecord] => [
        `training/${n}.yml`,
        sampleSpecRecord({
          digest: digest(n),
          atMs: n,
          jobId: jobId(100 * n),
          jobs: Array.from({ length: jobs }, (_, older) =>
            recordedJob(100 * n + older, {
              digest: digest(100 * n + older),
              atMs: n - older,
              isUnfinished,
              ...(isUnfinished
                ? { snapshot: { jobType: 'dpo', hyperparameters: { training_steps: n } } }
                : {}),
            }),
          ),
        }),
      ]),
    ),
  })
  const digest = (n: number): string => createHash('sha256').update(String(n)).digest('hex')
  const countCurrentJobs = (record: CommentRecord): number =>
    Object.values(record.specs).filter(({ jobs, jobId: id }) => jobs.some((job) => job.id === id)).length

  it.each([true, false])('leaves space for the report (unfinished jobs: %s)', (isUnfinished) => {
    for (const [specCount, jobs] of [
      [10, 20],
      [100, 20],
      [1000, 20],
      [1000, 1],
    ] as const) {
      expect(markerOf(recordWith(specCount, jobs, isUnfinished)).length).toBeLessThanOrEqual(
        MAX_MARKER_LENGTH,
      )
    }
  })

  it('drops the report data first, but keeps the fact that the text is not final', () => {
    const noise = createHash('sha512').update('x').digest('hex').repeat(200)
    const report = Array.from(noise, (letter, n) => `${letter}${digest(n)}`).slice(0, 1_000)
    const decoded = readRecord(
      CODEC,
      markerOf({ ...recordWith(3, 10, true), savedReport: { atMs: 7, report } }),
    )
    expect(decoded).toEqual({ ...recordWith(3, 10, true), savedReport: { atMs: 7, report: null } })
    expect(
      readRecord(CODEC, markerOf({ ...RECORD, savedReport: { atMs: 7, report: 'short' } })).savedReport
        ?.report,
    ).toBe('short')
  })

  it('drops repetitive data that would exceed the inflated limit', () => {
    const savedReport = { atMs: 7, report: 'x'.repeat(2_000_000) }
    expect(readRecord(CODEC, markerOf({ ...RECORD, savedReport }))).toEqual({
      ...RECORD,
      savedReport: { atMs: 7, report: null },
    })
  })

  it('drops the oldest ended jobs first', () => {
    const { specs } = readRecord(CODEC, markerOf(recordWith(10, 20, false)))
    expect(Object.keys(specs)).toHaveLength(10)
    for (const [label, { jobs }] of Object.entries(specs)) {
      expect(jobs.length).toBeGreaterThanOrEqual(5)
      const newest = recordWith(10, jobs.length, false).specs[label]?.jobs
      expect(jobs).toEqual(newest)
    }
  })

  it('drops ended jobs before older unfinished ones', () => {
    const long = recordWith(20, 20, false)
    const specs = Object.entries(long.specs).map(([label, { jobs, ...rest }]): [string, SpecRecord] => [
      label,
      { ...rest, jobs: jobs.map((job, n) => ({ ...job, isUnfinished: n === 15 })) },
    ])
    const decoded = readRecord(CODEC, markerOf({ ...long, specs: Object.fromEntries(specs) }))
    for (const { jobs } of Object.values(decoded.specs)) {
      expect(jobs.length).toBeLessThan(16)
      expect(jobs.at(-1)?.isUnfinished).toBe(true)
    }
  })

  it('never drops a current job, even if all jobs are unfinished', () => {
    const decoded = readRecord(CODEC, markerOf(recordWith(10, 20, true)))
    expect(Object.keys(decoded.specs)).toHaveLength(10)
    expect(countCurrentJobs(decoded)).toBe(10)
  })

  it('keeps the newest specs if there are too many', () => {
    const decoded = readRecord(CODEC, markerOf(recordWith(1000, 20, true)))
    const labels = Object.keys(decoded.specs)
    expect(labels.length).toBeGreaterThan(50)
    expect(countCurrentJobs(decoded)).toBe(labels.length)
    expect(new Set(labels)).toEqual(new Set(labels.map((_, n) => `training/${1000 - labels.length + n}.yml`)))
  })
})
