import { describe, expect, it } from '@jest/globals'
import { announceCancellation } from '../../src/jobs/announce-cancellation.ts'
import { BAD_GATEWAY } from '../fakes/comment-store.ts'
import { StandaloneRun } from '../fakes/command-context.ts'
import { KEY, commentRecordOf, recordedJob, requestOf } from '../state/samples.ts'

const JOB = recordedJob(1)

/** Announces the cancellation of job 1. Every one of the first `overwrites` announcements is overwritten. */
async function announce(overwrites: number) {
  const run = new StandaloneRun()
  run.environment.addRecordComment(commentRecordOf({ [KEY]: requestOf({ holderId: 'other' }, [JOB]) }))
  const [before] = run.conversation.comments
  let writes = 0
  run.conversation.afterCall = ({ operation }) => {
    if (operation === 'update' && ++writes <= overwrites)
      void run.clock.sleep(1_000).then(() => run.conversation.replaceComment(before!.id, before!.body))
    return undefined
  }
  const startMs = run.clock.now()
  const context = { ...run.createContext(), ledger: run.ledger }
  const result = await announceCancellation([{ key: KEY, job: JOB }], [], context)
  return { run, result, tookMs: run.clock.now() - startMs }
}

describe('the announcement of a cancellation', () => {
  it('is recorded, visible to all, and ends before the waiting steps go on', async () => {
    const { run, result, tookMs } = await announce(0)
    expect(run.environment.record.requests[KEY]?.jobs[0]?.stopAtMs).toBeDefined()
    expect(tookMs).toBe(6_000)
    expect(result).toMatchObject({ ok: true, limit: { deadlineMs: run.clock.now() - 6_000 + 30_000 } })
  })

  it('is repeated if another step has overwritten it', async () => {
    const { run, result } = await announce(1)
    expect(run.environment.record.requests[KEY]?.jobs[0]?.stopAtMs).toBeDefined()
    expect(result).toMatchObject({ ok: true })
  })

  it('fails if that happens again and again, so that nothing is cancelled', async () => {
    expect((await announce(3)).result).toMatchObject({ ok: false, isPermanent: false })
  })

  it('fails if GitHub does not answer', async () => {
    const run = new StandaloneRun()
    run.conversation.beforeCall = () => BAD_GATEWAY
    const context = { ...run.createContext(), ledger: run.ledger }
    expect(await announceCancellation([{ key: KEY, job: JOB }], [], context)).toMatchObject({ ok: false })
  })
})
