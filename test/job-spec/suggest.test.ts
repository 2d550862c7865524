import { describe, expect, it } from '@jest/globals'
import { suggest } from '../../src/job-spec/suggest.ts'
import { describeUnknownKey } from '../../src/job-spec/unknown-fields.ts'

const TYPES = ['pre_training', 'supervised_fine_tuning', 'dpo', 'odpo', 'reinforcement_learning']

describe('the suggestions for a name', () => {
  it.each<[string, string[]]>([
    ['SFT', ['supervised_fine_tuning']],
    ['rl', ['reinforcement_learning']],
    ['Supervised Fine Tuning', ['supervised_fine_tuning']],
    ['supervisedFineTuning', ['supervised_fine_tuning']],
    ['supervised-fine-tunning', ['supervised_fine_tuning']],
    ['finetuning', ['supervised_fine_tuning']],
    ['pretrain', ['pre_training']],
    ['reinforcement', ['reinforcement_learning']],
    ['D.P.O', ['dpo']],
    ['dpa', ['dpo']],
    ['orpo', ['odpo']],
    ['training', ['pre_training']],
    ['grpo', []],
    ['ppo', ['dpo']],
    ['rlhf', []],
    ['dp', []],
    ['--', []],
    ['', []],
    ['superb', []],
    ['superfine', []],
    ['supervised_fine_tuning'.repeat(3), []],
  ])('are found for "%s"', (name, expected) => {
    expect(suggest(name, TYPES)).toEqual(expected)
  })

  it('are empty if too many or no candidates match', () => {
    expect(suggest('steps', ['a_steps', 'b_steps', 'c_steps'])).toEqual([])
    expect(suggest('steps', [])).toEqual([])
    expect(suggest('dp', ['pre_training', 'dpos_and_more'])).toEqual([])
  })

  it('include all candidates that differ only in case and separators', () => {
    expect(suggest('A', ['a', 'b'])).toEqual(['a'])
    expect(suggest('a-b', ['a_b', 'A.B', 'ab', 'c'])).toEqual(['a_b', 'A.B', 'ab'])
  })
})

describe('the suggestions for an unknown key', () => {
  it.each<[string, unknown, string[]]>([
    ['/model', 'mistral-small-latest', ['/model_config/base_model']],
    ['/model', {}, ['/model_config']],
    ['/model', null, ['/model_config']],
    ['/hyperparams', {}, ['/hyperparameters']],
    ['/hyperparams', 1, []],
    ['/datasets', 'x', ['/dataset_ids']],
    ['/datasets', ['x'], ['/dataset_ids']],
    ['/steps', 10, ['/hyperparameters/training_steps', '/hyperparameters/warmup_steps']],
    ['/model_config/experts', 10, ['/model_config/num_experts', '/model_config/active_experts']],
    ['/model_config/dataset-ids', [], ['/dataset_ids']],
    ['/hyperparameters/LearningRate', 10, ['/hyperparameters/learning_rate']],
    ['/model_config/dataset-ids', 5, ['/dataset_ids']],
    ['/steps', [10], []],
    ['/hyperparameters/stepz', {}, []],
    ['/batch_size:8', null, ['/hyperparameters/batch_size']],
    ['/batch_size:8', 1, ['/hyperparameters/batch_size']],
  ])('respect its position and value: %s: %j', (pointer, value, expected) => {
    expect(describeUnknownKey(pointer, value, { isSent: false, isOverride: false }).suggested).toEqual(
      expected,
    )
  })
})
