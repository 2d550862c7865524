import { describe, expect, it } from '@jest/globals'
import {
  withEnvironment,
  KEY,
  PULL_REQUEST,
  SPEC_FILE,
  TOKEN,
  type TestEnvironment,
} from '../e2e/test-environment.ts'
import { REPOSITORY_ID, pullRequestEvent } from '../simulator/runner/events.ts'
import { runAction } from '../simulator/runner/run-action.ts'
import type { StepResult } from '../simulator/runner/step.ts'
import { EMPTY_RECORD, type CommentRecord } from '../../src/state/record.ts'
import { createCodec, readRecord as decodeRecord } from '../../src/state/record-codec.ts'

/** Not in order of their start, and with different lengths, because ids are compared as numbers. */
const RUN_IDS = [8124, 10_001, 9_999, 8123]
const NEWEST_RUN_ID = '10001'
const COMMENT_KEY = 'training'

/** GitHub at its worst: outdated and unordered lists. */
const LATE_LISTS = { listLagMs: 2_000, isListShuffled: true }

/** Starts runs of the same spec at the same moment, in real time. */
function runConcurrently(
  environment: TestEnvironment,
  ids: readonly number[],
): Promise<readonly StepResult[]> {
  return Promise.all(
    ids.map((id) =>
      runAction({
        workspace: environment.workspace,
        event: pullRequestEvent({ number: PULL_REQUEST }),
        run: { id, actor: 'octocat' },
        githubApiUrl: environment.github.url,
        githubToken: TOKEN,
        with: {
          spec: SPEC_FILE,
          'api-key': KEY,
          'api-url': environment.forge.url,
          'comment-key': COMMENT_KEY,
        },
      }),
    ),
  )
}

function recordOf({ comments }: TestEnvironment): CommentRecord {
  const codec = createCodec(COMMENT_KEY, `${REPOSITORY_ID}#${PULL_REQUEST}`, KEY, (text) => text)
  return comments.length === 1 ? decodeRecord(codec, comments[0] ?? '') : EMPTY_RECORD
}

describe('concurrent runs', () => {
  it('end with one job, which all of them report, and one comment, by the newest run', () =>
    withEnvironment(
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
      async (environment) => {
        const results = await runConcurrently(environment, RUN_IDS)
        expect(environment.forge.accepted.map(({ id }) => id)).toHaveLength(1)
        const id = environment.forge.accepted[0]?.id
        expect(
          results.map(({ exitCode, outputs }) => [exitCode, outputs['outcome'], outputs['job-id']]),
        ).toEqual(RUN_IDS.map(() => [0, 'succeeded', id]))
        expect(results.filter(({ outputs }) => outputs['reused'] === 'false')).toHaveLength(1)
        expect(environment.comments).toHaveLength(1)
        expect(environment.comments[0]).toContain(id)
        const record = recordOf(environment)
        expect(record.run?.id).toBe(NEWEST_RUN_ID)
        const [request, ...others] = Object.values(record.requests)
        expect(others).toEqual([])
        // The holds of the two newest runs are kept.
        expect(request).toMatchObject({
          holds: [
            { run: { id: NEWEST_RUN_ID }, jobId: id, label: SPEC_FILE },
            { run: { id: '9999' }, jobId: id },
          ],
          jobs: [{ id, provenance: 'submitted' }],
        })
        expect(results.flatMap(({ annotations }) => annotations)).toEqual([])
      },
    ))
})
