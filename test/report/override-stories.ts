import type { Training } from '../../src/job/training.ts'
import type { Story } from '../../src/report/story.ts'
import type { Problem, SetField } from '../../src/spec/spec.ts'
import { sampleSpec, sampleTraining } from '../fakes/samples.ts'
import { jobId } from '../fakes/training-api.ts'
import { course, QUEUED, RUNNING, story, VALIDATING } from './courses.ts'

const GOING = [QUEUED, VALIDATING, RUNNING] as const
const MODEL = 'ft:mistral-small-latest:acme:20261120:1b9d6bcd'
const FILE = 'training/support-bot.yml'

const OVERRIDES: readonly SetField[] = [
  { path: ['model_config', 'base_model'], value: MODEL },
  { path: ['hyperparameters', 'learning_rate'], value: 0.00001 },
  { path: ['dataset_ids'], value: ['1f0c2a54-8c3e-4f4d-9a39-0f2d0c2f9b11'] },
]

function specOf(file: string, overrides: readonly SetField[]) {
  const { request } = sampleSpec()
  return sampleSpec({
    file,
    label: file,
    overrides,
    request: { ...request, model_config: { base_model: MODEL } },
  })
}

const evil = (text: string): readonly SetField[] => [
  { path: ['a|b', '@octocat', text], value: `${text} | #12 \n\n# heading` },
  { path: ['x'], value: { [text]: [text, null, 5] } },
]

const atLine = (line: number, level: Problem['level'], message: string): Problem => ({
  level,
  place: { input: 'set', line, specs: [{ file: FILE, label: FILE }] },
  message,
})

const INVALID: Training = { label: FILE, outcome: 'invalid', timeline: [], notes: [] }

/** What the input `set` adds to a report. */
export const OVERRIDE_STORIES: Readonly<Record<string, Story>> = {
  overrides: story([course(GOING, { spec: specOf(FILE, OVERRIDES) })], 600),
  'overrides-of-several': story(
    [1, 2].map((n) => course(GOING, { spec: specOf(`training/${n}.yml`, OVERRIDES) }, { id: jobId(n) })),
    600,
  ),
  'overrides-of-several-that-are-valid': story(
    ['a', 'b'].map((name) =>
      sampleTraining({ spec: specOf(`training/${name}.yml`, OVERRIDES.slice(0, 1)), outcome: 'valid' }),
    ),
    1,
  ),
  'overrides-in-great-number': story(
    [
      course(GOING, {
        spec: specOf(
          FILE,
          Array.from({ length: 15 }, (_, n) => ({
            path: [`field_${n}`, 'x'.repeat(500)],
            value: 'long '.repeat(80),
          })),
        ),
      }),
    ],
    600,
  ),
  'overrides-that-are-hostile': story(
    [
      course(GOING, {
        spec: specOf(FILE, evil('</code></td></tr></table><script>alert(1)</script> `x` [x](javascript:1)')),
      }),
    ],
    600,
  ),
  'overrides-with-problems': story([INVALID], 1, {
    problems: [
      atLine(
        1,
        'error',
        'model_config.base_model is set to nothing. If the value is an output of an earlier step or job, that one has not set it.',
      ),
      atLine(
        3,
        'advice',
        'hyperparameters.learning_rate is 2. Usual values are far below 1, such as 1.0e-5.',
      ),
      {
        level: 'error',
        place: { file: FILE, line: 8, column: 3 },
        message: '"learning_rte" is not a field of hyperparameters. Did you mean learning_rate?',
      },
    ],
  }),
}
