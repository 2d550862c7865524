import { describe, expect, it } from '@jest/globals'
import { serializeReport } from '../../src/report/saved-report.ts'
import { planRefresh, type RefreshPlan } from '../../src/sync/plan-refresh.ts'
import { applyRefreshes, type SyncResult } from '../../src/sync/apply-refresh.ts'
import { FORBIDDEN, NOT_FOUND, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { sampleContext, sampleJob } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'
import { recordedJob, requestOf, runRef, SERVICE } from '../state/samples.ts'
import {
  LABEL,
  REQUEST_KEY,
  SyncEnvironment,
  recordOfRequest,
  recordWithReport,
  codecFor,
  sampleModel,
} from './samples.ts'

const ENDED = sampleJob({ id: jobId(1), status: 'SUCCESS', outputModel: 'ft:x' })

/** `count` pull requests with one comment each, whose job has ended. */
async function createEnvironment(count = 1, record = recordWithReport()) {
  const environment = new SyncEnvironment()
  for (let n = 1; n <= count; n++) environment.addComment(n, { record })
  const { clock, client, dependencies } = environment
  const fetched = { jobs: new Map([[jobId(1), ENDED]]), notFound: new Set<string>() }
  const { records: unfinished } = await environment.find()
  const plans = unfinished.map((found) =>
    planRefresh(found, fetched, { wallMs: clock.wall(), service: SERVICE, ...dependencies }),
  )
  const operations: string[] = []
  client.beforeCall = ({ operation }) => void operations.push(operation)
  for (let n = 1; n <= count; n++)
    client.commentStore(n).beforeCall = ({ operation }) => void operations.push(operation)
  const apply = (which: readonly RefreshPlan[] = plans): Promise<SyncResult> =>
    applyRefreshes(which, { ...dependencies, clock, dispatchEvent: 'ended' })
  return { environment, clock, client, plans, operations, apply }
}

describe('applyRefreshes, for an ended job,', () => {
  it('sends the event first, and then updates text and record', async () => {
    const { environment, apply, operations, client } = await createEnvironment()
    expect(await apply()).toMatchObject({ commentCount: 1, dispatchedCount: 1, errors: [] })
    expect(operations).toEqual(['get', 'pullRequest', 'dispatch', 'get', 'update'])
    expect(environment.read(1).text).toContain('· trained')
    expect(environment.read(1).record).toMatchObject({ run: runRef(8123), requests: { [REQUEST_KEY]: { jobs: [{ isUnfinished: false }] } } })
    expect(environment.read(1).record.savedReport).toBeUndefined()
    expect((await environment.find()).records).toEqual([])
    expect(client.dispatches).toMatchObject([{ type: 'ended', payload: { job_id: jobId(1), commit: 'abc1234' } }])
  }) // prettier-ignore

  it('removes secrets from the event', async () => {
    const { apply, client, plans } = await createEnvironment()
    const [plan] = plans
    const [update] = plan!.updates
    const state = { ...update!.state, job: { ...ENDED, status: 'S3CRET', outputModel: 'S3CRET' } }
    await apply([{ ...plan!, updates: [{ ...update!, label: 'S3CRET.yml', state }] }])
    expect(JSON.stringify(client.dispatches)).not.toContain('S3CRET')
    expect(client.dispatches[0]?.payload).toMatchObject({ output_model: '***' })
  })

  it('does not update the comment if the event could not be sent', async () => {
    const { environment, apply, client, operations } = await createEnvironment()
    const before = environment.read(1)
    client.beforeCall = () => BAD_GATEWAY
    expect(await apply()).toMatchObject({ commentCount: 0, dispatchedCount: 0, errors: [BAD_GATEWAY] })
    expect([environment.read(1), operations]).toEqual([before, ['get']])
    client.beforeCall = () => undefined
    expect(await apply()).toMatchObject({ commentCount: 1, dispatchedCount: 1 })
  })

  it('skips a comment that has changed, without an event', async () => {
    const { apply, client, operations } = await createEnvironment()
    const conversation = client.commentStore(1)
    const changed = `${codecFor(1).encode?.(recordWithReport()) ?? ''}\nof a newer run`
    await conversation.update(conversation.comments[0]!.id, changed)
    expect(await apply()).toMatchObject({ commentCount: 0, dispatchedCount: 0, errors: [] })
    expect([conversation.bodies, operations]).toEqual([[changed], ['update', 'get']])
  })

  it('skips a deleted comment without creating a new one', async () => {
    const { apply, client } = await createEnvironment()
    const conversation = client.commentStore(1)
    conversation.beforeCall = () => NOT_FOUND
    expect(await apply()).toMatchObject({ commentCount: 0, dispatchedCount: 0, errors: [] })
    conversation.beforeCall = ({ operation }) => {
      if (operation === 'get') conversation.beforeCall = () => undefined
      return undefined
    }
    client.beforeCall = ({ operation }) => {
      if (operation !== 'dispatch') return undefined
      conversation.deleteComment(conversation.comments[0]!.id)
      return undefined
    }
    await apply()
    expect(conversation.bodies).toEqual([])
  })

  it('sends no event for a pull request from a fork, whose commit a receiver would work on with secrets', async () => {
    const { environment, apply, client } = await createEnvironment()
    client.forks.add(1)
    expect(await apply()).toMatchObject({ commentCount: 1, dispatchedCount: 0, errors: [] })
    expect(client.dispatches).toEqual([])
    expect(environment.read(1).text).toContain('· trained')
  })

  it('sends no event while it is unknown whether the pull request is from a fork', async () => {
    const { apply, client } = await createEnvironment()
    client.beforeCall = ({ operation }) => (operation === 'pullRequest' ? FORBIDDEN : undefined)
    expect(await apply()).toMatchObject({ commentCount: 0, dispatchedCount: 0, errors: [FORBIDDEN] })
    expect(client.dispatches).toEqual([])
  })

  it('sends no event if GitHub does not show the pull request of the comment', async () => {
    const { apply, client } = await createEnvironment()
    client.issues.add(1)
    expect(await apply()).toMatchObject({ dispatchedCount: 0, errors: [{ isNotFound: true }] })
    expect(client.dispatches).toEqual([])
  })

  it('keeps the text and record of a newer run that wrote during the dispatch', async () => {
    const { environment, apply, client } = await createEnvironment()
    const conversation = client.commentStore(1)
    const claim = requestOf({ run: runRef(8124), holderId: '8124', atMs: 9_000, submissionStartedAtMs: 9_000 }, [recordedJob(1)])
    const newer = { ...recordOfRequest(claim), run: runRef(8124), savedReport: undefined }
    client.beforeCall = async () => {
      await conversation.update(conversation.comments[0]!.id, `${codecFor(1).encode?.(newer) ?? ''}\nof 8124`)
      return undefined
    }
    expect(await apply()).toMatchObject({ dispatchedCount: 1, errors: [] })
    expect(environment.read(1)).toMatchObject({ text: 'of 8124', record: { run: runRef(8124) } })
    expect(environment.read(1).record.requests[REQUEST_KEY]).toMatchObject({ holds: [{ holderId: '8124', submissionStartedAtMs: 9_000 }], jobs: [{ isUnfinished: false }] })
  }) // prettier-ignore

  it('merges duplicate comments, with the text of the newest run', async () => {
    const { environment, client, apply, clock } = await createEnvironment()
    const request = requestOf({ holderId: '8124', run: runRef(8124), jobId: jobId(1), leaseExpiresAtMs: 0 }, [recordedJob(1)])
    const model = { ...sampleModel(), context: sampleContext({ runId: '8124' }) }
    const newer = { ...recordOfRequest(request, model), run: runRef(8124) }
    environment.addComment(1, { record: newer, text: 'of the newer' })
    const fetched = { jobs: new Map([[jobId(1), ENDED]]), notFound: new Set<string>() }
    const plan = planRefresh(await environment.findOne(), fetched, { wallMs: clock.wall(), service: SERVICE, context: sampleContext() })
    expect(await apply([plan])).toMatchObject({ commentCount: 1, dispatchedCount: 1, errors: [] })
    expect(client.commentStore(1).bodies).toHaveLength(1)
    expect(environment.read(1).text).toMatch(/· trained[^]*run \[8124\]/)
  }) // prettier-ignore
})

describe('the commit status', () => {
  const modelWithStatus = { ...sampleModel(), context: sampleContext({ matrixLabel: '' }) }

  it('is set before the job is recorded as ended', async () => {
    const { apply, operations, client } = await createEnvironment(1, recordWithReport(modelWithStatus))
    await apply()
    expect(operations).toEqual(['get', 'pullRequest', 'dispatch', 'status', 'get', 'update'])
    expect(client.statusesSet).toMatchObject([{ state: 'success', context: `forge / ${LABEL}` }])
  })

  it('keeps the record open after a transient error, but not after a permanent one', async () => {
    const { apply, client } = await createEnvironment(1, recordWithReport(modelWithStatus))
    client.beforeCall = ({ operation }) => (operation === 'status' ? BAD_GATEWAY : undefined)
    expect(await apply()).toMatchObject({ commentCount: 0, dispatchedCount: 1, errors: [BAD_GATEWAY] })
    client.beforeCall = ({ operation }) => (operation === 'status' ? FORBIDDEN : undefined)
    expect(await apply()).toMatchObject({ commentCount: 1, errors: [] })
  })
})

describe('many comments', () => {
  it('are updated within the rate limit: 20 writes at once, then one a second', async () => {
    const { apply, clock, client } = await createEnvironment(60)
    const at: number[] = []
    client.beforeCall = ({ operation }) =>
      operation === 'pullRequest' ? undefined : void at.push(clock.now())
    for (let n = 1; n <= 60; n++)
      client.commentStore(n).beforeCall = ({ operation }) =>
        operation === 'update' ? void at.push(clock.now()) : undefined
    const startMs = clock.now()
    expect(await apply()).toMatchObject({ commentCount: 60, dispatchedCount: 60, errors: [] })
    expect(at.filter((ms) => ms === startMs)).toHaveLength(20)
    expect(Math.max(...at) - startMs).toBe(100_000)
    const countWithinMinute = (fromMs: number) =>
      at.filter((ms) => ms >= fromMs && ms < fromMs + 60_000).length
    expect(Math.max(...at.map(countWithinMinute))).toBeLessThanOrEqual(80)
  })

  it('are updated even if the first ten conversations are locked', async () => {
    const { apply, client } = await createEnvironment(14)
    for (let n = 1; n <= 10; n++)
      client.commentStore(n).beforeCall = ({ operation }) => (operation === 'update' ? FORBIDDEN : undefined)
    const { commentCount, errors } = await apply()
    expect([commentCount, errors.length]).toEqual([4, 10])
  })

  it('are abandoned after 25 permanent errors, which mean missing permissions', async () => {
    const { apply, client } = await createEnvironment(60)
    let refusals = 0
    for (let n = 1; n <= 60; n++)
      client.commentStore(n).beforeCall = ({ operation }) =>
        operation === 'update' ? (refusals++, FORBIDDEN) : undefined
    expect(await apply()).toMatchObject({ commentCount: 0, errors: { length: refusals } })
    expect(refusals).toBeGreaterThanOrEqual(25)
    // Up to three more were in progress.
    expect(refusals).toBeLessThanOrEqual(28)
  })

  it('are updated even if some fail after the first success', async () => {
    const { apply, client } = await createEnvironment(12)
    for (let n = 5; n <= 10; n++)
      client.commentStore(n).beforeCall = ({ operation }) => (operation === 'update' ? FORBIDDEN : undefined)
    const { commentCount, errors } = await apply()
    expect([commentCount, errors.length]).toEqual([6, 6])
  })

  it('are left to the next sync when GitHub does not answer', async () => {
    const { apply, clock, client } = await createEnvironment(60)
    for (let n = 1; n <= 60; n++) client.commentStore(n).beforeCall = () => BAD_GATEWAY
    const startMs = clock.now()
    const { errors } = await apply()
    expect(errors.length).toBeLessThan(10)
    expect(clock.now() - startMs).toBeLessThanOrEqual(130_000)
  })
})

describe('a running job', () => {
  it('causes no event', async () => {
    const { environment, client, apply, clock } = await createEnvironment()
    const fetched = {
      jobs: new Map([[jobId(1), { ...ENDED, status: 'RUNNING' }]]),
      notFound: new Set<string>(),
    }
    const plan = planRefresh(await environment.findOne(), fetched, {
      wallMs: clock.wall(),
      service: SERVICE,
      context: sampleContext(),
    })
    expect(await apply([plan])).toMatchObject({ commentCount: 1, dispatchedCount: 0, errors: [] })
    expect(client.dispatches).toEqual([])
    expect(environment.read(1).text).toContain('looks again and updates this comment')
    expect(environment.read(1).record.savedReport).toEqual(
      JSON.parse(JSON.stringify(serializeReport(plan.model!))),
    )
  })
})
