import { afterEach, describe, expect, it } from '@jest/globals'
import type { RunInputs } from '../../src/inputs.ts'
import { SPEC } from '../fakes/command-context.ts'
import type { CommentRecord } from '../../src/state/record.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import { BAD_GATEWAY } from '../fakes/comment-store.ts'
import { jobId, type JobLifecycle } from '../fakes/forge-api.ts'
import { HOUR, MINUTE, RUNNING, Scene } from './leftover-scene.ts'

let scene: Scene

afterEach(() => scene.environment.stop())

/** The step of run 8123 was killed; its lease has expired. */
async function afterKill(inputs: Partial<RunInputs> = {}, lifecycle?: JobLifecycle): Promise<void> {
  scene = new Scene(...(lifecycle ? [lifecycle] : []))
  const run = await scene.start('8123', inputs)
  run.kill()
  await scene.sleep(HOUR)
}

const setRun = (attempt: number, wasCancelled: boolean): void =>
  void scene.client.workflowRuns.set('8123', { attempt, wasCancelled })

/** Calls `change` just before the nth call of this operation. */
function beforeNth(
  operation: 'pullRequest' | 'workflowRun',
  nth: number,
  change: () => void | Promise<void>,
): void {
  let count = 0
  scene.client.beforeCall = async (call) => {
    if (call.operation === operation && ++count === nth) await change()
    return undefined
  }
}

describe('a job that is wanted again while its cancellation is announced', () => {
  it('is kept if the pull request is reopened and its step was killed, but the run not cancelled', async () => {
    await afterKill()
    setRun(1, false)
    scene.client.pullRequests.set(7, { isClosed: true })
    beforeNth('pullRequest', 2, () => void scene.client.pullRequests.delete(7))
    await scene.sync()
    expect(scene.cancelled).toEqual([])
  })

  it('is kept if the run is started again meanwhile', async () => {
    await afterKill()
    setRun(1, true)
    beforeNth('pullRequest', 2, () => setRun(2, false))
    await scene.sync()
    expect(scene.cancelled).toEqual([])
  })

  it('is kept if GitHub is so slow that a new run has begun to follow it', async () => {
    await afterKill()
    setRun(1, true)
    beforeNth('pullRequest', 2, async () => {
      void scene.start('8124')
      await scene.sleep(80_000)
    })
    await scene.sync()
    await scene.sleep(HOUR)
    const { accepted, cancelled } = scene.environment.jobs
    expect(accepted.length - cancelled.length).toBe(1)
    expect(scene.cancelled).toEqual([])
  })

  it('is kept if the service is so slow that a new run has begun to follow it', async () => {
    await afterKill()
    setRun(1, true)
    beforeNth('pullRequest', 2, async () => {
      void scene.start('8124')
      await scene.sleep(20_000)
    })
    const { api } = scene.environment
    const get = api.get.bind(api)
    let isSlow = true
    api.get = async (id) => {
      if (isSlow && scene.client.calls.filter(({ operation }) => operation === 'pullRequest').length === 2) {
        isSlow = false
        await scene.sleep(50_000)
      }
      return get(id)
    }
    await scene.sync()
    await scene.sleep(HOUR)
    expect(scene.cancelled).toEqual([])
  })
})

describe('a job of several steps', () => {
  it('is kept if one was killed, but its run was not cancelled', async () => {
    await afterKill()
    const other = await scene.start('8124', {}, { 'a.yml': SPEC }, { owner: 'other' })
    other.kill()
    await scene.sleep(HOUR)
    setRun(1, false)
    scene.client.workflowRuns.set('8124', { attempt: 1, wasCancelled: true })
    await scene.sync()
    expect(scene.cancelled).toEqual([])
  })

  it('is cancelled if both runs were cancelled', async () => {
    await afterKill()
    const other = await scene.start('8124', {}, { 'a.yml': SPEC }, { owner: 'other' })
    other.kill()
    await scene.sleep(HOUR)
    setRun(1, true)
    scene.client.workflowRuns.set('8124', { attempt: 1, wasCancelled: true })
    await scene.sync()
    expect(scene.cancelled).toEqual([jobId(1)])
  })

  it('is cancelled if the newest attempt was cancelled, whatever became of older ones', async () => {
    await afterKill()
    const again = await scene.start('8123', {}, { 'a.yml': SPEC }, { attempt: 2 })
    again.kill()
    await scene.sleep(HOUR)
    setRun(2, true)
    await scene.sync()
    expect(scene.cancelled).toEqual([jobId(1)])
  })
})

describe('a pull request that GitHub does not find', () => {
  it('is not taken for an issue', async () => {
    await afterKill()
    setRun(1, true)
    scene.client.pullRequests.set(7, { headSha: 'def5678' })
    scene.client.issues.add(7)
    await scene.sync()
    expect(scene.cancelled).toEqual([])
  })
})

describe('a replacement that failed before it ran', () => {
  it('costs no training', async () => {
    const fails: JobLifecycle = { statuses: [[0, 'QUEUED'], [1_000, 'FAILED']] } // prettier-ignore
    scene = new Scene(RUNNING, fails)
    const older = await scene.start('8123', { waitFor: 'none' })
    older.kill()
    const newer = await scene.start('8124', {}, { 'a.yml': SPEC.replace('1000', '2000') })
    newer.kill()
    expect(scene.cancelled).toEqual([])
    await scene.sleep(HOUR)
    await scene.sync()
    expect(scene.environment.jobs.accepted).toHaveLength(2)
    expect(scene.cancelled).toEqual([])
  })
})

describe('what a sync says about a job that it has asked to stop', () => {
  it('stays true when the job has stopped long after that', async () => {
    await afterKill({}, { ...RUNNING, cancelDelayMs: 5 * MINUTE })
    setRun(1, true)
    await scene.sync()
    await scene.sleep(HOUR)
    await scene.sync()
    expect(scene.cancelled).toEqual([jobId(1)])
    expect(scene.text).toContain('because the workflow run that waited for it was cancelled')
    expect(scene.text).not.toContain('A person, another workflow or the service')
  })

  it('names nobody else for a job that another sync has cancelled at the same time', async () => {
    await afterKill()
    setRun(1, true)
    await Promise.all([scene.sync(), scene.sync()])
    await scene.sleep(HOUR)
    await scene.sync()
    expect(scene.text).toContain('because the workflow run that waited for it was cancelled')
    expect(scene.text).not.toContain('A person, another workflow or the service')
  })

  it('does not claim a job that it left, and that somebody else has cancelled since', async () => {
    await afterKill()
    setRun(1, true)
    beforeNth('pullRequest', 2, () => setRun(2, false))
    await scene.sync()
    await scene.environment.api.cancel(jobId(1))
    await scene.sleep(HOUR)
    await scene.sync()
    expect(scene.text).toContain('A person, another workflow or the service')
  })
})

describe('an outage during a sync over many conversations', () => {
  /** 200 closed pull requests, each with a job. */
  async function manyConversations(): Promise<void> {
    scene = new Scene()
    await scene.start('8123', { waitFor: 'none' })
    const { record, api } = scene.environment
    for (let number = 100; number < 300; number++) {
      const conversation = scene.client.add(number)
      const codec = createCodec('k', `7001#${number}`, 'forge-key')
      const id = api.addJob(RUNNING, undefined, 5 * MINUTE)
      const own = JSON.parse(JSON.stringify(record).replaceAll(jobId(1), id)) as CommentRecord
      conversation.addComment(conversation.login, `${codec.encode?.(own) ?? ''}\n### A report`)
      scene.client.pullRequests.set(number, { isClosed: true })
    }
  }

  it.each<[string, () => void]>([
    ['GitHub, which shows no comment', () => {
      for (let number = 100; number < 300; number++) scene.client.commentStore(number).beforeCall = () => BAD_GATEWAY
    }],
    ['GitHub, which accepts no comment', () => {
      for (let number = 100; number < 300; number++)
        scene.client.commentStore(number).beforeCall = ({ operation }) => operation === 'update' ? BAD_GATEWAY : undefined
    }],
    ['GitHub, which shows no pull request', () => {
      scene.client.beforeCall = ({ operation }) => (operation === 'pullRequest' ? BAD_GATEWAY : undefined)
    }],
    ['the service', () => {
      scene.environment.api.get = () => Promise.resolve({ ok: false, error: { status: 503, message: 'down' } as never })
      scene.environment.api.list = () => Promise.resolve({ ok: false, error: { status: 503, message: 'down' } as never })
    }],
  ])('of %s, ends it within 15 minutes', async (_, breakDown) => {
    await manyConversations()
    breakDown()
    const startMs = scene.environment.clock.now()
    await scene.sync()
    expect(scene.environment.clock.now() - startMs).toBeLessThan(15 * MINUTE)
  }) // prettier-ignore

  it('cancels one job of each within 20 minutes, if there is none', async () => {
    await manyConversations()
    const startMs = scene.environment.clock.now()
    await scene.sync()
    expect(scene.cancelled).toHaveLength(200)
    expect(scene.environment.clock.now() - startMs).toBeLessThan(20 * MINUTE)
  })
})

describe('a step that ended, but could not write that', () => {
  it.each<[RunInputs['waitFor']]>([['started'], ['none']])('keeps its job if its run is cancelled later (`wait`: %s)', async (waitFor) => {
    scene = new Scene({ statuses: [[0, 'QUEUED'], [10 * MINUTE, 'RUNNING']], cancelDelayMs: 1_000 }) // prettier-ignore
    await scene.start('8123', { waitFor })
    scene.environment.conversation.beforeCall = ({ operation }) => operation === 'update' ? BAD_GATEWAY : undefined
    await scene.sleep(HOUR)
    scene.environment.conversation.beforeCall = () => undefined
    scene.client.workflowRuns.set('8123', { attempt: 1, wasCancelled: true, updatedAtMs: scene.environment.clock.wall() })
    await scene.sync()
    expect(scene.cancelled).toEqual([])
  }) // prettier-ignore

  it('keeps its job if it ran out of time', async () => {
    scene = new Scene()
    await scene.start('8123', { timeoutMs: 10 * MINUTE })
    scene.environment.conversation.beforeCall = ({ operation }) => operation === 'update' ? BAD_GATEWAY : undefined
    await scene.sleep(HOUR)
    scene.environment.conversation.beforeCall = () => undefined
    scene.client.workflowRuns.set('8123', { attempt: 1, wasCancelled: true, updatedAtMs: scene.environment.clock.wall() })
    await scene.sync()
    expect(scene.cancelled).toEqual([])
  }) // prettier-ignore
})
