import { describe, expect, it } from '@jest/globals'
import type { JobPage, TrainingJob } from '../../src/jobs/api.ts'
import { checked, isOfNoUse, newMemory, readList, rested, toCheck } from '../../src/jobs/list-cache.ts'
import { answered, jobId } from '../fakes/forge-api.ts'

const START_MS = 1_000_000
const MINUTE = 60_000
const job = (n: number, fields: Partial<TrainingJob> = {}): TrainingJob => ({
  id: jobId(n),
  status: 'RUNNING',
  ...fields,
})
const NUMBERS = [1, 2, 3]
const JOBS = NUMBERS.map((n) => job(n))
const WANTED = JOBS.map((known) => ({ known, isDue: true }))

/** Reads a list with these pages; returns which were asked for, too. */
async function read(pages: readonly JobPage[], memory = newMemory(START_MS), wanted = WANTED) {
  const asked: number[] = []
  const list = (page: number) => {
    asked.push(page)
    return Promise.resolve({ ok: true as const, value: pages[page] ?? { jobs: [] } })
  }
  return { ...(await readList(wanted, memory, { list })), asked }
}

describe('where jobs are looked for', () => {
  it.each<[string, readonly JobPage[], readonly number[]]>([
    ['on the first page, where they are', [{ jobs: JOBS }], [0]],
    ['not behind the only page, as the service counts', [{ jobs: [job(9)], total: 1 }], [0]],
    ['not behind an empty page', [{ jobs: [] }], [0]],
    [
      'a page further, where there is more',
      [
        { jobs: [job(9)], total: 4 },
        { jobs: JOBS, total: 4 },
      ],
      [0, 1],
    ],
    ['a page further, where nobody knows how many there are', [{ jobs: [job(9)] }, { jobs: JOBS }], [0, 1]],
    [
      'not behind an empty later page, whatever is counted',
      [
        { jobs: [job(9)], total: 4 },
        { jobs: [], total: 4 },
      ],
      [0, 1],
    ],
  ])('%s', async (_, pages, asked) => {
    expect((await read(pages)).asked).toEqual(asked)
  })

  it('stays where it was: a page that shows some of them is read again', async () => {
    const { memory } = await read([{ jobs: JOBS, serverNowMs: 5_000 }])
    expect(memory.places.get(jobId(1))).toEqual({ page: 0, misses: 0, toldMs: 5_000 })
    expect((await read([{ jobs: JOBS }], memory)).memory.places.get(jobId(1))).toEqual({ page: 0, misses: 0 })
  })

  it('is nowhere for a job that the list tells too little of', async () => {
    const [first, ...others] = JOBS
    const { memory, found } = await read([{ jobs: [{ id: first!.id }, ...others], total: 3 }])
    expect([found.has(jobId(1)), memory.places.get(jobId(1))]).toEqual([false, 'nowhere'])
    expect(isOfNoUse(memory, WANTED)).toBe(false)
    expect(isOfNoUse(memory, WANTED.slice(0, 1))).toBe(true)
  })

  it('is told where it fails, with what was found before', async () => {
    const failure = answered(503)
    const list = (page: number) =>
      Promise.resolve(
        page === 0
          ? { ok: true as const, value: { jobs: [job(1)], total: 9 } }
          : { ok: false as const, failure },
      )
    const listing = await readList(WANTED, newMemory(START_MS), { list })
    expect([listing.failure, [...listing.found.keys()], [...listing.pages]]).toEqual([
      failure,
      [jobId(1)],
      [0],
    ])
  })
})

describe('a rest from the list', () => {
  it.each([
    ['half a minute at least', 1_000, MINUTE / 2],
    ['as long as it was watched', 4 * MINUTE, 4 * MINUTE],
    ['ten minutes at most', 60 * MINUTE, 10 * MINUTE],
  ])('lasts %s', (_, ageMs, restMs) => {
    expect(rested(newMemory(START_MS), START_MS + ageMs).restUntilMs).toBe(START_MS + ageMs + restMs)
  })
})

describe('a check of the list', () => {
  const said = job(1, { modifiedAt: 100 })
  const toldMs = 200_000
  const place = { page: 0, misses: 0, toldMs }
  const memory = { ...newMemory(START_MS), places: new Map([[said.id, place]]) }

  it('tells by how much the list is behind, and has the next one follow at once', () => {
    const is = job(1, { status: 'SUCCESS', modifiedAt: 150 })
    const { lagMs, untilCheck, checks } = checked(memory, said, is)
    // It was shown as running 50 s after it had ended, on clocks that show whole seconds.
    expect(lagMs).toBeGreaterThan(40_000)
    expect(lagMs).toBeLessThanOrEqual(50_000)
    expect([untilCheck, checks]).toEqual([1, 1])
  })

  it.each<[string, Partial<TrainingJob>]>([
    ['where nothing has changed', { modifiedAt: 150 }],
    ['where the time of the change is not told', { status: 'SUCCESS', modifiedAt: 100 }],
  ])('tells nothing %s', (_, fields) => {
    expect(checked(memory, said, job(1, fields)).lagMs).toBe(0)
  })

  it('tells nothing where the service does not tell its time', () => {
    const is = job(1, { status: 'SUCCESS', modifiedAt: 150 })
    expect(checked(newMemory(START_MS), said, is).lagMs).toBe(0)
  })

  it('is made of one job after the other, when it is time', async () => {
    const { memory: after, ...listing } = await read([{ jobs: JOBS }])
    const due = (checks: number) => toCheck({ ...listing, memory: { ...after, checks, untilCheck: 0 } })
    expect([0, 1, 2, 3].map((checks) => due(checks))).toEqual([1, 2, 3, 1].map((n) => jobId(n)))
    expect(toCheck({ ...listing, memory: { ...after, untilCheck: 1 } })).toBeUndefined()
  })
})
