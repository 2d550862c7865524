import { describe, expect, it } from '@jest/globals'
import type { GitHubReply } from '../../src/state/comment-store.ts'
import { Books } from '../../src/state/run-ledger.ts'
import { EMPTY_RECORD, type KeyRecord } from '../../src/state/record.ts'
import type { Entries, Ledger } from '../../src/state/record-store.ts'
import { TEST_START_MS, VirtualClock } from '../fakes/clock.ts'
import { FORBIDDEN, PASSING } from '../fakes/comment-store.ts'
import { DIGEST, sampleJob, sampleSpec, sampleTraining } from '../fakes/samples.ts'
import { LABEL, OTHER_DIGEST, recordedJob, recordOf, runOf, sampleEntry } from './samples.ts'

const ME = { run: runOf(8123), writer: 'me', commit: 'abc1234' }
const OPEN = sampleTraining()
const RUNNING = sampleTraining({ job: sampleJob() })
const NEWER = recordOf(sampleEntry({ run: runOf(8124), writer: 'newer', digest: OTHER_DIGEST }))
const NEITHER = [false, false]

/** A ledger that answers everything with `reply`. */
class FakeLedger implements Ledger {
  readonly asked: { readonly call: string; readonly about?: unknown }[] = []
  reply: GitHubReply<KeyRecord>

  constructor(reply: GitHubReply<KeyRecord> | KeyRecord = EMPTY_RECORD) {
    this.reply = 'ok' in reply ? reply : { ok: true, value: reply }
  }

  read(digests: Readonly<Record<string, string>>): Promise<GitHubReply<KeyRecord>> {
    return this.#answer({ call: 'read', about: digests })
  }
  peek(): Promise<GitHubReply<KeyRecord>> {
    return this.#answer({ call: 'peek' })
  }
  claim(entries: Entries): Promise<GitHubReply<KeyRecord>> {
    return this.#answer({ call: 'claim', about: entries })
  }
  write(entries: Entries): Promise<GitHubReply<KeyRecord>> {
    return this.#answer({ call: 'write', about: entries })
  }

  #answer(asked: FakeLedger['asked'][number]): Promise<GitHubReply<KeyRecord>> {
    this.asked.push(asked)
    return Promise.resolve(this.reply)
  }
}

const open = (...ledgers: Ledger[]): Books => new Books({ ledgers, me: ME, clock: new VirtualClock() })
/** What the books say of the sample spec: whether it is taken over, and whether it is held by a newer run. */
const heard = (books: Books): boolean[] => [books.isTakenOver(OPEN), books.isHeldByNewer(OPEN)]

describe('books', () => {
  it('that are kept nowhere are empty, and take everything', async () => {
    const books = open()
    expect(books.isKept).toBe(false)
    for (const reply of [await books.read([OPEN]), await books.claim([OPEN]), await books.write([OPEN])]) {
      expect(reply).toEqual({ ok: true, value: EMPTY_RECORD })
    }
    await books.peek()
    expect(heard(books)).toEqual(NEITHER)
  })

  it('ask for the digests of the specs', async () => {
    const ledger = new FakeLedger(NEWER)
    const broken = { label: 'b.yml', timeline: [], notes: [] }
    expect(await open(ledger).read([OPEN, broken])).toEqual({ ok: true, value: NEWER })
    expect(ledger.asked).toEqual([{ call: 'read', about: { [LABEL]: DIGEST, 'b.yml': '' } }])
  })

  it('are kept in the second place where GitHub does not open the first, from then on', async () => {
    const [first, second] = [new FakeLedger(FORBIDDEN), new FakeLedger(NEWER)]
    const books = open(first, second)
    expect(await books.read([OPEN])).toEqual({ ok: true, value: NEWER })
    await books.claim([OPEN])
    await books.write([OPEN])
    await books.peek()
    await books.read([OPEN])
    expect(first.asked.map(({ call }) => call)).toEqual(['read'])
    expect(second.asked.map(({ call }) => call)).toEqual(['read', 'claim', 'write', 'peek', 'read'])
  })

  it('stay in the first place while GitHub may answer next time', async () => {
    const [first, second] = [new FakeLedger(PASSING), new FakeLedger(NEWER)]
    expect(await open(first, second).read([OPEN])).toBe(PASSING)
    expect(second.asked).toEqual([])
  })

  it('cannot be read where GitHub opens no place', async () => {
    const books = open(new FakeLedger(FORBIDDEN), new FakeLedger(FORBIDDEN))
    expect(await books.read([OPEN])).toBe(FORBIDDEN)
    expect(books.isKept).toBe(true)
  })
})

describe('what a step writes in the books', () => {
  it('is what it is about to do, and then what became of it', async () => {
    const ledger = new FakeLedger()
    const books = open(ledger)
    await books.write([OPEN])
    await books.claim([OPEN])
    await books.write([RUNNING])
    const common = { ...ME, digest: DIGEST }
    expect(ledger.asked).toMatchObject([
      { call: 'write', about: {} },
      { call: 'claim', about: { [LABEL]: { ...common, submittingSinceMs: TEST_START_MS, jobs: [] } } },
      {
        call: 'write',
        about: { [LABEL]: { ...common, jobId: RUNNING.job!.id, jobs: [{ id: RUNNING.job!.id }] } },
      },
    ])
  })

  it('is no claim any more where another has won it: that would hide the one who submits', async () => {
    const winner = recordOf(sampleEntry({ writer: 'winner', submittingSinceMs: 1 }))
    const books = open(new FakeLedger(winner))
    await books.claim([OPEN])
    expect(books.entries([OPEN])).toEqual({})
    const own = open(new FakeLedger(recordOf(sampleEntry({ writer: 'me', submittingSinceMs: 1 }))))
    await own.claim([OPEN])
    expect(own.entries([OPEN])).toMatchObject({ [LABEL]: { submittingSinceMs: TEST_START_MS } })
    const unsure = open(new FakeLedger(PASSING))
    await unsure.claim([OPEN])
    // It may have been written, though the answer was lost: what comes of it has to be said.
    expect(unsure.entries([{ ...OPEN, outcome: 'refused' }])).toMatchObject({ [LABEL]: { writer: 'me' } })
  })

  it('counts as alive for five minutes after the next sign of life is due', () => {
    const books = open(new FakeLedger())
    const aliveForMs = () => books.entries([RUNNING])[LABEL]!.aliveUntilMs - TEST_START_MS
    expect(aliveForMs()).toBe(6 * 60_000)
    books.nextBeatMs = 15 * 60_000
    expect(aliveForMs()).toBe(20 * 60_000)
  })

  it('tells of ended jobs, also of specs that it has nothing else to do with', async () => {
    const stranger = sampleEntry({ writer: 'stranger', jobs: [recordedJob(1), recordedJob(2)] })
    const books = open(new FakeLedger({ entries: { 'b.yml': stranger, [LABEL]: sampleEntry() } }))
    await books.read([OPEN])
    books.ended('b.yml', [recordedJob(1)])
    books.ended(LABEL, [recordedJob(3)])
    const ended = { isOpen: false }
    expect(books.entries([RUNNING])).toMatchObject({
      'b.yml': { ...stranger, jobs: [{ ...recordedJob(1), ...ended }] },
      [LABEL]: { writer: 'me', jobs: [{ id: RUNNING.job!.id }, { ...recordedJob(3), ...ended }] },
    })
  })

  it('is given up after the end of a step that was submitting and did not', async () => {
    const claimed = recordOf(sampleEntry({ ...ME, submittingSinceMs: 1, atMs: TEST_START_MS - 1 }))
    const cancelled = sampleTraining({ outcome: 'cancelled' })
    for (const [record, isMine] of [
      [claimed, true],
      [recordOf(sampleEntry({ writer: 'other', submittingSinceMs: 1 })), false],
      [recordOf(sampleEntry(ME)), false],
    ] as const) {
      const books = open(new FakeLedger(record))
      await books.release([cancelled])
      const entry = books.entries([cancelled])[LABEL]
      expect(entry !== undefined).toBe(isMine)
      if (isMine) expect(entry).not.toHaveProperty('submittingSinceMs')
    }
    const unknown = sampleTraining({ outcome: 'unknown' })
    const books = open(new FakeLedger(claimed))
    await books.release([unknown])
    expect(books.entries([unknown])).toEqual({})
  })
})

describe('what a step hears of the others', () => {
  it.each<[string, (books: Books) => Promise<unknown>]>([
    ['reads', (books) => books.read([OPEN])],
    ['peeks', (books) => books.peek()],
    ['claims', (books) => books.claim([OPEN])],
    ['writes', (books) => books.write([OPEN])],
  ])('is what stands there when it %s', async (_, act) => {
    const ledger = new FakeLedger(PASSING)
    const books = open(ledger)
    await act(books)
    expect(heard(books)).toEqual(NEITHER)
    ledger.reply = { ok: true, value: NEWER }
    await act(books)
    expect(heard(books)).toEqual([true, true])
    ledger.reply = PASSING
    await act(books)
    expect(heard(books)).toEqual([true, true])
  })

  it('is also what others have heard', () => {
    const books = open(new FakeLedger())
    books.hear(recordOf(sampleEntry({ run: runOf(8124) })))
    expect(heard(books)).toEqual([false, true])
    books.hear(recordOf(sampleEntry({ run: runOf(8122), digest: OTHER_DIGEST })))
    expect(heard(books)).toEqual(NEITHER)
  })

  it('does not stop it where the user wants it in spite of the newer run, until there is one more', async () => {
    const books = open(new FakeLedger(NEWER))
    await books.read([OPEN])
    books.insist([OPEN])
    expect(heard(books)).toEqual(NEITHER)
    books.hear(recordOf(sampleEntry({ run: runOf(8125), digest: OTHER_DIGEST })))
    expect(heard(books)).toEqual([true, true])
  })

  it.each(['constructor', 'toString', '__proto__'])('is nothing of a spec that is called %s', (label) => {
    const books = open(new FakeLedger(NEWER))
    const training = sampleTraining({ spec: sampleSpec({ label }), job: sampleJob() })
    expect([books.isTakenOver(training), books.isHeldByNewer(training)]).toEqual(NEITHER)
    books.insist([training])
    books.ended(label, [])
    expect(Object.keys(books.entries([training]))).toEqual([label])
  })

  it('is nothing of what is no spec', () => {
    const books = open(new FakeLedger())
    books.hear({ entries: { a: sampleEntry({ run: runOf(8124), digest: OTHER_DIGEST }) } })
    expect(books.isTakenOver({ label: 'a', timeline: [], notes: [] })).toBe(false)
  })
})
