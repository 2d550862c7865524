import type { PullRequest } from './pull-request.ts'
import type { Chapter } from './scenario.ts'

/** How things stand when a chapter is over. */
export interface Standing {
  /** The output of the run that is the newest then; undefined where it came to none. */
  readonly outcome: string | undefined
  /** How many jobs the service has accepted so far. */
  readonly accepted: number
  /** Which of them were cancelled so far; the first job is 1. */
  readonly cancelled: readonly number[]
}

const spec = (learningRate: string, batchSize = 8): string => `# The support bot, tuned on good answers.
job_type: supervised_fine_tuning
model_config:
  base_model: mistral-small-latest
dataset_ids:
  - 7c9e6679-7425-40de-944b-e07fc1f90ae7
hyperparameters:
  learning_rate: ${learningRate}
  training_steps: 1000
  batch_size: ${batchSize}
  warmup_steps: 50
`

export const ON_MAIN = spec('1.0e-5').replace('1000', '800')
const FIRST = spec('1.0e-5')

export const CHAPTERS: readonly Chapter<PullRequest, Standing>[] = [
  {
    title: 'Ada opens a pull request with 1,000 training steps',
    play: (pull) => (pull.push(FIRST), pull.wait(20)),
    expected: { outcome: 'running', accepted: 1, cancelled: [] },
  },
  {
    title: 'She pushes another comment in the YAML, and no more',
    play: (pull) => pull.push(FIRST.replace('good answers', 'answers that people liked')).end,
    expected: { outcome: 'succeeded', accepted: 1, cancelled: [] },
  },
  {
    title: 'She pushes another learning rate, 3e-5',
    play: (pull) => (pull.push(spec('3.0e-5')), pull.wait(20)),
    expected: { outcome: 'running', accepted: 2, cancelled: [] },
  },
  {
    title: 'She goes back to the first spec',
    play: (pull) => pull.push(FIRST).end,
    expected: { outcome: 'succeeded', accepted: 2, cancelled: [2] },
  },
  {
    title: 'She runs that workflow again',
    play: (pull) => pull.runAgain().end,
    expected: { outcome: 'succeeded', accepted: 2, cancelled: [2] },
  },
  {
    title: 'She pushes 2e-5; the runner dies before the answer is there',
    play: async (pull) => {
      await pull.push(spec('2.0e-5'), { isLost: true }).end
      await pull.wait(10)
    },
    expected: { outcome: undefined, accepted: 3, cancelled: [2] },
  },
  {
    title: 'She runs that workflow again',
    play: (pull) => (pull.runAgain(), pull.wait(20)),
    expected: { outcome: 'running', accepted: 3, cancelled: [2] },
  },
  {
    title: 'She pushes a batch size of 16',
    play: (pull) => (pull.push(spec('2.0e-5', 16)), pull.wait(20)),
    expected: { outcome: 'running', accepted: 4, cancelled: [2, 3] },
  },
  {
    title: 'She cancels the workflow',
    play: async (pull) => {
      await pull.newest.cancel()
      await pull.wait(10)
    },
    expected: { outcome: 'cancelled', accepted: 4, cancelled: [2, 3, 4] },
  },
  {
    title: 'She runs it again after all',
    play: (pull) => (pull.runAgain(), pull.wait(20)),
    expected: { outcome: 'running', accepted: 5, cancelled: [2, 3, 4] },
  },
  {
    title: 'She closes the pull request without merging it',
    play: async (pull) => {
      const watching = pull.newest
      await pull.close().end
      await watching.end
    },
    expected: { outcome: 'valid', accepted: 5, cancelled: [2, 3, 4, 5] },
  },
]

/** What each run comes to in the end, in the order in which they began. */
export const ENDS: readonly Standing['outcome'][] = [
  'superseded',
  'succeeded',
  'superseded',
  'succeeded',
  'succeeded',
  undefined,
  'superseded',
  'cancelled',
  'cancelled',
  'valid',
]
