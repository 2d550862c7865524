import { describe, expect, it } from '@jest/globals'
import { createCodec } from '../../src/state/record-codec.ts'
import { FakeEnvironment, FakeRun, SPEC } from '../fakes/command-context.ts'

const [A, C] = [SPEC, SPEC.replace('1000', '2000')]

describe('two runs of one step that ask for the same requests at once', () => {
  it.each([0, 100, 200, 300])('%i ms apart submit each of them once', async (gapMs) => {
    const environment = new FakeEnvironment({ statuses: [[0, 'RUNNING']] })
    const { clock, conversation, api } = environment
    conversation.beforeCall = async () => {
      await clock.sleep(300)
      return undefined
    }
    const run = (id: string, files: Readonly<Record<string, string>>, owner?: string) =>
      new FakeRun(environment, { id, files, owner, inputs: { waitFor: 'none' } }).execute()
    // The job of `a` becomes known while both claim `c`, so that the winner submits `c` later.
    const first = run('2', { 'a.yml': A }, 'other')
    await clock.sleep(7_000)
    const second = run('3', { 'a.yml': A, 'c.yml': C })
    await clock.sleep(gapMs)
    const third = run('4', { 'a.yml': A, 'c.yml': C })
    await Promise.all([first, second, third])
    const steps = api.jobs.map(({ request }) => request?.hyperparameters?.training_steps)
    expect(steps.sort()).toEqual([1000, 2000])
  })
})

describe('a run that is killed between the submission and the record of its job', () => {
  it('has its job found by the next one, although a step with another API key rewrites the comment', async () => {
    const environment = new FakeEnvironment({ statuses: [[0, 'RUNNING']] })
    const { clock, api } = environment
    const start = (id: string, key = 'forge-key'): FakeRun => {
      const codec = createCodec('a key', '7001#7', key)
      const run = new FakeRun(environment, { id, codec, files: { 'a.yml': A }, inputs: { waitFor: 'none' } })
      void run.execute()
      return run
    }
    const first = start('1')
    api.onCall = ({ operation }) => {
      if (operation === 'create') first.kill()
    }
    await clock.sleep(7_000)
    expect(api.jobs).toHaveLength(1)
    start('2')
    // It signs the claim of the first run with a key that proves nothing to the second one.
    start('3', 'another key')
    await clock.sleep(30 * 60_000)
    environment.stop()
    expect(api.jobs).toHaveLength(1)
  })
})
