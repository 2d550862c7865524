import { expect, it } from '@jest/globals'
import { recentState } from '../../src/github/recent-state.ts'
import type { PullRequestState } from '../../src/state/github.ts'

const OPEN: PullRequestState = { isClosed: false, isMerged: false, headSha: 'abc1234' }

it('fetches the state again after a minute, or if GitHub did not answer', async () => {
  let nowMs = 0
  const answers = [undefined, OPEN, { ...OPEN, isClosed: true }]
  const fetchState = recentState(() => Promise.resolve(answers.shift()), { now: () => nowMs })
  expect(await fetchState()).toBeUndefined()
  expect(await fetchState()).toEqual(OPEN)
  nowMs = 60_000
  expect(await fetchState()).toEqual(OPEN)
  nowMs = 60_001
  expect(await fetchState()).toMatchObject({ isClosed: true })
})
