import { describe, expect, it } from '@jest/globals'
import { parseSpecs } from '../../src/job-spec/load.ts'
import { findNamedFields } from '../../src/job-spec/named-fields.ts'
import { parseOverrides } from '../../src/job-spec/overrides.ts'

const FIRST = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const SECOND = '0b9e6679-7425-40de-944b-e07fc1f90ae8'
const TEXT = `job_type: supervised_fine_tuning
model_config:
  base_model: mistral-small-latest
dataset_ids:
  - ${FIRST}
  - ${SECOND.toUpperCase()}
hyperparameters:
  training_steps: 1000
  batch_size: 8
`

/** The fields that a message names, each with its line. */
function namedIn(message: string, set = ''): readonly string[] {
  const options = { allowUnknownFields: false, waitsForJob: true }
  const { specs, positions } = parseSpecs('a.yml', Buffer.from(TEXT), options, parseOverrides(set).overrides)
  const [spec] = specs
  if (spec === undefined) throw new Error('the spec is not valid')
  return findNamedFields(message, spec, positions.get('a.yml')!).map(
    ({ field, location }) => `${field} in line ${location.line} of ${location.input ?? location.file}`,
  )
}

describe('the fields that a message of the service names', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'by the path of FastAPI',
      'hyperparameters.batch_size: Input should be less than or equal to 4',
      ['hyperparameters.batch_size in line 9 of a.yml'],
    ],
    ['by an index', 'dataset_ids.1: Unknown dataset', ['dataset_ids.1 in line 6 of a.yml']],
    ['by an index in brackets', 'dataset_ids[0] is empty', ['dataset_ids.0 in line 5 of a.yml']],
    [
      'by a name',
      'training_steps must be at most 500.',
      ['hyperparameters.training_steps in line 8 of a.yml'],
    ],
    ['by the id of a dataset', `Dataset ${SECOND} was not found`, ['dataset_ids.1 in line 6 of a.yml']],
    ['by list and id', `dataset_ids: ${FIRST} does not exist`, ['dataset_ids.0 in line 5 of a.yml']],
    [
      'by the model',
      "Model 'mistral-small-latest' cannot be fine-tuned",
      ['model_config.base_model in line 3 of a.yml'],
    ],
    [
      'more than once',
      'training_steps: too many; hyperparameters.batch_size: too large',
      ['hyperparameters.training_steps in line 8 of a.yml', 'hyperparameters.batch_size in line 9 of a.yml'],
    ],
    [
      'although the spec lacks it',
      'hyperparameters.learning_rate: Field required',
      ['hyperparameters in line 8 of a.yml'],
    ],
    ['by a part of a value', `Dataset ${FIRST}-old is gone; mistral-small-latest-2 too`, []],
    ['by an ordinary word', 'The model, its hyperparameters and 8 more', []],
    ['by no field of the spec', 'workspace_id.x is not allowed; num_experts too', []],
  ])('are found %s', (_, message, expected) => {
    expect(namedIn(message)).toEqual(expected)
  })

  it('are on the line of the input `set` if it sets them', () => {
    expect(namedIn('batch_size is too large', '\nhyperparameters.batch_size=64')).toEqual([
      'hyperparameters.batch_size in line 2 of set',
    ])
  })
})
