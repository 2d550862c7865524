import { describe, expect, it } from '@jest/globals'
import { SPEC } from '../fakes/command-context.ts'
import { BAD_GATEWAY } from '../fakes/comment-store.ts'
import { INTERRUPTED } from '../fakes/forge-api.ts'
import { FakePullRequest } from '../fakes/pull-request.ts'

const MINUTE = 60_000
const TRAINING = { statuses: [[0, 'RUNNING']] } as const
const DATASET = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
/** The service does not return it. */
const OTHER_DATASET = SPEC.replace(DATASET, '11111111-7425-40de-944b-e07fc1f90ae7')

/**
 * The submission of a step never arrives, and another workflow submits what looks the same. GitHub does not answer the first
 * step from `outageMs` after its submission on, for `lengthMs`.
 */
async function loseSubmission({ outageMs = Infinity, lengthMs = 20_000, cancelMs = Infinity }) {
  const pullRequest = new FakePullRequest(TRAINING)
  const { clock, conversation, api } = pullRequest
  let sentMs: number | undefined
  api.script = ({ operation, request }) => {
    if (operation !== 'create' || sentMs !== undefined || request?.dataset_ids?.[0] !== DATASET)
      return undefined
    sentMs = clock.now()
    return { error: INTERRUPTED }
  }
  const first = pullRequest.push(SPEC, { owner: 'first' })
  while (sentMs === undefined) await clock.sleep(100)
  pullRequest.startRun(OTHER_DATASET, { owner: 'second' })
  const afterMs = () => clock.now() - (sentMs ?? 0)
  conversation.beforeCall = ({ operation }) =>
    operation === 'list' && afterMs() >= outageMs && afterMs() < outageMs + lengthMs ? BAD_GATEWAY : undefined
  if (cancelMs !== Infinity) {
    await clock.sleep(cancelMs)
    await first.cancel()
  } else await clock.sleep(10 * MINUTE)
  pullRequest.stop()
  const states = first.reporter.states.map(({ outcome, job }) => [outcome, job?.id])
  return { states, cancelled: pullRequest.jobs.cancelled }
}

describe('a submission that never arrives while another workflow submits what looks the same', () => {
  it.each([Infinity, 0, 8_000, 14_000, 30_000])('ends unknown: outage after %i ms', async (outageMs) => {
    expect(await loseSubmission({ outageMs })).toEqual({ states: [['unknown', undefined]], cancelled: [] })
  })

  it('ends unknown if GitHub does not answer any more', async () => {
    const lost = await loseSubmission({ outageMs: 0, lengthMs: Infinity })
    expect(lost).toEqual({ states: [['unknown', undefined]], cancelled: [] })
  })

  it.each([0, MINUTE])(
    'is not cancelled in the place of the other: GitHub fails for %i ms',
    async (lengthMs) => {
      const { cancelled } = await loseSubmission({ cancelMs: 12_000, outageMs: 12_000, lengthMs })
      expect(cancelled).toEqual([])
    },
  )
})
