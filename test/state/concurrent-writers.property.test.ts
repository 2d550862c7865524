import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { play, type Finish, type Race, type WriterPlan } from './concurrent-writers.ts'

const CHECKS = { numRuns: 60, seed: 1 }
const RUNS = 4

/** Races of 2 to 6 steps of up to four runs, of which each has one of so many contents. */
function anyRace(versions: number): fc.Arbitrary<Race> {
  return fc
    .record({
      versionOf: fc.array(fc.nat(versions - 1), { minLength: RUNS, maxLength: RUNS }),
      spreadMs: fc.constantFrom(300, 3_000, 8_000, 20_000),
      steps: fc.array(
        fc.record({
          run: fc.nat(RUNS - 1),
          attempt: fc.constantFrom(1 as const, 1 as const, 1 as const, 2 as const),
          start: fc.double({ min: 0, max: 1, noNaN: true }),
          waitFor: fc.constantFrom('end' as const, 'nothing' as const),
        }),
        { minLength: 2, maxLength: 6, size: 'max' },
      ),
      troubles: fc.array(
        fc.record({ nth: fc.nat(60), kind: fc.constantFrom('refused' as const, 'lost' as const) }),
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

/** What holds after every race. */
function expectOrder(race: Race, finish: Finish): void {
  const newest = newestOf(race)
  expect(finish).toMatchObject({ comments: 1, holder: nameOf(newest), author: nameOf(newest) })
  expect(finish.jobs.filter(({ version }) => version === newest.version)).not.toEqual([])
  const alive = finish.jobs.filter(({ isCancelled }) => !isCancelled).map(({ version }) => version)
  expect(alive).toEqual([...new Set(alive)])
}

describe('any number of steps that write at the same time, while lists lag, answers take their time and calls fail,', () => {
  it('end with one job and one comment, of the newest run, where they want the same', async () => {
    await fc.assert(
      fc.asyncProperty(anyRace(1), async (race) => {
        const finish = await play(race)
        expectOrder(race, finish)
        expect(finish.jobs).toEqual([{ version: 0, isCancelled: false }])
        for (const outcome of finish.outcomes) expect(['succeeded', 'submitted', 'superseded']).toContain(outcome)
      }),
      CHECKS,
    )
  }) // prettier-ignore

  it('end with one comment of the newest run, and no two jobs of one content, where each run wants its own', async () => {
    await fc.assert(
      fc.asyncProperty(anyRace(3), async (race) => expectOrder(race, await play(race))),
      CHECKS,
    )
  })
})
