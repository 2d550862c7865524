import { describe, expect, it } from '@jest/globals'
import { checkOwnership } from '../../src/cancellation/ownership.ts'
import type { SpecRecord } from '../../src/state/record.ts'
import type { PullRequestState } from '../../src/state/github.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { FORBIDDEN, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { DIGEST, sampleSpec, sampleState } from '../fakes/samples.ts'
import { StandaloneRun } from '../fakes/command-context.ts'

const STATE = sampleState({ spec: sampleSpec({ file: 'a.yml', label: 'a.yml' }) })
const PULL_REQUEST = { isClosed: false, isMerged: false, headSha: 'abc1234' }

const recordOf = (id: string, attempt: number, changes: Partial<SpecRecord> = {}): SpecRecord => ({
  digest: DIGEST,
  run: { id, attempt },
  holderId: 'another',
  commit: 'abc1234',
  atMs: TEST_START_MS,
  leaseExpiresAtMs: 0,
  jobs: [],
  ...changes,
})

async function newOwnerFor(
  record: SpecRecord | undefined,
  current: PullRequestState | undefined,
): Promise<string | undefined> {
  const run = new StandaloneRun()
  if (record) run.environment.addRecordComment({ specs: { 'a.yml': record } })
  const pullRequest = { ...PULL_REQUEST, fetchState: () => Promise.resolve(current) }
  const findNewOwner = await checkOwnership({ ...run.createContext(), pullRequest })
  return findNewOwner(STATE)
}

describe('the job of a cancelled step', () => {
  it.each<[string, SpecRecord | undefined, PullRequestState | undefined]>([
    ['there is no record', undefined, PULL_REQUEST],
    ['an older run holds the spec', recordOf('8000', 3), PULL_REQUEST],
    ['an earlier attempt of this run holds it', recordOf('8123', 0), PULL_REQUEST],
    ['another step of this run holds it', recordOf('8123', 1), PULL_REQUEST],
    [
      'the pull request is closed, at another commit',
      undefined,
      { ...PULL_REQUEST, isClosed: true, headSha: 'newer' },
    ],
    ['GitHub does not return the pull request', undefined, undefined],
  ])('is cancelled by this run if %s', async (_, record, current) => {
    expect(await newOwnerFor(record, current)).toBeUndefined()
  })

  it.each<[string, SpecRecord | undefined, PullRequestState | undefined, string]>([
    ['a newer run holds the spec', recordOf('9000', 1), PULL_REQUEST, 'newer-run'],
    ['a run with a longer id holds it', recordOf('10000', 1), PULL_REQUEST, 'newer-run'],
    ['a later attempt of this run holds it', recordOf('8123', 2), PULL_REQUEST, 'newer-run'],
    [
      'a newer run holds it for another version',
      recordOf('9000', 1, { digest: 'b' }),
      PULL_REQUEST,
      'newer-run',
    ],
    [
      'a newer run holds it, and the pull request is closed',
      recordOf('9000', 1),
      { ...PULL_REQUEST, isClosed: true },
      'newer-run',
    ],
    ['the pull request has another head', undefined, { ...PULL_REQUEST, headSha: 'newer' }, 'newer-commit'],
  ])('is left running if %s', async (_, record, current, expected) => {
    expect(await newOwnerFor(record, current)).toBe(expected)
  })

  it('is checked for each spec', async () => {
    const run = new StandaloneRun()
    run.environment.addRecordComment({ specs: { 'b.yml': recordOf('9000', 1) } })
    const findNewOwner = await checkOwnership(run.createContext())
    expect(findNewOwner(STATE)).toBeUndefined()
    expect(findNewOwner({ ...STATE, label: 'b.yml' })).toBe('newer-run')
  })

  it.each([BAD_GATEWAY, FORBIDDEN])('is cancelled by this run if GitHub returns %j', async (result) => {
    const run = new StandaloneRun()
    run.environment.addRecordComment({ specs: { 'a.yml': recordOf('9000', 1) } })
    run.conversation.beforeCall = () => result
    const findNewOwner = await checkOwnership(run.createContext())
    expect(findNewOwner(STATE)).toBeUndefined()
    expect(run.conversation.calls).toHaveLength(1)
  })

  it('is cancelled by this run without a record and a pull request', async () => {
    const { ledger: _, ...context } = new StandaloneRun().createContext()
    const findNewOwner = await checkOwnership(context)
    expect(findNewOwner(STATE)).toBeUndefined()
  })

  it('is checked even while the record is being written', async () => {
    const run = new StandaloneRun()
    run.environment.addRecordComment({ specs: { 'a.yml': recordOf('9000', 1) } })
    run.conversation.beforeCall = ({ operation }) =>
      operation === 'update' ? new Promise(() => undefined) : undefined
    void run.ledger.write([{ ...STATE, job: { id: 'x' } }])
    await new Promise((resolve) => setImmediate(resolve))
    const findNewOwner = await checkOwnership(run.createContext())
    expect(findNewOwner(STATE)).toBe('newer-run')
  })
})
