import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import type { ForgeOptions } from '../simulator/forge.ts'
import { REPOSITORY_ID, dispatchEvent, pullRequestEvent } from '../simulator/runner/events.ts'
import { mergeGroupEvent, scheduleEvent } from '../simulator/runner/more-events.ts'
import type { StepOptions } from '../simulator/runner/step.ts'
import {
  cancelledSteps,
  followedSteps,
  jobIdsOf,
  push,
  RUNS_FOREVER,
  specOf,
  specsOf,
  submittedSteps,
  SUCCEEDS,
} from './pushes.ts'
import { withEnvironment, PULL_REQUEST, SPEC_FILE, type TestEnvironment } from './test-environment.ts'

const HOUR = 60 * 60_000
const ISSUE = 9
const DATASET = '7c9e6679-7425-40de-944b-e07fc1f90ae7'

type Files = Readonly<Record<string, string>>

const asJson = (text: string): string => JSON.stringify(parse(text))

/** The files of a commit. The specs are in `training/`. */
function checkOut(environment: TestEnvironment, files: Files): void {
  rmSync(join(environment.workspace, 'training'), { recursive: true, force: true })
  for (const [path, text] of Object.entries(files)) environment.write(path, text)
}

interface Commit {
  readonly title: string
  readonly files: Files
  /** Training steps of the specs, in the order in which the step reads them. */
  readonly specs: readonly number[]
  /** Those of the requests that are sent. */
  readonly submitted?: readonly number[]
  /** Those of the jobs that are cancelled if they still run. */
  readonly cancelled?: readonly number[]
  /** Input `spec`. */
  readonly spec?: string
}

/** The commits of one pull request. Most of them change only where a request is written. */
const COMMITS: readonly Commit[] = [
  {
    title: 'three documents',
    files: { 'training/a.yml': specsOf(1001, 1002, 1003) },
    specs: [1001, 1002, 1003],
    submitted: [1001, 1002, 1003],
  },
  {
    title: 'a document on top',
    files: { 'training/a.yml': specsOf(1000, 1001, 1002, 1003) },
    specs: [1000, 1001, 1002, 1003],
    submitted: [1000],
  },
  {
    title: 'two documents are swapped',
    files: { 'training/a.yml': specsOf(1000, 1002, 1001, 1003) },
    specs: [1000, 1002, 1001, 1003],
  },
  {
    title: 'the first document is removed',
    files: { 'training/a.yml': specsOf(1002, 1001, 1003) },
    specs: [1002, 1001, 1003],
    cancelled: [1000],
  },
  {
    title: 'the file becomes two',
    files: { 'training/a.yml': specOf(1003), 'training/b.yml': specsOf(1001, 1002) },
    specs: [1003, 1001, 1002],
  },
  {
    title: 'a file gets the name under which a document is shown',
    files: { 'training/b.yml': specsOf(1001, 1002), 'training/b.yml#2': specOf(1003) },
    specs: [1001, 1002, 1003],
  },
  {
    title: 'YAML becomes JSON, under other names',
    files: {
      'training/c.json': asJson(specOf(1002)),
      'training/d.json': asJson(specOf(1001)),
      'training/e.json': asJson(specOf(1003)),
    },
    specs: [1002, 1001, 1003],
  },
  {
    title: 'another glob',
    files: {
      'training/one.yml': specOf(1001),
      'training/three.yml': specOf(1003),
      'training/two.yml': specOf(1002),
    },
    spec: 'training/*.yml',
    specs: [1001, 1003, 1002],
  },
]

describe('a job follows its request through a pull request', () => {
  it.each([
    ['while it runs', RUNS_FOREVER],
    ['after it has succeeded', SUCCEEDS],
  ])('%s', (_, timeline) =>
    withEnvironment({ files: {}, forge: { timeline }, clockSpeed: 1 }, async (environment) => {
      const [submitted, cancelled]: [number[], number[]] = [[], []]
      for (const [n, commit] of COMMITS.entries()) {
        const { title, files, specs, spec = 'training/*' } = commit
        checkOut(environment, files)
        const result = await push(environment, 8123 + n, { with: { spec } })
        submitted.push(...(commit.submitted ?? []))
        if (timeline === RUNS_FOREVER) cancelled.push(...(commit.cancelled ?? []))
        expect({
          title,
          exitCode: result.exitCode,
          specs: followedSteps(environment, result),
          submitted: submittedSteps(environment),
          cancelled: cancelledSteps(environment),
        }).toEqual({ title, exitCode: 0, specs, submitted, cancelled })
        environment.clock.advance(HOUR)
      }
    }),
  )

  it('when another workflow asks for it', () =>
    withEnvironment({ clockSpeed: 1 }, async (environment) => {
      await push(environment, 8123)
      await push(environment, 8124, { run: { workflowFile: '.github/workflows/nightly.yml', job: 'forge' } })
      expect(submittedSteps(environment)).toEqual([1000])
    }))
})

/** What services do to a request before they show it. */
const ADJUSTMENTS: ForgeOptions = {
  fillDefaults: { 'hyperparameters.weight_decay': 0.1, dataset_ids: [DATASET] },
  resolveAliases: true,
  roundNumbers: true,
  idCase: 'upper',
  echoFields: ['dataset_ids'],
}

it('a service that changes what it shows keeps its jobs, in the next run and in a sync', () =>
  withEnvironment(
    {
      files: {
        'training/a.yml': specOf(1001),
        'training/b.yml': specOf(1002).replace(/dataset_ids:\n.*\n/, 'dataset_ids: []\n'),
        'training/c.yml': specOf(1003).replace('-latest', ''),
      },
      forge: { timeline: RUNS_FOREVER, ...ADJUSTMENTS },
      clockSpeed: 1,
    },
    async (environment) => {
      const spec = 'training/*'
      const first = await push(environment, 8123, { with: { spec } })
      const second = await push(environment, 8124, { with: { spec } })
      const event = scheduleEvent()
      const sync = await push(environment, 8125, { event, with: { command: 'sync', spec: '', wait: '' } })
      for (const result of [second, sync])
        expect(jobIdsOf(result).toSorted()).toEqual(jobIdsOf(first).toSorted())
      expect([second.outputs['outcome'], sync.outputs['outcome']]).toEqual(['submitted', 'running'])
      expect(submittedSteps(environment)).toEqual([1001, 1002, 1003])
      expect(cancelledSteps(environment)).toEqual([])
    },
  ))

describe('runs of one workflow that are about different things', () => {
  const onIssue = { 'issue-number': String(ISSUE) }
  const byHand = { event: dispatchEvent(), with: { 'issue-number': String(PULL_REQUEST) } }

  it.each<[string, Partial<StepOptions>, Partial<StepOptions>]>([
    ['an entry of the merge queue and a start by hand', { event: mergeGroupEvent() }, byHand],
    ['a start by hand and the pull request', byHand, {}],
    [
      'a start by hand and a schedule, on an issue',
      { event: dispatchEvent(), with: onIssue },
      { event: scheduleEvent(), with: onIssue },
    ],
  ])('replace no job of each other: %s', (_, first, second) =>
    withEnvironment({ forge: { timeline: RUNS_FOREVER }, clockSpeed: 1 }, async (environment) => {
      environment.github.addIssue({ number: ISSUE })
      await push(environment, 8123, first)
      environment.write(SPEC_FILE, specOf(2000))
      await push(environment, 8124, second)
      expect(submittedSteps(environment)).toEqual([1000, 2000])
      expect(cancelledSteps(environment)).toEqual([])
      environment.write(SPEC_FILE, specOf(3000))
      await push(environment, 8125, second)
      expect(cancelledSteps(environment)).toEqual([2000])
      expect(environment.github.repository.commentsOf(PULL_REQUEST).length).toBeLessThanOrEqual(1)
    }),
  )
})

it('a repository keeps following and replacing its jobs after it was renamed and transferred', () =>
  withEnvironment({ forge: { timeline: RUNS_FOREVER }, clockSpeed: 1 }, async (environment) => {
    const first = await push(environment, 8123)
    const [owner, repo] = ['umbrella', 'bots']
    environment.github.repository.rename(`${owner}/${repo}`)
    const event = pullRequestEvent({ number: PULL_REQUEST, owner, repo, repositoryId: REPOSITORY_ID })
    const rerun = await push(environment, 8123, { event, run: { attempt: 2 } })
    const unchanged = await push(environment, 8124, { event })
    for (const { outputs } of [rerun, unchanged])
      expect(outputs).toMatchObject({ 'job-id': first.outputs['job-id'], reused: 'true' })
    environment.write(SPEC_FILE, specOf(2000))
    await push(environment, 8125, { event })
    expect(submittedSteps(environment)).toEqual([1000, 2000])
    expect(cancelledSteps(environment)).toEqual([1000])
  }))
