import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { runRace, type RaceResult, type Race, type WriterPlan } from './concurrent-writers.ts'

const CHECKS = { numRuns: 60, seed: 1 }
const RUNS = 4

/**
 * Races of 2 to 6 steps of up to four runs; each run has one of `versions` contents, each step one of the comment keys and
 * one of the owners.
 */
function anyRace(versions: number, commentKeys = ['k'], owners = ['train']): fc.Arbitrary<Race> {
  return fc
    .record({
      versionOf: fc.array(fc.nat(versions - 1), { minLength: RUNS, maxLength: RUNS }),
      spreadMs: fc.constantFrom(300, 3_000, 8_000, 20_000),
      steps: fc.array(
        fc.record({
          run: fc.nat(RUNS - 1),
          attempt: fc.constantFrom(1 as const, 1 as const, 1 as const, 2 as const),
          start: fc.double({ min: 0, max: 1, noNaN: true }),
          waitFor: fc.constantFrom('completed' as const, 'none' as const),
          commentKey: fc.constantFrom(...commentKeys),
          owner: fc.constantFrom(...owners),
        }),
        { minLength: 2, maxLength: 6, size: 'max' },
      ),
      faults: fc.array(
        fc.record({ nth: fc.nat(60), kind: fc.constantFrom('refused' as const, 'interrupted' as const) }),
        { maxLength: 3 },
      ),
      latencyMs: fc.constantFrom(150, 500, 1_500),
      seed: fc.nat(),
    })
    .map(({ versionOf, spreadMs, steps, ...rest }) => ({
      ...rest,
      writers: steps.map(({ run, start, ...step }): WriterPlan => {
        return { ...step, run: run + 1, version: versionOf[run] ?? 0, startMs: Math.floor(start * spreadMs) }
      }),
    }))
}

const nameOf = ({ run, attempt }: WriterPlan): string => `${run}.${attempt}`
const newestOf = ({ writers }: Race): WriterPlan =>
  writers.reduce((newest, each) => (nameOf(each) > nameOf(newest) ? each : newest))

function expectNewestWins(race: Race, result: RaceResult): void {
  const newest = newestOf(race)
  expect(result).toMatchObject({ comments: 1, holder: nameOf(newest), author: nameOf(newest) })
  expect(result.jobs.filter(({ version }) => version === newest.version)).not.toEqual([])
  const activeVersions = result.jobs.filter(({ isCancelled }) => !isCancelled).map(({ version }) => version)
  expect(activeVersions).toEqual([...new Set(activeVersions)])
}

describe('concurrent steps, with lagging lists, slow responses and failing calls', () => {
  it('end with one job and one comment of the newest run if all want the same content', async () => {
    await fc.assert(
      fc.asyncProperty(anyRace(1), async (race) => {
        const result = await runRace(race)
        expectNewestWins(race, result)
        expect(result.jobs).toEqual([{ version: 0, isCancelled: false }])
        for (const outcome of result.outcomes) expect(['succeeded', 'submitted', 'superseded']).toContain(outcome)
      }),
      CHECKS,
    )
  }) // prettier-ignore

  it('end with one comment of the newest run and no duplicate jobs if runs want different content', async () => {
    await fc.assert(
      fc.asyncProperty(anyRace(3), async (race) => expectNewestWins(race, await runRace(race))),
      CHECKS,
    )
  })

  it('end with one job and one comment of each key if steps with other keys and owners want the same content', async () => {
    const keys = ['k', 'l', 'm']
    await fc.assert(
      fc.asyncProperty(anyRace(1, keys, ['train', 'evaluate', 'nightly']), async (race) => {
        const { jobs, comments, outcomes } = await runRace(race)
        expect(jobs).toEqual([{ version: 0, isCancelled: false }])
        expect(comments).toBe(new Set(race.writers.map(({ commentKey }) => commentKey)).size)
        for (const outcome of outcomes) expect(['succeeded', 'submitted', 'superseded']).toContain(outcome)
      }),
      CHECKS,
    )
  })
})
