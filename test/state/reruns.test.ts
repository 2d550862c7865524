import { describe, expect, it } from '@jest/globals'
import { FakeRun, FakeEnvironment, SPEC } from '../fakes/command-context.ts'
import type { JobLifecycle } from '../fakes/forge-api.ts'

const FAILS: JobLifecycle = {
  statuses: [
    [0, 'RUNNING'],
    [3_000, 'FAILED'],
  ],
}
const SUCCEEDS: JobLifecycle = {
  statuses: [
    [0, 'RUNNING'],
    [100_000, 'SUCCESS'],
  ],
  model: 'ft:x',
}
const KEEPS_RUNNING: JobLifecycle = { ...SUCCEEDS, cancelDelayMs: 1_000 }

/** The newest run of a commit fails, and two older runs of that commit are re-run, `gapMs` apart. */
async function rerunTwo(gapMs: number) {
  const environment = new FakeEnvironment(FAILS, SUCCEEDS)
  await new FakeRun(environment, { id: '12' }).execute()
  environment.api.latencyMs = 800
  const runAgain = async (id: string, afterMs: number) => {
    await environment.clock.sleep(afterMs)
    return (await new FakeRun(environment, { id, attempt: 2 }).execute()).outcome
  }
  const outcomes = await Promise.all([runAgain('10', 0), runAgain('11', gapMs)])
  return { outcomes, accepted: environment.jobs.accepted.length - 1 }
}

describe('concurrent re-runs of older runs of one commit', () => {
  it.each([0, 500, 1_000, 3_000, 7_000])('end with one job, %d ms apart', async (gapMs) => {
    expect(await rerunTwo(gapMs)).toEqual({ outcomes: ['succeeded', 'succeeded'], accepted: 1 })
  })
})

describe('a run whose content is replaced during its submission and then restored', () => {
  it.each([
    [12_000, 0],
    [16_000, 0],
    [30_000, 0],
    [50_000, 0],
    [22_000, 10_000],
  ])('leads to one job (responses after %d and %d ms)', async (first, third) => {
    const environment = new FakeEnvironment(KEEPS_RUNNING)
    const delaysMs = [first, 0, third]
    environment.api.script = ({ operation }, nth) =>
      operation === 'create' ? { durationMs: delaysMs[nth - 1] ?? 0 } : undefined
    const changed = { 'a.yml': SPEC.replace('1000', '2000') }
    const push = async (id: string, afterMs: number, files = { 'a.yml': SPEC }) => {
      await environment.clock.sleep(afterMs)
      return (await new FakeRun(environment, { id, commit: `commit ${id}`, files }).execute()).outcome
    }
    const outcomes = await Promise.all([push('10', 0), push('11', 9_000, changed), push('12', 18_000)])
    expect(outcomes).toEqual(['superseded', 'superseded', 'succeeded'])
    const { accepted, cancelled } = environment.jobs
    expect(accepted.filter((id) => !cancelled.includes(id))).toHaveLength(1)
  })
})
