import { describe, expect, it } from '@jest/globals'
import { withSmallerPages } from '../../src/jobs/smaller-pages.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FakeForgeApi, INTERRUPTED, httpError, jobId } from '../fakes/forge-api.ts'

const TOO_LARGE = { ...INTERRUPTED, isTooLarge: true as const }

/** A service with 250 jobs that cannot list more than `maxSize` of them at once. */
function createApi(maxSize: number) {
  const clock = new VirtualClock()
  const api = new FakeForgeApi(clock)
  for (let n = 0; n < 250; n++) api.addJob({ statuses: [[0, 'RUNNING']] }, undefined, 1_000_000 - n)
  api.script = ({ pageSize = 0 }) => (pageSize > maxSize ? { error: TOO_LARGE } : undefined)
  return { api, wrapped: withSmallerPages(api) }
}

describe('a page that is too large', () => {
  it.each([
    [100, 1],
    [50, 5],
    [25, 5],
    [5, 22],
  ])('is read in parts of at most %d', async (maxSize, requests) => {
    const { api, wrapped } = createApi(maxSize)
    const result = await wrapped.list(1, 100)
    expect(result).toMatchObject({ ok: true, value: { total: 250 } })
    const ids = result.ok ? result.value.jobs.map(({ id }) => id) : []
    expect(ids).toEqual(Array.from({ length: 100 }, (_, n) => jobId(150 - n)))
    expect(api.calls).toHaveLength(requests)
  })

  it('makes later pages smaller from the start', async () => {
    const { api, wrapped } = createApi(25)
    await wrapped.list(0, 100)
    api.calls.length = 0
    await wrapped.list(2, 100)
    expect(api.calls.map(({ page, pageSize }) => [page, pageSize])).toEqual([
      [8, 25],
      [9, 25],
      [10, 25],
    ])
  })

  it('stays an error if its smallest part is too large', async () => {
    const { wrapped } = createApi(1)
    expect(await wrapped.list(0, 100)).toEqual({ ok: false, error: TOO_LARGE })
  })

  it('is not confused with another error', async () => {
    const { api, wrapped } = createApi(25)
    await wrapped.list(0, 100)
    api.script = (_, nth) => (nth === 8 ? { error: httpError(503) } : undefined)
    expect(await wrapped.list(0, 100)).toEqual({ ok: false, error: httpError(503) })
  })
})
