import { describe, expect, it } from '@jest/globals'
import { inWorld, KEY, PULL_REQUEST, SPEC_FILE, TOKEN, type World } from '../e2e/world.ts'
import { pullRequestEvent } from '../simulator/runner/events.ts'
import { runAction } from '../simulator/runner/run-action.ts'
import type { StepResult } from '../simulator/runner/step.ts'
import { EMPTY_RECORD, type KeyRecord } from '../../src/state/record.ts'
import { sealOf } from '../../src/state/record-codec.ts'

/** Not in the order of their start, and one with fewer digits: ids are numbers, not words. */
const RUNS = [8124, 10_001, 9_999, 8123]
const NEWEST = '10001'
const COMMENT_KEY = 'training'

/** GitHub as it is at its worst: lists are late and in disorder. */
const LATE_LISTS = { listLagMs: 2_000, isListShuffled: true }

/** Runs of the same spec that begin at the same moment, in real time. */
function together(world: World, ids: readonly number[]): Promise<readonly StepResult[]> {
  return Promise.all(
    ids.map((id) =>
      runAction({
        workspace: world.workspace,
        event: pullRequestEvent({ number: PULL_REQUEST }),
        run: { id, actor: 'octocat' },
        githubApiUrl: world.github.url,
        githubToken: TOKEN,
        with: { spec: SPEC_FILE, 'api-key': KEY, 'api-url': world.forge.url, 'comment-key': COMMENT_KEY },
      }),
    ),
  )
}

function recordOf({ comments }: World): KeyRecord {
  const seal = sealOf(COMMENT_KEY, `acme/models#${PULL_REQUEST}`, KEY, (text) => text)
  return comments.length === 1 ? seal.read(comments[0] ?? '') : EMPTY_RECORD
}

describe('runs that begin together', () => {
  it('end with one job, which all of them tell of, and one comment, of the newest run', () =>
    inWorld(
      {
        isRealTime: true,
        github: LATE_LISTS,
        forge: {
          timeline: [
            { afterMs: 0, status: 'RUNNING' },
            { afterMs: 3_000, status: 'SUCCESS' },
          ],
        },
      },
      async (world) => {
        const results = await together(world, RUNS)
        expect(world.forge.accepted.map(({ id }) => id)).toHaveLength(1)
        const id = world.forge.accepted[0]?.id
        expect(
          results.map(({ exitCode, outputs }) => [exitCode, outputs['outcome'], outputs['job-id']]),
        ).toEqual(RUNS.map(() => [0, 'succeeded', id]))
        expect(results.filter(({ outputs }) => outputs['reused'] === 'false')).toHaveLength(1)
        expect(world.comments).toHaveLength(1)
        expect(world.comments[0]).toContain(id)
        const record = recordOf(world)
        expect(record.run?.id).toBe(NEWEST)
        expect(record.entries[SPEC_FILE]).toMatchObject({ run: { id: NEWEST }, jobId: id })
        expect(results.flatMap(({ annotations }) => annotations)).toEqual([])
      },
    ))
})
