import { describe, expect, it } from '@jest/globals'
import { inWorld, SPEC, SPEC_FILE, type World } from './world.ts'

const MODEL = 'ft:mistral-small-latest:acme:20261120:1b9d6bcd'
const OTHER_DATA = '3f2b8a52-6c1e-4f0b-9a57-0d3f1c6f2e11'

const bodies = (world: World) =>
  world.forge.requests.filter(({ operation }) => operation === 'create').map(({ body }) => body)

/** In a block of code everything is text. */
const unfenced = (markdown: string): string => markdown.replace(/^(`{3,})\w*$[^]*?^\1$/gm, '')

describe('the input set', () => {
  const set = `
    model_config.base_model = ${MODEL}
    hyperparameters.learning_rate=2e-5

    hyperparameters.weight_decay=0.1
    dataset_ids.1=${OTHER_DATA}
  `

  it('puts values into the specs that are sent, and is told in the log, the comment and the summary', () =>
    inWorld({}, async (world) => {
      const plain = await world.run({ with: { command: 'validate' } })
      const result = await world.run({ with: { set } })
      expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'succeeded'])
      expect(bodies(world)).toEqual([
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
      expect(result.outputs['spec-digest']).toMatch(/^[0-9a-f]{64}$/)
      expect(result.outputs['spec-digest']).not.toBe(plain.outputs['spec-digest'])
      expect(result.log).toContain(`set  model_config.base_model = ${MODEL}`)
      for (const page of [result.summary, world.comments[0]])
        expect(page).toContain(`<code>model_config.base_model = ${MODEL}</code><br>`)
      expect(result.annotations).toEqual([])
    }))

  it('gives the same job to the same values, and is no part of the key of the comment', () =>
    inWorld({}, async (world) => {
      const once = await world.run({ with: { set } })
      const again = await world.run({ with: { set }, run: { id: 8124, actor: 'octocat' } })
      expect(again.outputs['reused']).toBe('true')
      expect(again.outputs['job-id']).toBe(once.outputs['job-id'])
      const other = await world.run({
        with: { set: 'hyperparameters.batch_size=16' },
        run: { id: 8125, actor: 'octocat' },
      })
      expect([other.exitCode, other.outputs['reused']]).toEqual([0, 'false'])
      expect(world.forge.accepted).toHaveLength(2)
      expect(world.comments).toHaveLength(1)
    }))

  it.each(['run', 'validate'])('is judged by %s with the file, each problem at its own place', (command) =>
    inWorld({ files: { [SPEC_FILE]: SPEC.replace('warmup_steps', 'warmup_stps') } }, async (world) => {
      const wrong =
        '\nhyperparameters.batch_size=many\nhyperparameters.learning_rte=1\n\ndataset_ids.5=x\nno override'
      const result = await world.run({ with: { command, set: wrong } })
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
          'line 5 of the input `set`: dataset_ids has 1 item, numbered from 0, so that there is no 5. The next one to add is 1.',
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
      expect(world.forge.requests).toEqual([])
    }),
  )

  it.each(['', '""', '  # nothing'])(
    'with %j for a value is an error, and nothing is trained from scratch',
    (value) =>
      inWorld({ files: { [SPEC_FILE]: 'job_type: pre_training\nmodel_config: {}\n' } }, async (world) => {
        const result = await world.run({ with: { set: `model_config.base_model=${value}` } })
        expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'invalid'])
        expect(result.annotations.filter(({ level }) => level === 'error')).toEqual([
          expect.objectContaining({
            message: expect.stringMatching(
              /^line 1 of the input `set`: model_config\.base_model is set to nothing\. .*output of an earlier step/,
            ),
          }),
        ])
        expect(result.annotations[0]).not.toHaveProperty('file')
        expect(world.forge.requests).toEqual([])
      }),
  )

  it('means nothing to a command that has no spec', () =>
    inWorld({}, async (world) => {
      const { id } = world.forge.addJob()
      const result = await world.run({ with: { command: 'status', 'job-id': id, set: 'x' } })
      expect(result.exitCode).toBe(0)
    }))

  it('can say nothing to the runner and to readers but what it is', () =>
    inWorld({}, async (world) => {
      const evil = '"x\\n::error::y ##[error]z \\e[31m @octocat <img src=x> ``` | #12"'
      const result = await world.run({
        with: { set: `model_config.base_model=${evil}\n::set-output name=x::y=1` },
      })
      expect(result.commands.filter(({ name }) => name === 'set-output')).toEqual([])
      const fine = await world.run({ with: { set: `model_config.base_model=${evil}` } })
      for (const { annotations, log, summary } of [result, fine]) {
        expect(annotations.map(({ message }) => message)).not.toContain('y')
        expect(log).not.toContain('\u001b')
        expect(unfenced(summary)).not.toMatch(/<img/)
      }
      expect(fine.exitCode).toBe(0)
      expect(fine.log).toContain('set  model_config.base_model = "x\\n::error::y')
      expect(unfenced(world.comments.join('\n'))).not.toMatch(/<img/)
    }))
})
