import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from '@jest/globals'
import { pushEvent, dispatchEvent, type WorkflowEvent } from '../simulator/runner/events.ts'
import { repositoryDispatchEvent, scheduleEvent } from '../simulator/runner/more-events.ts'
import { createUser } from '../simulator/simulated-repository.ts'
import {
  comments,
  executed,
  FAILS,
  inEnvironment,
  MODEL,
  pullEvent,
  PUSHED,
  runSuccessfully,
  SUCCEEDS,
} from './run-example.ts'

const EXAMPLES = readdirSync(fileURLToPath(new URL('../../examples', import.meta.url))).filter((name) =>
  name.endsWith('.yml'),
)
describe('examples in a workflow engine', () => {
  it.concurrent('label.yml trains only when the label is added', () =>
    inEnvironment(async (environment) => {
      const other = await runSuccessfully(environment, 'label.yml', pullEvent('labeled', ['documentation']))
      expect([...other.jobs, environment.simulators.operations.length]).toEqual([0])
      const { output } = await runSuccessfully(environment, 'label.yml', pullEvent('labeled', ['train']), {
        runId: 8124,
      })
      expect(output('output-model').at(-1)).toMatch(MODEL)
      expect(comments(environment, 12)).toContain('· trained')
    }),
  )

  it.concurrent('pull-request.yml validates every push and trains if the label is set', () =>
    inEnvironment(async (environment) => {
      const checked = await runSuccessfully(environment, 'pull-request.yml', pullEvent('opened'))
      expect([checked.output('outcome').at(-1), environment.simulators.operations]).toEqual(['valid', []])
      const labelled = pullEvent('labeled', ['documentation', 'train'])
      const other = await runSuccessfully(environment, 'pull-request.yml', labelled, { runId: 8125 })
      expect([...other.jobs]).toEqual([])
      const trained = await runSuccessfully(
        environment,
        'pull-request.yml',
        pullEvent('synchronize', ['train']),
        {
          runId: 8124,
        },
      )
      expect(trained.output('outcome').at(-1)).toBe('succeeded')
    }),
  )

  it.concurrent('every-push.yml trains and evaluates, and reuses the job for an unchanged spec', () =>
    inEnvironment(async (environment) => {
      const first = await runSuccessfully(environment, 'every-push.yml', pullEvent('opened'))
      const again = await runSuccessfully(environment, 'every-push.yml', pullEvent('synchronize'), {
        runId: 8124,
      })
      expect(again.output('reused').at(-1)).toBe('true')
      expect(environment.simulators.forge.accepted).toHaveLength(1)
      const model = first.output('output-model').at(-1) ?? ''
      expect(await environment.calls('evaluate')).toEqual([model, model])
    }),
  )

  it.concurrent('push.yml passes the model to the next step and reports on the merged pull request', () =>
    inEnvironment(async (environment) => {
      const { output } = await runSuccessfully(environment, 'push.yml', pushEvent())
      expect(await environment.calls('evaluate')).toEqual([output('output-model').at(-1)])
      expect(comments(environment, 7)).toContain('· trained')
    }),
  )

  it.concurrent('release.yml signs and publishes the manifest, deploys the model, and can be run again', () =>
    inEnvironment(async (environment) => {
      const tag = pushEvent({ ref: 'refs/tags/v1.2.0' })
      const { output, jobs } = await runSuccessfully(environment, 'release.yml', tag)
      expect([...jobs.keys()].sort()).toEqual(['deploy', 'release', 'train'])
      const model = output('output-model').at(-1) ?? ''
      expect(model).toMatch(MODEL)
      expect(await environment.calls('gh')).toEqual([
        'release view v1.2.0',
        `release create v1.2.0 --verify-tag --notes Model ${model} model.json`,
      ])
      expect(await environment.calls('attest')).toEqual(['model.json'])
      expect(await environment.calls('deploy')).toEqual([model])
      expect(JSON.parse(await environment.file('artifacts/model/model.json'))).toMatchObject({
        version: 1,
        jobs: [{ output_model: model, commit: PUSHED, run: { id: '8123' } }],
      })
      const again = await runSuccessfully(environment, 'release.yml', tag, { attempt: 2 })
      expect([again.output('output-model').at(-1), environment.simulators.forge.accepted.length]).toEqual([
        model,
        1,
      ])
      expect((await environment.calls('gh')).slice(2)).toEqual([
        'release view v1.2.0',
        'release upload v1.2.0 --clobber model.json',
      ])
    }),
  )

  it.concurrent('matrix.yml trains a model in each matrix job', () =>
    inEnvironment(async (environment) => {
      await runSuccessfully(environment, 'matrix.yml', pushEvent())
      const bases = environment.simulators.forge.accepted.map(
        ({ request }) => request.model_config.base_model,
      )
      expect(bases.sort()).toEqual(['mistral-medium-latest', 'mistral-small-latest'])
      expect(environment.simulators.github.commentsOf(7)).toHaveLength(2)
    }),
  )

  it.concurrent('sweep.yml picks the best model', () =>
    inEnvironment(async (environment) => {
      const { output } = await runSuccessfully(environment, 'sweep.yml', dispatchEvent())
      const jobs = JSON.parse(output('jobs').at(-1) ?? '[]') as { 'output-model': string }[]
      expect(jobs).toHaveLength(3)
      expect(await environment.calls('evaluate')).toEqual(jobs.map((job) => job['output-model']))
      expect(output('output-model').at(-1)).toBe(jobs[1]?.['output-model'])
    }),
  )

  it.concurrent(
    'submit.yml does not wait, sync.yml reports the end, and three workflows handle its event',
    () =>
      inEnvironment(
        async (environment) => {
          const { github, forge } = environment.simulators
          const submitted = await runSuccessfully(environment, 'submit.yml', pushEvent())
          expect(submitted.output('outcome').at(-1)).toBe('submitted')
          await new Promise((resolve) => setTimeout(resolve, 4_000))
          const synced = await runSuccessfully(environment, 'sync.yml', scheduleEvent(), { runId: 8124 })
          expect(synced.output('outcome').at(-1)).toBe('succeeded')
          expect(comments(environment, 7)).toContain('· trained')
          const [{ eventType, payload } = { eventType: '', payload: {} }] = github.repository.dispatches
          const model = (payload as { output_model: string }).output_model
          const event = repositoryDispatchEvent()
          const dispatched = (spec: string, more: object = {}): WorkflowEvent => ({
            ...event,
            payload: {
              ...event.payload,
              action: eventType,
              client_payload: { ...(payload as object), spec, ...more },
            },
          })
          const spec = 'training/support-bot.yml'
          const unmerged: WorkflowEvent = dispatched(spec, { spec_digest: `v1-${'0'.repeat(64)}` })
          const undecided = await runSuccessfully(environment, 'deploy.yml', unmerged, { runId: 8128 })
          expect([[...undecided.jobs.keys()], await environment.calls('deploy')]).toEqual([['decide'], []])
          // By the digest, so that it does not matter how the pull request was merged.
          const merged = dispatched(spec, { commit: 'd'.repeat(40) })
          await runSuccessfully(environment, 'deploy.yml', merged, { runId: 8125 })
          expect(await environment.calls('deploy')).toEqual([`${model} ${forge.jobs[0]?.id ?? ''}`])

          const branch = `model/${forge.jobs[0]?.id ?? ''}`
          await runSuccessfully(environment, 'propose.yml', dispatched(spec), { runId: 8126 })
          await runSuccessfully(environment, 'propose.yml', dispatched(spec), { runId: 8126, attempt: 2 })
          expect(await environment.calls('gh')).toEqual([
            'auth setup-git',
            `pr view ${branch}`,
            `pr create --head ${branch} --title Use the model ${model} --body Trained by job ${forge.jobs[0]?.id ?? ''}.`,
            'auth setup-git',
            `pr view ${branch}`,
          ])
          expect(environment.git('show', `${branch}:config/model.json`)).toBe(`{ "model": "${model}" }\n`)

          await runSuccessfully(environment, 'chain.yml', dispatched('training/sft.yml'), { runId: 8127 })
          expect(forge.accepted.at(-1)?.request).toMatchObject({
            job_type: 'dpo',
            model_config: { base_model: model },
          })
          expect(github.commentsOf(7)).toHaveLength(2)
        },
        SUCCEEDS.map((phase) => ({ ...phase, afterMs: 8 * phase.afterMs })),
      ),
  )

  it.concurrent('validate.yml needs no key and fails for an invalid spec', () =>
    inEnvironment(async (environment) => {
      const options = { workflow: 'validate.yml', event: pullEvent('opened'), secrets: {} }
      const { output } = await runSuccessfully(environment, options.workflow, options.event, options)
      expect([output('outcome').at(-1), environment.simulators.operations]).toEqual(['valid', []])
      await environment.write('training/new/wrong.yml', 'job_type: sft\n')
      const failed = await environment.run({ ...options, runId: 8124 })
      expect([failed.exitCode, failed.output('outcome')]).toEqual([1, ['invalid']])
    }),
  )

  it.concurrent('after-review.yml trains the reviewed commit', () =>
    inEnvironment(async (environment) => {
      environment.simulators.github.addComment(12, 'Reviewed.', createUser('octocat'))
      const event = dispatchEvent({ inputs: { 'pull-request': '12', commit: 'a'.repeat(40) } })
      const { output } = await runSuccessfully(environment, 'after-review.yml', event)
      expect(output('outcome').at(-1)).toBe('succeeded')
      expect(comments(environment, 12)).toContain('· trained')
      const other = dispatchEvent({ inputs: { 'pull-request': '12', commit: 'b'.repeat(40) } })
      const refused = await environment.run({ workflow: 'after-review.yml', event: other, runId: 8124 })
      expect([refused.exitCode, refused.output('outcome')]).toEqual([1, []])
      // The engine may lose the last lines of a step's log.
      expect(refused.step('require the full id of the head, which could have moved since the review')).toBe(
        'failure',
      )
      const question = 'pr view 12 --json headRefOid --jq .headRefOid'
      expect(await environment.calls('gh')).toEqual([question, question])
    }),
  )

  afterAll(() => {
    // Every example must have a test. Those with approvals are in approval-examples.test.ts.
    const elsewhere = ['review-then-train.yml', 'train-then-ship.yml']
    expect([...executed, ...elsewhere].sort()).toEqual(EXAMPLES.sort())
  })
})

/** A workflow that continues after a failed step and outputs its outcome. */
const failingWorkflow = (spec: string): string => `name: failing
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
      - name: report
        env:
          OUTCOME: \${{ steps.train.outcome }}
          ACTION_OUTCOME: \${{ steps.train.outputs.outcome }}
        run: test "$OUTCOME" = failure && echo "action-outcome=$ACTION_OUTCOME" >> "$GITHUB_OUTPUT"
      - name: never
        if: steps.train.outcome == 'success'
        run: exit 1
`

describe('a failing step', () => {
  it.concurrent.each([
    ['a failed job', 'training/support-bot.yml', 'failed', 1],
    ['a missing spec', 'training/nowhere.yml', 'invalid', 0],
    ['an invalid spec', 'other/config.json', 'invalid', 0],
  ])('has the conclusion failure and sets its outputs: %s', (_, spec, outcome, jobs) =>
    inEnvironment(async (environment) => {
      const result = await environment.run({ workflow: { text: failingWorkflow(spec) }, event: pushEvent() })
      expect([result.exitCode, result.step('train'), result.step('never')]).toEqual([0, 'failure', undefined])
      expect(result.output('action-outcome')).toEqual([outcome])
      expect(environment.simulators.forge.accepted).toHaveLength(jobs)
    }, FAILS),
  )

  it.concurrent('fails the workflow without continue-on-error, as a broken example does', () =>
    inEnvironment(async (environment) => {
      const text = failingWorkflow('training/nowhere.yml').replace(
        'continue-on-error: true',
        'continue-on-error: false',
      )
      const result = await environment.run({ workflow: { text }, event: pushEvent() })
      expect([result.exitCode, result.jobs.get('train'), result.step('report')]).toEqual([
        1,
        'failure',
        undefined,
      ])
      await expect(runSuccessfully(environment, 'push.yml', pushEvent(), { secrets: {} })).rejects.toThrow(
        '`api-key` is empty',
      )
    }),
  )
})
