import { describe, expect, it } from '@jest/globals'
import { withEnvironment, SPEC, SPEC_FILE, type TestEnvironment } from './test-environment.ts'

const MODEL = 'ft:mistral-small-latest:acme:20261120:1b9d6bcd'
const OTHER_DATA = '3f2b8a52-6c1e-4f0b-9a57-0d3f1c6f2e11'

const createBodies = (environment: TestEnvironment) =>
  environment.forge.requests.filter(({ operation }) => operation === 'create').map(({ body }) => body)

/** Removes code blocks, in which everything is text. */
const withoutCodeBlocks = (markdown: string): string => markdown.replace(/^(`{3,})\w*$[^]*?^\1$/gm, '')

describe('the input set', () => {
  const set = `
    model_config.base_model = ${MODEL}
    hyperparameters.learning_rate=2e-5

    hyperparameters.weight_decay=0.1
    dataset_ids.1=${OTHER_DATA}
  `

  it('changes the submitted specs and is shown in the log, the comment and the summary', () =>
    withEnvironment({}, async (environment) => {
      const plain = await environment.run({ with: { command: 'validate' } })
      const result = await environment.run({ with: { set } })
      expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'succeeded'])
      expect(createBodies(environment)).toEqual([
        {
          job_type: 'supervised_fine_tuning',
          model_config: { base_model: MODEL },
          dataset_ids: ['7c9e6679-7425-40de-944b-e07fc1f90ae7', OTHER_DATA],
          hyperparameters: {
            learning_rate: 2e-5,
            training_steps: 1000,
            batch_size: 8,
            warmup_steps: 50,
            weight_decay: 0.1,
          },
          auto_start: true,
        },
      ])
      expect(result.outputs['spec-digest']).toMatch(/^v1-[0-9a-f]{64}$/)
      expect(result.outputs['spec-digest']).not.toBe(plain.outputs['spec-digest'])
      expect(result.log).toContain(`set  model_config.base_model = ${MODEL}`)
      for (const page of [result.summary, environment.comments[0]])
        expect(page).toContain(`Set by the input \`set\`: \`model_config.base_model = ${MODEL}\`, `)
      expect(result.annotations).toEqual([])
    }))

  it('reuses the job for the same values, in the same comment', () =>
    withEnvironment({}, async (environment) => {
      const once = await environment.run({ with: { set } })
      const again = await environment.run({ with: { set }, run: { id: 8124, actor: 'octocat' } })
      expect(again.outputs['reused']).toBe('true')
      expect(again.outputs['job-id']).toBe(once.outputs['job-id'])
      const other = await environment.run({
        with: { set: 'hyperparameters.batch_size=16' },
        run: { id: 8125, actor: 'octocat' },
      })
      expect([other.exitCode, other.outputs['reused']]).toEqual([0, 'false'])
      expect(environment.forge.accepted).toHaveLength(2)
      expect(environment.comments).toHaveLength(1)
    }))

  it.each(['run', 'validate'])(
    'is validated by %s together with the file, each error in its own place',
    (command) =>
      withEnvironment(
        { files: { [SPEC_FILE]: SPEC.replace('warmup_steps', 'warmup_stps') } },
        async (environment) => {
          const invalidSet =
            '\nhyperparameters.batch_size=many\nhyperparameters.learning_rte=1\n\ndataset_ids.5=x\nno override'
          const result = await environment.run({ with: { command, set: invalidSet } })
          expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'invalid'])
          expect(
            result.annotations.map(({ level, file, line, message }) => [level, file, line, message]),
          ).toEqual([
            [
              'error',
              undefined,
              undefined,
              'line 2 of the input `set`: hyperparameters.batch_size is "many", but must be a whole number, 1 or more.',
            ],
            [
              'error',
              undefined,
              undefined,
              'line 3 of the input `set`: "learning_rte" is not a field of hyperparameters. Did you mean learning_rate?',
            ],
            [
              'error',
              undefined,
              undefined,
              'line 5 of the input `set`: dataset_ids has 1 item (numbered from 0), so there is no item 5. The next item to add is 1.',
            ],
            [
              'error',
              undefined,
              undefined,
              'line 6 of the input `set`: "no override" has no =. Write path=value, such as hyperparameters.batch_size=16.',
            ],
            [
              'error',
              SPEC_FILE,
              10,
              `${SPEC_FILE}:10:3: "warmup_stps" is not a field of hyperparameters. Did you mean warmup_steps?`,
            ],
          ])
          expect(environment.forge.requests).toEqual([])
        },
      ),
  )

  it.each(['', '""', '  # nothing'])('rejects %j as a value instead of training from scratch', (value) =>
    withEnvironment(
      { files: { [SPEC_FILE]: 'job_type: pre_training\nmodel_config: {}\n' } },
      async (environment) => {
        const result = await environment.run({ with: { set: `model_config.base_model=${value}` } })
        expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'invalid'])
        expect(result.annotations.filter(({ level }) => level === 'error')).toEqual([
          expect.objectContaining({
            message: expect.stringMatching(
              /^line 1 of the input `set`: model_config\.base_model is set to an empty value\. .*output of an earlier step/,
            ),
          }),
        ])
        expect(result.annotations[0]?.file).toBeUndefined()
        expect(environment.forge.requests).toEqual([])
      },
    ),
  )

  it('is ignored by a command without a spec', () =>
    withEnvironment({}, async (environment) => {
      const { id } = environment.forge.addJob()
      const result = await environment.run({ with: { command: 'status', 'job-id': id, set: 'x' } })
      expect(result.exitCode).toBe(0)
    }))

  it('cannot inject workflow commands or Markdown', () =>
    withEnvironment({}, async (environment) => {
      const hostileValue = '"x\\n::error::y ##[error]z \\e[31m @octocat <img src=x> ``` | #12"'
      const result = await environment.run({
        with: { set: `model_config.base_model=${hostileValue}\n::set-output name=x::y=1` },
      })
      expect(result.commands.filter(({ name }) => name === 'set-output')).toEqual([])
      const printable = hostileValue.replace('\\n', ' ').replace('\\e', '')
      const accepted = await environment.run({ with: { set: `model_config.base_model=${printable}` } })
      for (const { annotations, log, summary } of [result, accepted]) {
        expect(annotations.map(({ message }) => message)).not.toContain('y')
        expect(log).not.toContain('\u001b')
        expect(withoutCodeBlocks(summary)).not.toMatch(/<img/)
      }
      expect(accepted.exitCode).toBe(0)
      expect(accepted.log).toContain('set  model_config.base_model = x ::error::y')
      expect(withoutCodeBlocks(environment.comments.join('\n'))).not.toMatch(/<img/)
    }))
})
