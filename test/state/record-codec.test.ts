import { createHash, createHmac } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { asHearsay, EMPTY_RECORD, type Entry, type KeyRecord } from '../../src/state/record.ts'
import { MARKER_START, markerLine, sealOf, type Seal } from '../../src/state/record-codec.ts'
import { jobId } from '../fakes/forge-api.ts'
import { LABEL, recordedJob, recordOf, runOf, sampleEntry, SCOPE, SEAL } from './samples.ts'

/** GitHub's 65,536 characters, less what a report may have. */
const MOST_CHARACTERS = 65_536 - 48_000

const RECORD = recordOf(
  sampleEntry({
    jobId: jobId(2),
    submittingSinceMs: 5,
    jobs: [recordedJob(2, { echo: { jobType: 'dpo', createdAt: 1 } }), recordedJob(1, { isOpen: false })],
  }),
  runOf(8123),
)

/** The line that a seal writes. */
const lineOf = (record: KeyRecord, seal: Seal = SEAL): string => seal.write!(record)
/** A line that somebody has made without our key; the signature is nonsense unless told. */
const forged = (text: string, signature = 'x'): string =>
  `${SEAL.start} ${deflateRawSync(text).toString('base64')} ${signature} -->`

describe('the first line of a comment', () => {
  it('is hidden, one line, and begins in the same way for every comment of a key, whatever the key is', () => {
    for (const key of ['', 'a key', '--> <b>', 'a\nb', 'ü'.repeat(5_000)]) {
      const seal = sealOf(key, SCOPE, 'forge-key')
      expect(seal.start).toMatch(/^<!-- forge-training-job v1 [0-9a-f]{32}$/)
      expect(seal.start.startsWith(MARKER_START)).toBe(true)
      expect(lineOf(RECORD, seal)).toMatch(/^<!-- forge-training-job v1 [0-9a-f]{32} [\w+/=]+ [\w-]{43} -->$/)
      expect(lineOf(RECORD, seal).startsWith(`${seal.start} `)).toBe(true)
    }
    expect(sealOf('a', SCOPE, 'k').start).not.toBe(sealOf('b', SCOPE, 'k').start)
  })

  it('ends where the comment of HTML ends, and is nothing where it does not', () => {
    expect(markerLine('<!-- a --> b --> c')).toBe('<!-- a -->')
    expect(markerLine('<!-- never ended')).toBe('')
    expect(SEAL.read(`${SEAL.start} never ended`)).toEqual(EMPTY_RECORD)
    expect(SEAL.read('')).toEqual(EMPTY_RECORD)
  })

  it('is read in front of whatever follows', () => {
    expect(SEAL.read(`${lineOf(RECORD)}\n### text --> and more`)).toEqual(RECORD)
  })

  it('does not tell the key, nor what signs it', () => {
    const line = lineOf(RECORD, sealOf('the comment key', SCOPE, 'S3CRET'))
    for (const secret of ['S3CRET', 'the comment key']) {
      expect(line).not.toContain(secret)
      expect(line).not.toContain(createHash('sha256').update(secret).digest('hex'))
      expect(line).not.toContain(Buffer.from(secret).toString('base64'))
    }
  })

  it('has no secret that the service repeated', () => {
    const seal = sealOf('a key', SCOPE, 'forge-key', (text) => text.replaceAll('S3CRET', '***'))
    const told = recordOf(sampleEntry({ jobs: [recordedJob(1, { echo: { jobType: 'S3CRET' } })] }))
    expect(seal.read(lineOf(told, seal)).entries[LABEL]?.jobs[0]?.echo).toEqual({ jobType: '***' })
  })
})

describe('a record is only hearsay', () => {
  it.each([
    ['on another conversation', sealOf('a key', 'acme/bot#8', 'forge-key')],
    ['in another repository', sealOf('a key', 'acme/bot2#7', 'forge-key')],
    ['with another API key', sealOf('a key', SCOPE, 'another key')],
    ['without an API key', sealOf('a key', SCOPE, undefined)],
    ['with an empty API key', sealOf('a key', SCOPE, '')],
    ['under another comment key', sealOf('another key', SCOPE, 'forge-key')],
  ])('%s', (_, seal) => {
    expect(seal.read(lineOf(RECORD))).toEqual(asHearsay(RECORD))
  })

  it.each([
    ['no signature', `${SEAL.start} ${lineOf(RECORD).split(' ')[4]} -->`],
    ['the signature of another record', lineOf(RECORD).replace(/ \S+ -->$/, ` ${lineOf(EMPTY_RECORD).split(' ')[5]} -->`)],
    ['a signature without a key', forged(JSON.stringify(RECORD), createHmac('sha256', '').update(JSON.stringify(RECORD)).digest('base64url'))],
    ['an endless signature', forged(JSON.stringify(RECORD), 'x'.repeat(50_000))],
    ['a signature that is not ASCII', forged(JSON.stringify(RECORD), 'ü'.repeat(43))],
  ])('with %s', (_, line) => {
    expect(SEAL.read(line)).toEqual(asHearsay(RECORD))
  }) // prettier-ignore

  it('and it says of each entry that it is, so that nothing is cancelled on its word', () => {
    expect(SEAL.read(forged(JSON.stringify(RECORD))).entries[LABEL]).toMatchObject({ isHearsay: true })
  })
})

describe('without an API key', () => {
  it('nothing can be written', () => {
    expect(sealOf('a key', SCOPE, undefined).write).toBeUndefined()
    expect(sealOf('a key', SCOPE, '').write).toBeUndefined()
  })
})

describe('a hostile line', () => {
  const entry = sampleEntry()
  const withEntry = (changes: object): string =>
    JSON.stringify({ entries: { [LABEL]: { ...entry, ...changes } } })
  const withJob = (changes: object): string => withEntry({ jobs: [{ ...recordedJob(), ...changes }] })

  it.each([
    ['no JSON', 'x'],
    ['cut JSON', '{"entries":{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '7'],
    ['no entries', '{}'],
    ['entries that are a list', '{"entries":[]}'],
    ['entries that are text', '{"entries":"x"}'],
    ['an entry that is null', '{"entries":{"a":null}}'],
    ['an entry that is a list', '{"entries":{"a":[]}}'],
    ['a run without a number', JSON.stringify({ ...RECORD, run: { id: 8123, attempt: 1 } })],
    ['a run without an attempt', JSON.stringify({ ...RECORD, run: { id: '8123' } })],
    ['a time beyond all numbers', withEntry({ atMs: 0 }).replace('"atMs":0', '"atMs":1e999')],
    ['a time in words', withEntry({ atMs: 'now' })],
    ['a digest that is none', withEntry({ digest: 7 })],
    ['an entry without a run', withEntry({ run: null })],
    ['an entry without a writer', withEntry({ writer: undefined })],
    ['an entry without a commit', withEntry({ commit: [] })],
    ['a beginning that is no time', withEntry({ submittingSinceMs: null })],
    ['a life without end', withEntry({ aliveUntilMs: '9' })],
    ['a held job that is none', withEntry({ jobId: {} })],
    ['jobs that are none', withEntry({ jobs: {} })],
    ['a job that is null', withEntry({ jobs: [null] })],
    ['a job id that leads somewhere else', withJob({ id: '../../v1/files/7c9e6679-7425-40de-944b' })],
    ['a job id with a line end', withJob({ id: `${jobId(1)}\n` })],
    ['a job that is open in words', withJob({ isOpen: 'yes' })],
    ['a job without a digest', withJob({ digest: undefined })],
    ['a job without a run', withJob({ runId: 1 })],
    ['a job without a time', withJob({ atMs: null })],
    ['a description that is a list', withJob({ echo: [] })],
    ['a description that is null', withJob({ echo: null })],
  ])('with %s says nothing', (_, text) => {
    expect(SEAL.read(forged(text))).toEqual(EMPTY_RECORD)
  })

  it.each([
    ['no record at all', `${SEAL.start} -->`],
    ['nothing but its beginning', SEAL.start],
    ['what is not base64', `${SEAL.start} §§§ x -->`],
    ['what is not compressed', `${SEAL.start} ${Buffer.from('{"entries":{}}').toString('base64')} x -->`],
    ['half a stream', forged(JSON.stringify(RECORD)).replace(/[\w+/=]{40} x -->/, ' x -->')],
    ['bytes that are no text', `${SEAL.start} ${deflateRawSync(Buffer.from([0xff, 0xfe, 0x80])).toString('base64')} x -->`],
    ['a bomb', forged(`${' '.repeat(30_000_000)}${JSON.stringify(RECORD)}`)],
    ['JSON nested without end', forged('{"entries":'.repeat(90_000))],
  ])('with %s says nothing', (_, line) => {
    expect(SEAL.read(line)).toEqual(EMPTY_RECORD)
  }) // prettier-ignore

  it('that names what every object inherits changes no object', () => {
    const text = `{"entries":{"__proto__":${JSON.stringify(entry)},"constructor":${JSON.stringify(entry)}},"__proto__":{"run":1}}`
    const { entries, run } = SEAL.read(forged(text))
    expect(Object.keys(entries).sort()).toEqual(['__proto__', 'constructor'])
    expect(run).toBeUndefined()
    expect(Reflect.get({}, 'digest')).toBeUndefined()
  })
})

describe('a long record', () => {
  const specs = (many: number, jobs: number, isOpen: boolean): KeyRecord => ({
    run: runOf(8123),
    entries: Object.fromEntries(
      Array.from({ length: many }, (_, n): [string, Entry] => [
        `training/${n}.yml`,
        sampleEntry({
          digest: digest(n),
          atMs: n,
          jobId: jobId(100 * n),
          jobs: Array.from({ length: jobs }, (_, older) =>
            recordedJob(100 * n + older, {
              digest: digest(100 * n + older),
              atMs: n - older,
              isOpen,
              ...(isOpen ? { echo: { jobType: 'dpo', hyperparameters: { training_steps: n } } } : {}),
            }),
          ),
        }),
      ]),
    ),
  })
  const digest = (n: number): string => createHash('sha256').update(String(n)).digest('hex')
  const held = (record: KeyRecord): number =>
    Object.values(record.entries).filter(({ jobs, jobId: id }) => jobs.some((job) => job.id === id)).length

  it.each([true, false])('leaves room for the report (jobs are open: %s)', (isOpen) => {
    for (const [many, jobs] of [
      [10, 20],
      [100, 20],
      [1000, 20],
      [1000, 1],
    ] as const) {
      expect(lineOf(specs(many, jobs, isOpen)).length).toBeLessThanOrEqual(MOST_CHARACTERS)
    }
  })

  it('forgets what its text was made from before anything else, but not that the text is not final', () => {
    const noise = createHash('sha512').update('x').digest('hex').repeat(200)
    const story = Array.from(noise, (letter, n) => `${letter}${digest(n)}`).slice(0, 1_000)
    const read = SEAL.read(lineOf({ ...specs(3, 10, true), memo: { atMs: 7, story } }))
    expect(read).toEqual({ ...specs(3, 10, true), memo: { atMs: 7, story: null } })
    expect(SEAL.read(lineOf({ ...RECORD, memo: { atMs: 7, story: 'short' } })).memo?.story).toBe('short')
  })

  it('is not lost because it repeats itself, so that it would be read as a bomb', () => {
    const memo = { atMs: 7, story: 'x'.repeat(2_000_000) }
    expect(SEAL.read(lineOf({ ...RECORD, memo }))).toEqual({ ...RECORD, memo: { atMs: 7, story: null } })
  })

  it('forgets the oldest of the ended jobs first', () => {
    const { entries } = SEAL.read(lineOf(specs(10, 20, false)))
    expect(Object.keys(entries)).toHaveLength(10)
    for (const [label, { jobs }] of Object.entries(entries)) {
      expect(jobs.length).toBeGreaterThanOrEqual(5)
      const newest = specs(10, jobs.length, false).entries[label]?.jobs
      expect(jobs).toEqual(newest)
    }
  })

  it('forgets an ended job before one that has not ended, however old that is', () => {
    const long = specs(20, 20, false)
    const entries = Object.entries(long.entries).map(([label, { jobs, ...rest }]): [string, Entry] => [
      label,
      { ...rest, jobs: jobs.map((job, n) => ({ ...job, isOpen: n === 15 })) },
    ])
    const read = SEAL.read(lineOf({ ...long, entries: Object.fromEntries(entries) }))
    for (const { jobs } of Object.values(read.entries)) {
      expect(jobs.length).toBeLessThan(16)
      expect(jobs.at(-1)?.isOpen).toBe(true)
    }
  })

  it('never forgets a held job for one that is older, though none has ended', () => {
    const read = SEAL.read(lineOf(specs(10, 20, true)))
    expect(Object.keys(read.entries)).toHaveLength(10)
    expect(held(read)).toBe(10)
  })

  it('knows the newest of more specs than it can hold', () => {
    const read = SEAL.read(lineOf(specs(1000, 20, true)))
    const labels = Object.keys(read.entries)
    expect(labels.length).toBeGreaterThan(50)
    expect(held(read)).toBe(labels.length)
    expect(new Set(labels)).toEqual(new Set(labels.map((_, n) => `training/${1000 - labels.length + n}.yml`)))
  })
})
