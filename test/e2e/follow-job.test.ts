import { describe, expect, it } from '@jest/globals'
import { dispatchEvent } from '../simulator/runner/events.ts'
import { scheduleEvent } from '../simulator/runner/more-events.ts'
import { withEnvironment, SPEC, SPEC_FILE, type TestEnvironment } from './test-environment.ts'

const HOUR = 60 * 60_000
const forge = {
  timeline: [
    { afterMs: 0, status: 'QUEUED' },
    { afterMs: 60_000, status: 'RUNNING' },
    { afterMs: 3 * HOUR, status: 'SUCCESS' },
  ],
}

const withoutMarker = (body = '') => body.slice(body.indexOf('\n') + 1)
const runWait = (
  environment: TestEnvironment,
  jobId: string | undefined,
  inputs: Record<string, string> = {},
) =>
  environment.run({
    event: dispatchEvent(),
    run: { id: 8200, actor: 'hubot' },
    with: { command: 'wait', spec: '', 'job-id': jobId ?? '', 'issue-number': '12', ...inputs },
  })

describe("a step that waits for another step's job", () => {
  it("updates that step's comment and keeps its content", async () => {
    const files = { [SPEC_FILE]: `${SPEC}---\n${SPEC.replace('1000', '2000')}` }
    await withEnvironment({ forge, files }, async (environment) => {
      await environment.run({ with: { wait: 'false' } })
      const [first, second] = environment.forge.jobs
      environment.clock.advance(HOUR)
      const during: string[] = []
      void environment.clock.sleep(HOUR).then(() => during.push(withoutMarker(environment.comments[0])))
      const result = await runWait(environment, second?.id)
      expect(result.outputs).toMatchObject({ outcome: 'succeeded', 'job-id': second?.id })
      expect(environment.comments).toHaveLength(1)
      expect(during[0]).toMatch(/2 jobs[^]*continued by run \[8200\]/)
      const after = withoutMarker(environment.comments[0])
      expect(after).toContain(result.outputs['output-model'])
      expect(after).toMatch(/^\| ✅ \|.*`training\/support-bot\.yml#2` \|$/m)
      expect(after).toContain(first?.id)
      expect(after).toContain('/runs/8123')
      expect(result.outputs['comment-url']).toContain('issuecomment')

      // For the next sync, only the other job is unfinished.
      const sync = await environment.run({
        event: scheduleEvent(),
        run: { id: 9001 },
        with: { command: 'sync', spec: '', 'dispatch-event': 'ended' },
      })
      expect(JSON.parse(sync.outputs['jobs'] ?? '')).toMatchObject([{ 'job-id': first?.id }])
      expect(withoutMarker(environment.comments[0])).toContain('2 jobs · 2 trained')
    })
  })

  it('keeps the sync away while it runs, and hands the job back at its time-out', async () => {
    await withEnvironment({ forge }, async (environment) => {
      await environment.run({ with: { wait: 'false' } })
      const sync = () =>
        environment.run({ event: scheduleEvent(), run: { id: 9001 }, with: { command: 'sync', spec: '' } })
      let during: string | undefined
      void environment.clock.sleep(0.5 * HOUR).then(async () => {
        during = (await sync()).outputs['jobs']
      })
      const result = await runWait(environment, environment.forge.jobs[0]?.id, { 'timeout-minutes': '60' })
      expect([result.outputs['outcome'], during]).toEqual(['timed-out', '[]'])
      expect(withoutMarker(environment.comments[0])).toContain('Re-run this workflow. It follows this job')
      environment.clock.advance(0.5 * HOUR)
      expect(JSON.parse((await sync()).outputs['jobs'] ?? '')).toHaveLength(1)
      expect(withoutMarker(environment.comments[0])).toMatch(/\[The scheduled workflow\].* looks again/)
    })
  })

  it('creates its own comment if no trusted record names the job', async () => {
    await withEnvironment({ forge }, async (environment) => {
      await environment.run({ with: { wait: 'false' } })
      const [body = ''] = environment.comments
      environment.github.repository.comments.clear()
      environment.github.addPull({ number: 13 })
      environment.github.addComment(13, body)
      environment.clock.advance(4 * HOUR)
      await runWait(environment, environment.forge.jobs[0]?.id, { 'issue-number': '13' })
      expect(environment.github.commentsOf(13)).toHaveLength(2)
      expect(environment.github.commentsOf(13)[0]?.body).toBe(body)
    })
  })
})
