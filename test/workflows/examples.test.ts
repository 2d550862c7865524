import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from '@jest/globals'
import { pullRequestEvent, pushEvent, dispatchEvent, type WorkflowEvent } from '../simulator/runner/events.ts'
import { repositoryDispatchEvent, scheduleEvent } from '../simulator/runner/more-events.ts'
import { person } from '../simulator/github-world.ts'
import type { Played } from './engine.ts'
import { Stage, type Play } from './stage.ts'

const EXAMPLES = readdirSync(fileURLToPath(new URL('../../examples', import.meta.url))).filter((name) =>
  name.endsWith('.yml'),
)
const PUSHED = 'e'.repeat(40)
const MODEL = /^ft:[\w-]+:\w+:\d{8}:\w+$/
const TRAINS = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 200, status: 'RUNNING' },
  { afterMs: 1_000, status: 'SUCCESS' },
]
const FAILS = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 500, status: 'FAILED', fields: { error: { message: 'loss became NaN in step 412' } } },
]

const played = new Set<string>()

/** Plays a story on a stage of its own. */
async function onStage(
  story: (stage: Stage) => Promise<void>,
  timeline: typeof TRAINS = TRAINS,
): Promise<void> {
  const stage = new Stage({ forge: { timeline } })
  // What the push has merged.
  stage.world.github.addPull({ number: 7, merged: true, mergeCommit: PUSHED })
  try {
    await stage.open()
    await story(stage)
  } finally {
    await stage.close()
  }
}

/** Has the engine run an example, which has to be green. */
async function green(
  stage: Stage,
  workflow: string,
  event: WorkflowEvent,
  more: Partial<Play> = {},
): Promise<Played> {
  played.add(workflow)
  const result = await stage.play({ workflow, event, ...more })
  if (result.exitCode !== 0) throw new Error(`${workflow} is red:\n${result.log}`)
  return result
}

const comments = ({ world }: Stage, number: number): string =>
  world.github
    .commentsOf(number)
    .map(({ body }) => body)
    .join('\n')

/** A pull request event as GitHub sends it when something happens to it that has no event of its own here. */
function pullEvent(action: string, labels: readonly string[] = []): WorkflowEvent {
  const { name, payload } = pullRequestEvent()
  const pull = payload['pull_request'] as object
  const [label] = labels
  return {
    name,
    payload: {
      ...payload,
      action,
      ...(label === undefined ? {} : { label: { name: label } }),
      pull_request: { ...pull, labels: labels.map((each) => ({ name: each })) },
    },
  }
}

describe('the examples, run by a real workflow engine', () => {
  it.concurrent('label.yml trains when the label is given, and only then', () =>
    onStage(async (stage) => {
      const other = await green(stage, 'label.yml', pullEvent('labeled', ['documentation']))
      expect([...other.jobs, stage.world.operations.length]).toEqual([0])
      const { output } = await green(stage, 'label.yml', pullEvent('labeled', ['train']), { runId: 8124 })
      expect(output('output-model').at(-1)).toMatch(MODEL)
      expect(comments(stage, 12)).toContain('The model is trained')
    }),
  )

  it.concurrent('pull-request.yml checks every push, and trains those with the label', () =>
    onStage(async (stage) => {
      const checked = await green(stage, 'pull-request.yml', pullEvent('opened'))
      expect([checked.output('outcome').at(-1), stage.world.operations]).toEqual(['valid', []])
      const trained = await green(stage, 'pull-request.yml', pullEvent('synchronize', ['train']), {
        runId: 8124,
      })
      expect(trained.output('outcome').at(-1)).toBe('succeeded')
    }),
  )

  it.concurrent('every-push.yml trains and evaluates; the same again follows the job that is there', () =>
    onStage(async (stage) => {
      const first = await green(stage, 'every-push.yml', pullEvent('opened'))
      const again = await green(stage, 'every-push.yml', pullEvent('synchronize'), { runId: 8124 })
      expect(again.output('reused').at(-1)).toBe('true')
      expect(stage.world.forge.accepted).toHaveLength(1)
      const model = first.output('output-model').at(-1) ?? ''
      expect(await stage.calls('evaluate')).toEqual([model, model])
    }),
  )

  it.concurrent(
    'push.yml hands the model to the next step, and reports on the pull request that was merged',
    () =>
      onStage(async (stage) => {
        const { output } = await green(stage, 'push.yml', pushEvent())
        expect(await stage.calls('evaluate')).toEqual([output('output-model').at(-1)])
        expect(comments(stage, 7)).toContain('The model is trained')
      }),
  )

  it.concurrent('release.yml ships the manifest, and a later job deploys the model', () =>
    onStage(async (stage) => {
      const { output, jobs } = await green(stage, 'release.yml', pushEvent({ ref: 'refs/tags/v1.2.0' }))
      expect([...jobs.keys()].sort()).toEqual(['deploy', 'release', 'train'])
      const model = output('output-model').at(-1) ?? ''
      expect(model).toMatch(MODEL)
      expect(await stage.calls('gh')).toEqual([
        `release create v1.2.0 --verify-tag --notes Model ${model} model.json`,
      ])
      expect(await stage.calls('deploy')).toEqual([model])
      expect(JSON.parse(await stage.file('artifacts/model/model.json'))).toMatchObject({
        version: 1,
        jobs: [{ output_model: model, commit: PUSHED, run: { id: '8123' } }],
      })
    }),
  )

  it.concurrent('matrix.yml trains a model for each leg', () =>
    onStage(async (stage) => {
      await green(stage, 'matrix.yml', pushEvent())
      const bases = stage.world.forge.accepted.map(({ request }) => request.model_config.base_model)
      expect(bases.sort()).toEqual(['mistral-medium-latest', 'mistral-small-latest'])
      expect(stage.world.github.commentsOf(7)).toHaveLength(2)
    }),
  )

  it.concurrent('sweep.yml chooses the best of what was trained', () =>
    onStage(async (stage) => {
      const { output } = await green(stage, 'sweep.yml', dispatchEvent())
      const jobs = JSON.parse(output('jobs').at(-1) ?? '[]') as { 'output-model': string }[]
      expect(jobs).toHaveLength(3)
      expect(await stage.calls('evaluate')).toEqual(jobs.map((job) => job['output-model']))
      expect(output('output-model').at(-1)).toBe(jobs[1]?.['output-model'])
    }),
  )

  it.concurrent('submit.yml lets go, sync.yml tells of the end, and three workflows go on from there', () =>
    onStage(
      async (stage) => {
        const { github, forge } = stage.world
        const submitted = await green(stage, 'submit.yml', pushEvent())
        expect(submitted.output('outcome').at(-1)).toBe('submitted')
        await new Promise((resolve) => setTimeout(resolve, 4_000))
        const synced = await green(stage, 'sync.yml', scheduleEvent(), { runId: 8124 })
        expect(synced.output('outcome').at(-1)).toBe('succeeded')
        expect(comments(stage, 7)).toContain('The model is trained')
        const [{ eventType, payload } = { eventType: '', payload: {} }] = github.world.dispatches
        const model = (payload as { output_model: string }).output_model
        const event = repositoryDispatchEvent()
        const dispatched = (spec: string): WorkflowEvent => ({
          ...event,
          payload: { ...event.payload, action: eventType, client_payload: { ...(payload as object), spec } },
        })
        const onMain = (event: WorkflowEvent): WorkflowEvent => ({
          ...event,
          payload: {
            ...event.payload,
            client_payload: { ...(event.payload['client_payload'] as object), commit: stage.head() },
          },
        })

        const spec = 'training/support-bot.yml'
        // Of a pull request that is not merged: its commit is not on main.
        await green(stage, 'deploy.yml', dispatched(spec), { runId: 8128 })
        expect(await stage.calls('deploy')).toEqual([])
        await green(stage, 'deploy.yml', onMain(dispatched(spec)), { runId: 8125 })
        expect(await stage.calls('deploy')).toEqual([`${model} ${forge.jobs[0]?.id ?? ''}`])

        await green(stage, 'propose.yml', dispatched(spec), { runId: 8126 })
        const branch = `model/${forge.jobs[0]?.id ?? ''}`
        expect(await stage.calls('gh')).toEqual([
          'auth setup-git',
          `pr create --head ${branch} --title Use the model ${model} --body Trained by job ${forge.jobs[0]?.id ?? ''}.`,
        ])
        expect(stage.git('show', `${branch}:config/model.json`)).toBe(`{ "model": "${model}" }\n`)

        await green(stage, 'chain.yml', dispatched('training/sft.yml'), { runId: 8127 })
        expect(forge.accepted.at(-1)?.request).toMatchObject({
          job_type: 'dpo',
          model_config: { base_model: model },
        })
        expect(github.commentsOf(7)).toHaveLength(2)
      },
      TRAINS.map((phase) => ({ ...phase, afterMs: 8 * phase.afterMs })),
    ),
  )

  it.concurrent('validate.yml needs no key, and is red for a spec that is wrong', () =>
    onStage(async (stage) => {
      const play = { workflow: 'validate.yml', event: pullEvent('opened'), secrets: {} }
      const { output } = await green(stage, play.workflow, play.event, play)
      expect([output('outcome').at(-1), stage.world.operations]).toEqual(['valid', []])
      await stage.write('training/new/wrong.yml', 'job_type: sft\n')
      const red = await stage.play({ ...play, runId: 8124 })
      expect([red.exitCode, red.output('outcome')]).toEqual([1, ['invalid']])
    }),
  )

  it.concurrent('after-review.yml trains what a person has reviewed', () =>
    onStage(async (stage) => {
      stage.world.github.addComment(12, 'Reviewed.', person('octocat'))
      const event = dispatchEvent({ inputs: { 'pull-request': '12', commit: 'a'.repeat(40) } })
      const { output } = await green(stage, 'after-review.yml', event)
      expect(output('outcome').at(-1)).toBe('succeeded')
      expect(comments(stage, 12)).toContain('The model is trained')
    }),
  )

  afterAll(() => {
    // None that nobody has run.
    expect([...played].sort()).toEqual(EXAMPLES.sort())
  })
})

/** A workflow that goes on after a step that fails, and tells of it. */
const red = (spec: string): string => `name: red
on: push
permissions: {}
jobs:
  train:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1
      - id: train
        name: train
        continue-on-error: true
        uses: mistral-forge-actions/forge-training-job@v1
        with:
          spec: ${spec}
          api-key: \${{ secrets.MISTRAL_API_KEY }}
      - name: what became of it
        env:
          OUTCOME: \${{ steps.train.outcome }}
          WORD: \${{ steps.train.outputs.outcome }}
        run: test "$OUTCOME" = failure && echo "told=$WORD" >> "$GITHUB_OUTPUT"
      - name: never
        if: steps.train.outcome == 'success'
        run: exit 1
`

describe('a step that fails', () => {
  it.concurrent.each([
    ['a job that fails', 'training/support-bot.yml', 'failed', 1],
    ['a spec that is not there', 'training/nowhere.yml', 'invalid', 0],
    ['a spec that is wrong', 'config/model.json', 'invalid', 0],
  ])('is a failure for the engine, and its outputs are there: %s', (_, spec, outcome, jobs) =>
    onStage(async (stage) => {
      const result = await stage.play({ workflow: { text: red(spec) }, event: pushEvent() })
      expect([result.exitCode, result.step('train'), result.step('never')]).toEqual([0, 'failure', undefined])
      expect(result.output('told')).toEqual([outcome])
      expect(stage.world.forge.accepted).toHaveLength(jobs)
    }, FAILS),
  )

  it.concurrent(
    'makes the workflow red where nobody has foreseen it, and so would an example that is wrong',
    () =>
      onStage(async (stage) => {
        const text = red('training/nowhere.yml').replace(
          'continue-on-error: true',
          'continue-on-error: false',
        )
        const result = await stage.play({ workflow: { text }, event: pushEvent() })
        expect([result.exitCode, result.jobs.get('train'), result.step('what became of it')]).toEqual([
          1,
          'failure',
          undefined,
        ])
        await expect(green(stage, 'push.yml', pushEvent(), { secrets: {} })).rejects.toThrow(
          '`api-key` is missing',
        )
      }),
  )
})
