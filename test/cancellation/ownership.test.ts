import { describe, expect, it } from '@jest/globals'
import { lookAround } from '../../src/cancellation/ownership.ts'
import type { Entry } from '../../src/state/record.ts'
import type { PullRequestNow } from '../../src/commands/context.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { FORBIDDEN, PASSING } from '../fakes/comment-store.ts'
import { DIGEST, sampleSpec, sampleTraining } from '../fakes/samples.ts'
import { FakeStep } from '../fakes/command-context.ts'

const TRAINING = sampleTraining({ spec: sampleSpec({ file: 'a.yml', label: 'a.yml' }) })
const OURS = { isClosed: false, isMerged: false, headSha: 'abc1234' }

const entryOf = (id: string, attempt: number, changes: Partial<Entry> = {}): Entry => ({
  digest: DIGEST,
  run: { id, attempt },
  writer: 'another',
  commit: 'abc1234',
  atMs: TEST_START_MS,
  aliveUntilMs: 0,
  jobs: [],
  ...changes,
})

/** Why the job is no longer ours to end. */
async function reasonFor(
  entry: Entry | undefined,
  now: PullRequestNow | undefined,
): Promise<string | undefined> {
  const fake = new FakeStep()
  if (entry) fake.world.remember({ entries: { 'a.yml': entry } })
  const pullRequest = { ...OURS, now: () => Promise.resolve(now) }
  const standing = await lookAround({ ...fake.step(), pullRequest })
  return standing(TRAINING)
}

describe('the job of a cancelled step', () => {
  it.each<[string, Entry | undefined, PullRequestNow | undefined]>([
    ['nobody else has to do with it', undefined, OURS],
    ['an older run holds the spec', entryOf('8000', 3), OURS],
    ['an earlier attempt of this run holds it', entryOf('8123', 0), OURS],
    ['another step of this run holds it', entryOf('8123', 1), OURS],
    [
      'the pull request is closed, at another commit',
      undefined,
      { ...OURS, isClosed: true, headSha: 'newer' },
    ],
    ['GitHub does not say how the pull request is', undefined, undefined],
  ])('is ours to end where %s', async (_, entry, now) => {
    expect(await reasonFor(entry, now)).toBeUndefined()
  })

  it.each<[string, Entry | undefined, PullRequestNow | undefined, RegExp]>([
    ['a newer run holds the spec', entryOf('9000', 1), OURS, /newer run/],
    ['a run with a longer number holds it', entryOf('10000', 1), OURS, /newer run/],
    ['a later attempt of this run holds it', entryOf('8123', 2), OURS, /newer run/],
    ['a newer run holds it for another version', entryOf('9000', 1, { digest: 'b' }), OURS, /newer run/],
    [
      'a newer run holds it, and the pull request is closed',
      entryOf('9000', 1),
      { ...OURS, isClosed: true },
      /newer run/,
    ],
    ['the pull request has another head', undefined, { ...OURS, headSha: 'newer' }, /newer commit/],
  ])('is not ours to end where %s', async (_, entry, now, why) => {
    expect(await reasonFor(entry, now)).toMatch(why)
  })

  it('is looked at spec by spec', async () => {
    const fake = new FakeStep()
    fake.world.remember({ entries: { 'b.yml': entryOf('9000', 1) } })
    const standing = await lookAround(fake.step())
    expect(standing(TRAINING)).toBeUndefined()
    expect(standing({ ...TRAINING, label: 'b.yml' })).toMatch(/newer run/)
  })

  it.each([PASSING, FORBIDDEN])(
    'is ours to end as far as we know, where GitHub answers %j',
    async (reply) => {
      const fake = new FakeStep()
      fake.world.remember({ entries: { 'a.yml': entryOf('9000', 1) } })
      fake.conversation.intercept = () => reply
      const standing = await lookAround(fake.step())
      expect(standing(TRAINING)).toBeUndefined()
      expect(fake.conversation.calls).toHaveLength(1)
    },
  )

  it('is ours to end where there is neither a record nor a pull request', async () => {
    const { books: _, ...step } = new FakeStep().step()
    const standing = await lookAround(step)
    expect(standing(TRAINING)).toBeUndefined()
  })

  it('is looked at though the record is being written at that moment', async () => {
    const fake = new FakeStep()
    fake.world.remember({ entries: { 'a.yml': entryOf('9000', 1) } })
    fake.conversation.intercept = ({ operation }) =>
      operation === 'update' ? new Promise(() => undefined) : undefined
    void fake.books.write([{ ...TRAINING, job: { id: 'x' } }])
    await new Promise((resolve) => setImmediate(resolve))
    const standing = await lookAround(fake.step())
    expect(standing(TRAINING)).toMatch(/newer run/)
  })
})
