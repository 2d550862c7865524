import { changeOf } from '../../src/report/changes.ts'
import type { Change } from '../../src/report/changes.ts'
import type { Story } from '../../src/report/story.ts'
import { MODEL, sampleSpec, sampleTraining } from '../fakes/samples.ts'
import { answered, jobId } from '../fakes/training-api.ts'
import { course, QUEUED, RUNNING, specOf, story, VALIDATING } from './courses.ts'

const { request } = sampleSpec()

function against(change: Change, label = 'training/support-bot.yml'): Partial<Story> {
  return { comparison: { base: 'main', changes: new Map([[label, change]]) } }
}

const CHANGED = changeOf(
  { ...request, hyperparameters: { ...request.hyperparameters, learning_rate: 3e-5 }, dataset_ids: [] },
  request,
)

const GOING = [QUEUED, VALIDATING, RUNNING] as const

/** What only a pull request has: a base to compare with, and earlier runs. */
export const PULL_REQUEST_STORIES: Readonly<Record<string, Story>> = {
  'changed-against-the-base': story([course(GOING)], 600, against(CHANGED)),
  'new-on-the-branch': story([course(GOING)], 600, against({ kind: 'new' })),
  'the-same-as-on-the-base': story([course(GOING)], 600, against({ kind: 'same' })),
  'base-that-cannot-be-read': story(
    [course(GOING)],
    600,
    against({ kind: 'not-comparable', reason: 'it is not valid there (`job_type` is missing)' }),
  ),
  'several-and-what-they-change': story(
    [1, 2].map((n) =>
      course(GOING, { label: `training/${n}.yml`, spec: specOf(`training/${n}.yml`) }, { id: jobId(n) }),
    ),
    600,
    {
      comparison: {
        base: 'main',
        changes: new Map([
          ['training/1.yml', CHANGED],
          ['training/2.yml', { kind: 'new' }],
        ]),
      },
    },
  ),
  'attached-to-a-live-job': story(
    [
      course(GOING, {
        isReused: true,
        notes: [
          'An earlier run submitted this very spec, and this step follows its job. To submit another one, set `reuse: false`.',
        ],
      }),
    ],
    600,
  ),
  'attached-to-a-trained-model': story(
    [
      course(
        [[0, 'SUCCESS']],
        {
          isReused: true,
          outcome: 'succeeded',
          notes: [
            'An earlier run trained this very spec, so that nothing was submitted. To train it again, set `reuse: false`.',
          ],
        },
        { outputModel: MODEL },
      ),
    ],
    2,
  ),
  'replaced-an-older-version': story(
    [course(GOING, { notes: [`The job \`${jobId(1)}\` of an earlier run was cancelled.`] })],
    600,
    against(CHANGED),
  ),
  'superseded-before-submission': story(
    [
      sampleTraining({
        outcome: 'superseded',
        notes: [
          'Run 8200 is newer and has another version of this spec, so that this one was not submitted. To train it all the same, set `reuse: false`.',
        ],
      }),
    ],
    2,
  ),
  'superseded-while-it-trained': story(
    [
      course([...GOING, [900, 'CANCELLED']], {
        outcome: 'superseded',
        notes: ['A newer run has another version of this spec, and ended this job.'],
      }),
    ],
    901,
  ),
  'fork-without-a-key': story(
    [
      sampleTraining({
        outcome: 'valid',
        notes: [
          'Nothing was submitted: the pull request comes from a fork, and GitHub gives such a run no secrets and so no API key.',
        ],
      }),
    ],
    1,
  ),
  'closed-pull-request': story(
    [
      sampleTraining({
        outcome: 'valid',
        notes: [
          'The pull request is closed, so that nothing was submitted.',
          `The job \`${jobId(1)}\` of an earlier run was cancelled.`,
        ],
      }),
    ],
    1,
  ),
  'refused-job-by-its-id': story(
    [{ label: jobId(1), outcome: 'refused', failure: answered(404), timeline: [], notes: [] }],
    1,
  ),
}
