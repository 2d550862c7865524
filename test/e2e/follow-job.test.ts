import { describe, expect, it } from '@jest/globals'
import { dispatchEvent } from '../simulator/runner/events.ts'
import { scheduleEvent } from '../simulator/runner/more-events.ts'
import { inWorld, SPEC, SPEC_FILE, type World } from './world.ts'

const HOUR = 60 * 60_000
const forge = {
  timeline: [
    { afterMs: 0, status: 'QUEUED' },
    { afterMs: 60_000, status: 'RUNNING' },
    { afterMs: 3 * HOUR, status: 'SUCCESS' },
  ],
}

const visible = (body = '') => body.slice(body.indexOf('\n') + 1)
const waitFor = (world: World, jobId: string | undefined, given: Record<string, string> = {}) =>
  world.run({
    event: dispatchEvent(),
    run: { id: 8200, actor: 'hubot' },
    with: { command: 'wait', spec: '', 'job-id': jobId ?? '', 'issue-number': '12', ...given },
  })

describe('a step that waits for the job of another one', () => {
  it('goes on in the comment of that one, with all that was told there', async () => {
    const files = { [SPEC_FILE]: `${SPEC}---\n${SPEC.replace('1000', '2000')}` }
    await inWorld({ forge, files }, async (world) => {
      await world.run({ with: { wait: 'false' } })
      const [first, second] = world.forge.jobs
      world.clock.advance(HOUR)
      const during: string[] = []
      void world.clock.sleep(HOUR).then(() => during.push(visible(world.comments[0])))
      const result = await waitFor(world, second?.id)
      expect(result.outputs).toMatchObject({ outcome: 'succeeded', 'job-id': second?.id })
      expect(world.comments).toHaveLength(1)
      expect(during[0]).toMatch(/2 jobs[^]*followed by run 8200/)
      const after = visible(world.comments[0])
      expect(after).toContain(result.outputs['output-model'])
      expect(after).toMatch(new RegExp(`${SPEC_FILE}#2[^]*trained[^]*${first?.id ?? ''}`))
      expect(after).toContain('run 8123')
      expect(result.outputs['comment-url']).toContain('issuecomment')

      // Only the other one is still unfinished for whoever looks next.
      const sync = await world.run({
        event: scheduleEvent(),
        run: { id: 9001 },
        with: { command: 'sync', spec: '', 'dispatch-event': 'ended' },
      })
      expect(JSON.parse(sync.outputs['jobs'] ?? '')).toMatchObject([{ 'job-id': first?.id }])
      expect(visible(world.comments[0])).toContain('2 jobs: 2 trained')
    })
  })

  it('keeps the scheduled workflow away as long as it lives, and hands the job back when its time is over', async () => {
    await inWorld({ forge }, async (world) => {
      await world.run({ with: { wait: 'false' } })
      const sync = () =>
        world.run({ event: scheduleEvent(), run: { id: 9001 }, with: { command: 'sync', spec: '' } })
      let during: string | undefined
      void world.clock.sleep(0.5 * HOUR).then(async () => {
        during = (await sync()).outputs['jobs']
      })
      const result = await waitFor(world, world.forge.jobs[0]?.id, { 'timeout-minutes': '60' })
      expect([result.outputs['outcome'], during]).toEqual(['timed-out', '[]'])
      expect(visible(world.comments[0])).toContain('`command: sync` looks next')
      world.clock.advance(0.5 * HOUR)
      expect(JSON.parse((await sync()).outputs['jobs'] ?? '')).toHaveLength(1)
      expect(visible(world.comments[0])).toContain('The scheduled workflow looks next')
    })
  })

  it('writes a comment of its own where no record is proven to name the job', async () => {
    await inWorld({ forge }, async (world) => {
      await world.run({ with: { wait: 'false' } })
      const [body = ''] = world.comments
      world.github.world.comments.clear()
      world.github.addPull({ number: 13 })
      world.github.addComment(13, body)
      world.clock.advance(4 * HOUR)
      await waitFor(world, world.forge.jobs[0]?.id, { 'issue-number': '13' })
      expect(world.github.commentsOf(13)).toHaveLength(2)
      expect(world.github.commentsOf(13)[0]?.body).toBe(body)
    })
  })
})
