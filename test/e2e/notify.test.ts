import { describe, expect, it } from '@jest/globals'
import { scheduleEvent } from '../simulator/runner/more-events.ts'
import { withEnvironment, type TestEnvironment } from './test-environment.ts'

const FAILS = [
  { afterMs: 0, status: 'RUNNING' },
  { afterMs: 60_000, status: 'FAILED', fields: { error: { message: 'loss became NaN, ask @bob' } } },
]

/** A scheduled run of `command: sync`, started by nobody in particular. */
const sync = (environment: TestEnvironment, id: number, inputs: Readonly<Record<string, string>>) =>
  environment.run({
    event: scheduleEvent(),
    run: { id, actor: 'somebody' },
    with: { command: 'sync', spec: '', ...inputs },
  })

/** A job that a run of ada has submitted, which has failed since. */
async function submit(environment: TestEnvironment): Promise<void> {
  await environment.run({ run: { id: 8123, actor: 'ada' }, with: { wait: 'false' } })
  environment.clock.advance(60 * 60_000)
}

describe('the end of a job that no step waits for', () => {
  it('is announced once to who submitted it, also by two syncs at once', async () => {
    await withEnvironment({ forge: { timeline: FAILS } }, async (environment) => {
      await submit(environment)
      const both = await Promise.all([9001, 9002].map((id) => sync(environment, id, { notify: 'true' })))
      expect(both.map(({ conclusion }) => conclusion)).toEqual(['success', 'success'])
      await sync(environment, 9003, { notify: 'true' })
      const [report, ...notices] = environment.comments
      expect(report).toContain('· failed')
      expect(notices).toEqual([expect.stringMatching(/\n❌ @ada `training\/support-bot\.yml` · failed/)])
      expect(notices[0]?.match(/@\w+/g)).toEqual(['@ada'])
    })
  })

  it('makes the step red with `fail-on: failed`, and only once', async () => {
    await withEnvironment({ forge: { timeline: FAILS } }, async (environment) => {
      await submit(environment)
      const failed = await sync(environment, 9001, { 'fail-on': 'failed' })
      expect([failed.conclusion, failed.outputs['outcome']]).toEqual(['failure', 'failed'])
      expect(failed.log).toMatch(/::error.*`fail-on` is `failed` and a job has failed: .*no\. 12/)
      expect(environment.comments).toHaveLength(1)
      expect((await sync(environment, 9002, { 'fail-on': 'failed' })).conclusion).toBe('success')
    })
  })
})
