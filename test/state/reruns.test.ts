import { describe, expect, it } from '@jest/globals'
import { FakeRun, SharedWorld, SPEC } from '../fakes/command-context.ts'
import type { JobCourse } from '../fakes/forge-api.ts'

const FAILS: JobCourse = {
  statuses: [
    [0, 'RUNNING'],
    [3_000, 'FAILED'],
  ],
}
const SUCCEEDS: JobCourse = {
  statuses: [
    [0, 'RUNNING'],
    [100_000, 'SUCCESS'],
  ],
  model: 'ft:x',
}
const GOES_ON: JobCourse = { ...SUCCEEDS, cancelDelayMs: 1_000 }

/** The newest run of a commit failed, and two older runs of that commit are run again, one so much after the other. */
async function rerun(gapMs: number) {
  const world = new SharedWorld(FAILS, SUCCEEDS)
  await new FakeRun(world, { id: '12' }).play()
  world.api.latencyMs = 800
  const again = async (id: string, afterMs: number) => {
    await world.clock.sleep(afterMs)
    return (await new FakeRun(world, { id, attempt: 2 }).play()).outcome
  }
  const outcomes = await Promise.all([again('10', 0), again('11', gapMs)])
  return { outcomes, accepted: world.jobs.accepted.length - 1 }
}

describe('older runs of one commit that are run again at the same time', () => {
  it.each([0, 500, 1_000, 3_000, 7_000])('end with one job, %d ms apart', async (gapMs) => {
    expect(await rerun(gapMs)).toEqual({ outcomes: ['succeeded', 'succeeded'], accepted: 1 })
  })
})

describe('a run that is still submitting when its version is replaced', () => {
  it.each([
    [12_000, 0],
    [16_000, 0],
    [30_000, 0],
    [50_000, 0],
    [22_000, 10_000],
  ])('and asked for again, ends with one job (answers after %d and %d ms)', async (first, third) => {
    const world = new SharedWorld(GOES_ON)
    const takesMs = [first, 0, third]
    world.api.script = ({ operation }, nth) =>
      operation === 'create' ? { takesMs: takesMs[nth - 1] ?? 0 } : undefined
    const changed = { 'a.yml': SPEC.replace('1000', '2000') }
    const push = async (id: string, afterMs: number, files = { 'a.yml': SPEC }) => {
      await world.clock.sleep(afterMs)
      return (await new FakeRun(world, { id, commit: `commit ${id}`, files }).play()).outcome
    }
    const outcomes = await Promise.all([push('10', 0), push('11', 9_000, changed), push('12', 18_000)])
    expect(outcomes).toEqual(['superseded', 'superseded', 'succeeded'])
    const { accepted, cancelled } = world.jobs
    expect(accepted.filter((id) => !cancelled.includes(id))).toHaveLength(1)
  })
})
